import { addDays } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { instantOf, policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { borrower, dayOf, officer, pick, secondLead, supervisor } from '#test/lives/cast.ts';
import type { Dice, Tries } from '#test/lives/cast.ts';

const officerIds = ['officer-1', 'officer-2'];

const slotOf = (life: Life, { some, many }: Dice) => {
  const start = Date.parse(`${addDays(dayOf(life), 3 + (some % 9))}T00:00:00+08:00`) + (9 + (many % 3) * 4) * 3_600_000;
  return { startsAt: instantOf(start), endsAt: instantOf(start + 7_200_000), atBorrowersRequest: some % 2 === 0 };
};

const openVisit = ({ file }: Life): string | undefined =>
  Object.values(file.visits).find(({ status }) => status === 'STARTED')?.visitId;
const openAppointment = ({ file }: Life): string | undefined =>
  Object.values(file.appointments).findLast(({ status }) => status === 'PROPOSED' || status === 'CONFIRMED')
    ?.appointmentId;

/** Appointments, and what happens on site. */
export const visitActs: Tries<
  | 'proposeAppointment'
  | 'assignOfficers'
  | 'confirmAppointment'
  | 'rescheduleAppointment'
  | 'cancelAppointment'
  | 'reportNoShow'
  | 'startVisit'
  | 'identifyOfficers'
  | 'recordEntry'
  | 'recordVerification'
  | 'reviewVerification'
  | 'abortVisit'
  | 'completeVisit'
  | 'recordEvidence'
  | 'issueCashReceipt'
  | 'recordCashDeposit'
  | 'keepStep'
  | 'reviewKeptStep'
> = {
  proposeAppointment: (life, dice) => ({
    input: { ...slotOf(life, dice), place: dice.flip ? 'HOME' : 'BRANCH' },
    by: dice.many === 0 ? borrower : officer,
  }),
  assignOfficers: (life, { some }) => {
    const appointmentId = openAppointment(life);
    const ids = some === 9 ? ['officer-1'] : officerIds;
    return appointmentId === undefined
      ? undefined
      : { input: { appointmentId, officerIds: ids, officers: fitOfficersCalled(...ids) }, by: supervisor };
  },
  confirmAppointment: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    const open = life.file.appointments[appointmentId ?? ''];
    if (appointmentId === undefined) return undefined;
    const isBank = open?.confirmedByBankAt === undefined && (open?.confirmedByBorrowerAt !== undefined || flip);
    return { input: { appointmentId }, by: isBank ? officer : borrower };
  },
  rescheduleAppointment: (life, dice) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : {
          input: { appointmentId, ...slotOf(life, dice), officers: fitOfficersCalled(...officerIds) },
          by: dice.flip ? borrower : officer,
        };
  },
  cancelAppointment: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : { input: { appointmentId, reason: 'ill' }, by: flip ? borrower : officer };
  },
  reportNoShow: (life, { flip }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined ? undefined : { input: { appointmentId }, by: flip ? borrower : officer };
  },
  startVisit: (life, { some }) => {
    const appointmentId = openAppointment(life);
    return appointmentId === undefined
      ? undefined
      : {
          input: {
            appointmentId,
            presentOfficerIds: some === 9 ? ['officer-1'] : officerIds,
            officers: fitOfficersCalled(...officerIds),
          },
          by: officer,
        };
  },
  identifyOfficers: (life) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, shownBy: officerIds, purposeExplained: true }, by: officer };
  },
  recordEntry: (life, { flip }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: { visitId, place: flip ? 'DOORSTEP' : 'INSIDE_HOME', recording: false, othersPresent: false },
          by: officer,
        };
  },
  recordVerification: (life, { some }) => {
    const visitId = openVisit(life);
    if (visitId === undefined) return undefined;
    const papers = Object.values(life.file.documents).filter(
      ({ purpose, status }) => purpose === 'PAPER' && status === 'ACCEPTED',
    );
    const fields = [...fieldsToVerify(policy), ...papers.map(({ documentId }) => `DOC:${documentId}`)];
    const off = some === 9 ? 'NAME' : some === 8 ? 'ADDRESS' : '';
    return {
      input: { visitId, items: fields.map((field) => ({ field, result: field === off ? 'MISMATCH' : 'MATCH' })) },
      by: officer,
    };
  },
  reviewVerification: (life, { flip }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, decision: flip ? 'PASS' : 'FAIL', reason: 'seen myself' }, by: secondLead };
  },
  abortVisit: (life, { some }) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : {
          input: { visitId, ...(some === 9 ? { incident: { kind: 'SAFETY', note: 'threats' } } : {}) },
          by: some > 5 ? officer : borrower,
        };
  },
  completeVisit: (life, { some, flip }) => {
    const visitId = openVisit(life);
    const [first, second] = life.file.visits[visitId ?? '']?.evidence ?? [];
    const signatures = [
      { signerId: life.file.meta?.borrowerId ?? '', evidenceId: first?.evidenceId ?? 'evidence_none' },
      { signerId: 'officer-1', evidenceId: second?.evidenceId ?? 'evidence_none' },
    ];
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            signedByBoth: some !== 9,
            signatures,
            ...(life.file.status.state === 'NEGOTIATING' ? { next: flip ? 'READY' : 'CANCELLED' } : {}),
          },
          by: officer,
        };
  },
  recordEvidence: (life, { some }) => {
    const visitId = openVisit(life);
    const no = (life.file.visits[visitId ?? '']?.evidence ?? []).length + (some === 9 ? 0 : 1);
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            evidenceId: `evidence_${no}`,
            kind: 'SIGNATURE',
            mediaType: 'image/png',
            sha256: sha256Hex(String(no)),
            sizeBytes: 900,
          },
          by: officer,
        };
  },
  issueCashReceipt: (life) => {
    const visitId = openVisit(life);
    return visitId === undefined
      ? undefined
      : { input: { visitId, amount: { amountMinor: 10_000, currency: 'CNY' }, signedBy: officerIds }, by: officer };
  },
  recordCashDeposit: (life) => {
    const visitId = openVisit(life);
    const receipt = life.file.visits[visitId ?? '']?.cashReceipts?.[0];
    return visitId === undefined || receipt === undefined
      ? undefined
      : {
          input: {
            visitId,
            receiptNo: receipt.receiptNo,
            amount: { amountMinor: 10_000, currency: 'CNY' },
            depositedAt: instantOf(life.now),
            sourceRef: 'deposit-1',
          },
          by: supervisor,
        };
  },
  keepStep: (life, { some }) => {
    const visitId = Object.keys(life.file.visits)[0];
    return visitId === undefined
      ? undefined
      : {
          input: {
            visitId,
            clientId: `client_${some}`,
            operation: 'recordEntry',
            code: 'StateForbids',
            rules: ['R20'],
            capturedAt: instantOf(life.now),
            content: '{}',
          },
          by: officer,
        };
  },
  reviewKeptStep: ({ file }, dice) => {
    const step = pick(file.keptSteps, dice);
    return step && { input: { stepId: step.stepId, outcome: 'NOT_NEEDED', reason: 'was done' }, by: supervisor };
  },
};
