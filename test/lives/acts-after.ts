import { keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { drawnUp } from '#test/domain/servicing/play.ts';
import type { Relief } from '#functions/domain/adjustment/relief.ts';
import { addDays, addMonths } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
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
} from '#test/lives/acts-before.ts';
import type { Dice, Tries } from '#test/lives/acts-before.ts';
import type { Life } from '#test/lives/life.ts';

const code = '123456';
const proof = (file: CaseFile): string[] =>
  Object.values(file.documents).flatMap(({ documentClass, status, documentId }) =>
    documentClass === 'INCOME_OR_ASSET' && status === 'ACCEPTED' ? [documentId] : [],
  );
const packageIdOf = ({ file }: Life): string => Object.keys(file.archives)[0] ?? 'package_none';

/** The text that waits for signatures: the agreement's own, or an amendment's. */
const textOf = ({ file }: Life) => {
  const drawnUp = Object.values(file.adjustments).find(({ status }) => status === 'DRAWN_UP');
  const agreement = Object.values(file.agreements).at(-1);
  if (agreement === undefined) return undefined;
  const { agreementId } = agreement;
  const amendment = drawnUp?.amendment;
  return amendment === undefined
    ? { agreementId, sha256: agreement.sha256, codes: agreement.codes, signatures: agreement.signatures }
    : {
        agreementId,
        amendmentId: amendment.amendmentId,
        sha256: amendment.sha256,
        codes: agreement.codes,
        signatures: amendment.signatures,
      };
};

const openInstalments = (life: Life) =>
  (standing(life.file, dayOf(life))?.instalments ?? []).filter(({ status }) => status !== 'PAID');

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

type After =
  | 'assessAffordability'
  | 'reviewCapacity'
  | 'proposePlan'
  | 'declareCapacity'
  | 'decidePlan'
  | 'recordOralArrangement'
  | 'drawUpAgreement'
  | 'requestSigningCode'
  | 'recordSigningCodeSent'
  | 'signAgreement'
  | 'sealAgreement'
  | 'recordOriginal'
  | 'downloadOriginal'
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
  | 'closeComplaint';

/** Acts from the plan to the end. */
export const actsAfter: Tries<After> = {
  assessAffordability: ({ file }, { some }) => ({
    input: {
      currency: 'CNY',
      provenIncomeMinor: some === 9 ? 100_000 : 900_000,
      unprovenIncomeMinor: 1_000_000,
      essentialsMinor: 400_000,
      otherDebtServiceMinor: 50_000,
      evidenceIds: proof(file),
    },
    by: officer,
  }),
  reviewCapacity: ({ file }, { flip }) => {
    const assessment = Object.values(file.assessments).at(-1);
    return (
      assessment && {
        input: {
          assessmentId: assessment.assessmentId,
          decision: flip ? 'ASSESS_AGAIN' : 'OFFER_ALTERNATIVES',
          alternatives: flip ? [] : ['MORATORIUM'],
          reason: 'looked at it',
        },
        by: secondLead,
      }
    );
  },
  proposePlan: (_, { some, many }) => ({
    input:
      many === 3
        ? { planType: 'MORATORIUM', currency: 'CNY', periods: 12 + some, moratoriumPeriods: 2 }
        : { planType: many === 2 ? 'EQUAL_PRINCIPAL' : 'EQUAL_INSTALMENT', currency: 'CNY', periods: 6 + some * 2 },
    by: officer,
  }),
  declareCapacity: ({ file }) => {
    const proposal = Object.values(file.proposals).at(-1);
    return proposal && { input: { proposalId: proposal.proposalId }, by: borrower };
  },
  decidePlan: ({ file }, { some, flip }) => {
    const proposal = Object.values(file.proposals).at(-1);
    return (
      proposal && {
        input: { proposalId: proposal.proposalId, decision: some === 9 ? 'REJECT' : 'APPROVE', reason: 'as it is' },
        by: flip ? secondLead : committee,
      }
    );
  },
  recordOralArrangement: (life) => ({
    input: { recordingId: 'recording_1', currency: 'CNY', amountMinor: 10_000, dueOn: addDays(dayOf(life), 10) },
    by: officer,
  }),
  drawUpAgreement: ({ file }) => {
    const agreementId = `agreement_${Object.keys(file.agreements).length + 1}`;
    return {
      input: {
        ...drawnUp,
        agreementId,
        key: `cases/1/${agreementId}.pdf`,
        sha256: sha256Hex(agreementId),
      },
      by: officer,
    };
  },
  requestSigningCode: (life) => {
    const text = textOf(life);
    if (text === undefined) return undefined;
    const { agreementId, amendmentId, sha256 } = text;
    return { input: { agreementId, amendmentId, sha256, contactPointId: 'phone-1', code }, by: borrower };
  },
  recordSigningCodeSent: (life) => {
    const text = textOf(life);
    const codeId = text?.codes?.at(-1)?.codeId;
    return text === undefined || codeId === undefined
      ? undefined
      : { input: { agreementId: text.agreementId, codeId, providerRef: 'message-1' }, by: system };
  },
  signAgreement: (life, { some }) => {
    const text = textOf(life);
    if (text === undefined) return undefined;
    const { agreementId, amendmentId, sha256, signatures } = text;
    const isBank = signatures.some(({ party }) => party === 'BORROWER');
    const acknowledged = amendmentId === undefined && !isBank ? [...keyTermIds] : [];
    const sign = { agreementId, sha256, acknowledged, ...(amendmentId === undefined ? {} : { amendmentId }) };
    return isBank
      ? { input: sign, by: supervisor }
      : { input: { ...sign, code: some === 9 ? '000000' : code }, by: borrower };
  },
  sealAgreement: ({ file }) => {
    const agreement = Object.values(file.agreements).at(-1);
    if (agreement === undefined || agreement.signatures.length < 2) return undefined;
    const { agreementId } = agreement;
    const evidence = {
      key: `cases/1/${agreementId}.json`,
      versionId: 'v1',
      sha256: sha256Hex(`${agreementId} evidence`),
    };
    return {
      input: {
        agreementId,
        key: `cases/1/${agreementId}.sealed.pdf`,
        versionId: 'v1',
        sha256: sha256Hex(`${agreementId} sealed`),
        evidence,
      },
      by: system,
    };
  },
  recordOriginal: ({ file }, { flip }) => {
    const agreement = Object.values(file.agreements).at(-1);
    return (
      agreement && {
        input: {
          agreementId: agreement.agreementId,
          holder: flip ? 'BANK' : 'BORROWER',
          sha256: agreement.sealed?.sha256 ?? agreement.sha256,
          proof: 'receipt-1',
        },
        by: officer,
      }
    );
  },
  downloadOriginal: ({ file }) => {
    const agreement = Object.values(file.agreements).at(-1);
    return agreement && { input: { agreementId: agreement.agreementId }, by: borrower };
  },
  recordPayment: (life, { some, many }) => {
    const [next] = openInstalments(life);
    const all = standing(life.file, dayOf(life))?.openMinor ?? 50_000;
    const due = next?.openMinor ?? 10_000;
    const amounts = [due, due, due, due, Math.max(1, Math.floor(due / 2)), due + 5_000, all, all + 2_000];
    const valueDate = many === 3 ? addDays(dayOf(life), -some) : dayOf(life);
    return {
      input: {
        sourceRef: `ref-${life.file.version}`,
        amountMinor: amounts[(some + many) % amounts.length] ?? due,
        currency: 'CNY',
        valueDate,
        channel: 'TRANSFER',
      },
      by: system,
    };
  },
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
