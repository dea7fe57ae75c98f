import type { Relief } from '#functions/domain/adjustment/relief.ts';
import { addDays, addMonths } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Life } from '#test/lives/life.ts';
import {
  auditor,
  borrower,
  committee,
  dayOf,
  officer,
  pick,
  risk,
  secondLead,
  secondRisk,
  supervisor,
  system,
} from '#test/lives/cast.ts';
import type { Dice, Tries } from '#test/lives/cast.ts';
import { openInstalments, receiptOf } from '#test/lives/receipts.ts';

const proof = (file: CaseFile): string[] =>
  Object.values(file.documents).flatMap(({ documentClass, status, documentId }) =>
    documentClass === 'INCOME_OR_ASSET' && status === 'ACCEPTED' ? [documentId] : [],
  );
const packageIdOf = ({ file }: Life): string => Object.keys(file.archives)[0] ?? 'package_none';

/** Relief of each type, as somebody might ask for it. */
const reliefOf = (life: Life, { some, many }: Dice): Relief => {
  const open = openInstalments(life);
  const next = open.find(({ dueOn }) => dueOn >= dayOf(life)) ?? open[0];
  const no = next?.no ?? 1;
  const fromOn = addDays(dayOf(life), 1 + many);
  const plan = { planType: 'EQUAL_PRINCIPAL', currency: 'CNY', periods: 6 + some } as const;
  const all: readonly [Relief, ...Relief[]] = [
    { type: 'INTEREST_SUSPENSION', fromOn, toOn: addMonths(fromOn, 1 + (many % 3)) },
    { type: 'TERM_EXTENSION', periods: 1 + some * 2 },
    { type: 'GRACE_EXTENSION', fromOn: next?.dueOn ?? fromOn, toOn: addDays(next?.dueOn ?? fromOn, 2 + some * 3) },
    { type: 'PAYMENT_HOLIDAY', periods: 1 + (some % 4), interestRuns: many % 2 === 0 },
    { type: 'INTEREST_WAIVER', lines: [{ no, amountMinor: 500 + some * 2_000 }] },
    { type: 'FEE_WAIVER', lines: [{ no, amountMinor: 100 + some * 50 }] },
    { type: 'PENALTY_WAIVER', lines: [{ no, amountMinor: 100 }] },
    { type: 'DUE_DAY_CHANGE', dueDay: 1 + some * 3 },
    { type: 'PLAN_REPLACEMENT', plan },
    { type: 'INTEREST_WAIVER', lines: [{ no, amountMinor: 300 }], plan },
    { type: 'PRINCIPAL_FORGIVENESS', amountMinor: 1_000 },
  ];
  return all[(some + many * 3) % all.length] ?? all[0];
};

/** From the first payment to the archive. */
export const servicingActs: Tries<
  | 'recordPayment'
  | 'reversePayment'
  | 'setPaymentPreferences'
  | 'quotePayoff'
  | 'reportFollowUp'
  | 'requestAdjustment'
  | 'decideAdjustment'
  | 'raiseDispute'
  | 'resolveDispute'
  | 'placeHold'
  | 'releaseHold'
  | 'proposeDefault'
  | 'decideDefault'
  | 'issueDemand'
  | 'recordNotice'
  | 'recordNoticeDelivery'
  | 'requestArchiveAccess'
  | 'decideArchiveAccess'
  | 'setLegalHold'
  | 'decideRetention'
  | 'noteComplaint'
  | 'closeComplaint'
> = {
  recordPayment: (life, dice) => ({ input: receiptOf(life, dice), by: system }),
  reversePayment: ({ file }, dice) => {
    const payment = pick(file.payments, dice);
    return payment && { input: { paymentId: payment.paymentId, sourceRef: `reversal-${file.version}` }, by: system };
  },
  setPaymentPreferences: (_, { flip }) => ({
    input: { excess: flip ? 'PRINCIPAL' : 'NEXT_INSTALMENTS' },
    by: borrower,
  }),
  quotePayoff: () => ({ input: {}, by: borrower }),
  reportFollowUp: ({ file }, { some }) => {
    const open = Object.values(file.followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
    const contact = Object.values(file.contacts).findLast(
      ({ purpose, status }) => purpose === 'SERVICE' && status !== 'BLOCKED',
    );
    if (open === undefined) return undefined;
    const result = some < 5 ? 'ON_TRACK' : some < 8 ? 'AT_RISK' : 'HARDSHIP';
    return {
      input: { followUpNo: open.no, result, contactId: contact?.contactId, note: 'as said' },
      by: { ...officer, id: open.ownerId },
    };
  },
  requestAdjustment: (life, dice) => ({
    input: { ...reliefOf(life, dice), reason: 'out of work', evidenceIds: proof(life.file) },
    by: borrower,
  }),
  decideAdjustment: ({ file }, { some, flip }) => {
    const asked = Object.values(file.adjustments).find(({ status }) => status === 'REQUESTED');
    const decision = some === 9 ? 'REFUSE' : some === 8 ? 'ESCALATE' : 'APPROVE';
    return (
      asked && {
        input: { adjustmentId: asked.adjustmentId, decision, reason: 'as shown' },
        by: flip ? secondLead : committee,
      }
    );
  },
  raiseDispute: (_, { some }) => ({
    input: {
      kind: some % 2 === 0 ? 'ALREADY_PAID' : 'WRONG_AMOUNT',
      statement: 'I have paid',
      accountIds: [],
      evidenceIds: [],
    },
    by: borrower,
  }),
  resolveDispute: ({ file }, { flip }) => {
    const open = Object.values(file.disputes).find(({ status }) => status === 'OPEN');
    return (
      open && {
        input: { disputeId: open.disputeId, outcome: flip ? 'UPHELD' : 'REJECTED', finding: 'looked at' },
        by: secondLead,
      }
    );
  },
  placeHold: (_, { some }) => {
    const kinds = ['VULNERABILITY_HOLD', 'BEREAVEMENT_HOLD', 'SAFETY_HOLD', 'LEGAL_HOLD', 'COMPLAINT_HOLD'] as const;
    return { input: { kind: kinds[some % kinds.length] ?? 'SAFETY_HOLD', reason: 'a reason' }, by: risk };
  },
  releaseHold: ({ file }) => {
    const hold = Object.values(file.holds).find(({ releasedAt }) => releasedAt === undefined);
    return hold && { input: { holdId: hold.holdId, reason: 'over' }, by: risk };
  },
  proposeDefault: ({ file }, { some }) => ({
    input: {
      ground: some < 6 ? 'NOT_CURED' : some < 8 ? 'THREE_MISSED' : 'REFUSES_TO_PAY',
      evidenceIds: Object.keys(file.contacts).slice(0, 1),
    },
    by: supervisor,
  }),
  decideDefault: ({ file }, { some }) => {
    const proposal = Object.values(file.defaultProposals).at(-1);
    return (
      proposal && {
        input: { proposalId: proposal.proposalId, decision: some > 6 ? 'REJECT' : 'DECLARE', reason: 'as proven' },
        by: risk,
      }
    );
  },
  issueDemand: () => ({ input: { channel: 'LETTER' }, by: risk }),
  recordNotice: ({ file }, { some }) => {
    const notice = Object.values(file.notices).find(({ status }) => status === 'CLAIMED');
    if (notice === undefined) return undefined;
    const result = some === 9 ? 'FAILED' : some === 8 ? 'NOT_TAKEN' : 'SENT';
    return {
      input: {
        noticeId: notice.noticeId,
        result,
        ...(result === 'SENT' ? { providerRef: 'm-1' } : { reasonCode: 'Refused' }),
      },
      by: system,
    };
  },
  recordNoticeDelivery: ({ file }, { flip }) => {
    const notice = Object.values(file.notices).find(
      ({ status, delivery }) => status === 'SENT' && delivery === undefined,
    );
    return (
      notice && {
        input: { noticeId: notice.noticeId, result: flip ? 'DELIVERED' : 'FAILED', proof: 'receipt-1' },
        by: system,
      }
    );
  },
  requestArchiveAccess: (life) => ({
    input: { packageId: packageIdOf(life), reason: 'a question of the borrower' },
    by: auditor,
  }),
  decideArchiveAccess: (life, { flip }) => {
    const asked = life.file.archives[packageIdOf(life)]?.accesses.at(-1);
    return (
      asked && {
        input: {
          packageId: packageIdOf(life),
          requestId: asked.requestId,
          decision: flip ? 'GRANT' : 'REFUSE',
          reason: 'needed',
        },
        by: risk,
      }
    );
  },
  setLegalHold: (life, { flip }) => ({
    input: { packageId: packageIdOf(life), inForce: flip, authority: 'court 1', reason: 'ordered' },
    by: risk,
  }),
  decideRetention: (life, { some, flip }) => ({
    input: { packageId: packageIdOf(life), decision: some === 9 ? 'EXTEND' : 'DESTROY', reason: 'the term has ended' },
    by: flip ? risk : secondRisk,
  }),
  noteComplaint: (life, { some, flip }) => ({
    input: {
      complaint: {
        complaintId: `complaint_${some}`,
        receivedOn: dayOf(life),
        topic: flip ? 'CONDUCT' : 'OTHER',
        anonymous: false,
        ...(flip ? { againstOfficerId: 'officer-3' } : {}),
      },
    },
    by: system,
  }),
  closeComplaint: ({ file }, dice) => {
    const complaint = pick(file.complaints, dice);
    return complaint && { input: { complaintId: complaint.complaintId, finding: 'NOT_UPHELD' }, by: system };
  },
};
