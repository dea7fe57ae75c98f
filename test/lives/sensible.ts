import { dateOf } from '#functions/domain/calendar.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';
import { instantOf, policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';
import { caseActs, intakeActs } from '#test/lives/acts-intake.ts';
import { rareActs } from '#test/lives/acts-rare.ts';
import { planActs } from '#test/lives/acts-plans.ts';
import { settlingMinor } from '#test/lives/receipts.ts';
import { servicingActs } from '#test/lives/acts-servicing.ts';
import { visitActs } from '#test/lives/acts-visits.ts';
import { ofRewards, timelyActs } from '#test/lives/timely.ts';
import type { Dice } from '#test/lives/cast.ts';

export const acts = { ...intakeActs, ...visitActs, ...caseActs, ...planActs, ...servicingActs, ...rareActs };
export type Act = keyof typeof acts;

const beforeVisit = ({ file }: Life): Act => {
  const appointment = Object.values(file.appointments).findLast(
    ({ status }) => status === 'PROPOSED' || status === 'CONFIRMED',
  );
  if (appointment === undefined) return 'proposeAppointment';
  return appointment.officers.length < 2 ? 'assignOfficers' : 'confirmAppointment';
};

const onPaper = ({ file }: Life): Act => {
  const papers = Object.values(file.documents);
  if (papers.some(({ status }) => status === 'RECEIVED' || status === 'SUSPECTED')) return 'reviewDocument';
  return papers.some(({ status }) => status === 'REQUESTED') ? 'receiveDocument' : 'requestUpload';
};

const atTheTable = ({ file }: Life): Act => {
  const visit = Object.values(file.visits).findLast(({ status }) => status === 'STARTED');
  if (visit?.identifiedAt === undefined) return 'identifyOfficers';
  if (visit.entry === undefined) return 'recordEntry';
  return visit.verification === undefined ? 'recordVerification' : 'reviewVerification';
};

const signing = ({ file }: Life): Act => {
  const agreement = Object.values(file.agreements).at(-1);
  const { status } = file;
  if (agreement === undefined || (status.state === 'SIGNING' && status.agreementId === undefined))
    return 'drawUpAgreement';
  const drawnUp = Object.values(file.adjustments).find((one) => one.status === 'DRAWN_UP')?.amendment;
  const { signatures } = drawnUp ?? agreement;
  const code = agreement.codes?.at(-1);
  if (signatures.length === 0 && code?.status === 'SENT') return 'signAgreement';
  if (signatures.length === 0) return code?.status === 'SENDING' ? 'recordSigningCodeSent' : 'requestSigningCode';
  if (signatures.length === 1) return 'signAgreement';
  return agreement.sealed === undefined ? 'sealAgreement' : 'downloadOriginal';
};

const whileItRuns = (life: Life, { some }: Dice): Act | 'turn' => {
  const { file } = life;
  if (Object.values(file.adjustments).some(({ status }) => status === 'REQUESTED'))
    return some === 2 ? 'recordPayment' : 'decideAdjustment';
  if (Object.values(file.adjustments).some(({ status }) => status === 'DRAWN_UP') && some > 1) return signing(life);
  if (settlingMinor(life) !== undefined && some > 2) return 'recordPayment';
  const open = Object.values(file.followUps).find(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  if (open !== undefined && (some > 6 || !life.pays)) {
    const isSpoken = Object.values(file.contacts).some(
      ({ purpose, status, startedAt }) => purpose === 'SERVICE' && status !== 'BLOCKED' && startedAt >= open.openedAt,
    );
    return isSpoken ? 'reportFollowUp' : 'startContact';
  }
  const breach = file.status.state === 'BREACHED' ? file.breaches[file.status.breachId] : undefined;
  if (breach?.status === 'UNCURED' && (!life.pays || some > 7))
    return Object.values(file.defaultProposals).some(({ status }) => status === 'PROPOSED')
      ? 'decideDefault'
      : 'proposeDefault';
  const [reward] = ofRewards(life);
  if (reward !== undefined && life.isSteady === true && some > 1) return reward;
  const today = dateOf(instantOf(life.now), policy.timezone);
  const isDue =
    standing(file, today)?.instalments.some(({ status, dueOn }) => status !== 'PAID' && dueOn <= today) === true;
  if (isDue && life.pays && (some > 1 || life.isSteady === true)) return 'recordPayment';
  return some === 0 && life.isSteady !== true ? 'requestAdjustment' : 'turn';
};

/** What comes next in a case that goes its way. */
export const sensible = (life: Life, dice: Dice): Act | 'turn' => {
  const { file } = life;
  const timely = timelyActs(life);
  const rare = timely[(dice.many + file.version) % Math.max(1, timely.length)];
  if (rare !== undefined && (dice.some === 5 || (dice.some === 6 && dice.flip))) return rare;
  switch (file.status.state) {
    case 'OPEN':
      if (Object.values(file.contacts).at(-1)?.failure === 'NUMBER_INVALID' && dice.flip)
        return 'permitThirdPartyContact';
      return Object.values(file.contacts).some(({ status }) => status === 'STARTED')
        ? 'recordContactOutcome'
        : 'startContact';
    case 'OFFERED':
      if (dice.some === 0) return 'turn';
      return ['SERVICE', 'DATA', 'SENSITIVE'].every((kind) =>
        Object.values(file.consents).some((one) => one.kind === kind && one.status === 'GIVEN'),
      )
        ? 'register'
        : 'recordConsent';
    case 'DOCS_PENDING':
      return onPaper(life);
    case 'READY':
      return beforeVisit(life);
    case 'SCHEDULED':
      return 'startVisit';
    case 'IN_VISIT':
      return atTheTable(life);
    case 'NEGOTIATING':
      return Object.keys(file.assessments).length === 0 || dice.some === 0 ? 'assessAffordability' : 'proposePlan';
    case 'PLAN_REVIEW':
      return Object.values(file.proposals).at(-1)?.status === 'PROPOSED' ? 'declareCapacity' : 'decidePlan';
    case 'SIGNING':
      return signing(life);
    case 'ACTIVE':
    case 'BREACHED':
      return whileItRuns(life, dice);
    case 'TERMINATED':
      return dice.some === 0 ? 'issueDemand' : 'turn';
    case 'ARCHIVED': {
      const appraised = Object.values(file.archives).some(({ appraisals = [] }) =>
        appraisals.some(({ decidedAt }) => decidedAt === undefined),
      );
      return appraised && dice.some > 3 ? 'decideRetention' : 'turn';
    }
    case 'SETTLED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'CANCELLED': {
      // Money that settled with a reward is taken back now and then (4.15, 11).
      if (dice.some > 4 && Object.values(file.rewards).some(({ status }) => status === 'CREDITED'))
        return 'reversePayment';
      if (dice.flip && refundOwed(file, policy) !== undefined) return 'recordPayment';
      // A hold keeps the case out of the archive until somebody looks at it.
      const hold = Object.values(file.holds).find(({ releasedAt }) => releasedAt === undefined);
      if (hold === undefined || dice.flip) return 'turn';
      return hold.kind === 'DISPUTE_HOLD' ? 'resolveDispute' : 'releaseHold';
    }
    case 'NEW':
      return dice.flip ? 'reportAccount' : 'openCase';
    case 'ARCHIVING':
    case 'DESTROYED':
      return 'turn';
  }
};
