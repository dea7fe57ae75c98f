import { rewardCriteria } from '#functions/domain/servicing/reward-terms.ts';
import { policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';
import { dayOf } from '#test/lives/cast.ts';
import type { rareActs } from '#test/lives/acts-rare.ts';

/** Acts that a life seldom has an occasion for. */
export type Timely =
  | keyof typeof rareActs
  | 'permitThirdPartyContact'
  | 'cancelAppointment'
  | 'reportNoShow'
  | 'startContact'
  | 'recordContactOutcome'
  | 'issueCashReceipt'
  | 'recordCashDeposit'
  | 'recordEvidence'
  | 'completeVisit'
  | 'recordOralArrangement'
  | 'recordOriginal'
  | 'reviewCapacity'
  | 'quotePayoff'
  | 'requestArchiveAccess'
  | 'decideArchiveAccess';

const when = (isTrue: boolean, ...acts: readonly Timely[]): readonly Timely[] => (isTrue ? acts : []);

/** An oral deal wants the recording of a talk. */
const ofTalks = ({ file }: Life): readonly Timely[] => {
  const talks = Object.values(file.contacts);
  if (talks.some(({ rightParty, recordingId }) => rightParty === true && recordingId !== undefined))
    return ['recordOralArrangement'];
  return [talks.some(({ status }) => status === 'STARTED') ? 'recordContactOutcome' : 'startContact'];
};

const onSite = (life: Life): readonly Timely[] => {
  const { file } = life;
  const visit = Object.values(file.visits).findLast(({ status }) => status === 'STARTED');
  if (visit?.entry === undefined) return [];
  const hands = (visit.evidence ?? []).filter(({ kind }) => kind === 'SIGNATURE').length;
  const assessment = Object.values(file.assessments).at(-1);
  const isFailed = assessment?.verdict === 'FAIL' && assessment.review === undefined;
  return [
    (visit.cashReceipts ?? []).length === 0 ? 'issueCashReceipt' : 'recordCashDeposit',
    ...when(file.status.state === 'NEGOTIATING' && hands < 2, 'recordEvidence', 'recordEvidence'),
    ...when(file.status.state === 'NEGOTIATING' && hands >= 2, 'completeVisit', 'completeVisit'),
    ...when(assessment !== undefined, ...ofTalks(life), ...ofTalks(life)),
    ...when(isFailed, 'reviewCapacity', 'reviewCapacity', 'reviewCapacity'),
  ];
};

const ofAmendments = ({ file }: Life): readonly Timely[] =>
  when(
    Object.values(file.adjustments).some(({ amendment }) => amendment?.sealed !== undefined),
    'downloadAmendment',
    'downloadAmendment',
    'downloadAmendment',
  );

/** The reward for settling early, step by step. */
export const ofRewards = (life: Life): readonly Timely[] => {
  const { file } = life;
  if (Object.values(file.rewards).some(({ status }) => status === 'REQUESTED')) return ['decideReward', 'decideReward'];
  const isEarned = rewardCriteria(file, policy, dayOf(life)).every(({ met }) => met);
  const quote = Object.values(file.payoffs).at(-1);
  const isQuoted =
    quote !== undefined &&
    quote.validUntil >= dayOf(life) &&
    !Object.values(file.rewards).some(({ quoteId }) => quoteId === quote.quoteId);
  return when(isEarned, isQuoted ? 'requestReward' : 'quotePayoff');
};

const whileItRuns = (life: Life): readonly Timely[] => [
  'matchPayment',
  'reportAccount',
  'handOverOfficer',
  ...ofAmendments(life),
  ...ofRewards(life),
];

/** What a life that goes its way comes by now and then, as the case stands; often named, often done. */
export const timelyActs = (life: Life): readonly Timely[] => {
  const { file } = life;
  const agreement = Object.values(file.agreements).at(-1);
  const common = [
    ...when(
      Object.values(file.bookings).some(({ status }) => status === 'INSTRUCTED'),
      'acknowledgeBooking',
    ),
    ...when(Object.keys(file.complaints).length > 0, 'tellOfExtension'),
  ];
  switch (file.status.state) {
    case 'OPEN': {
      const hasFailed = Object.values(file.contacts).some(({ failure }) => failure === 'NUMBER_INVALID');
      return ['reportAccount', ...when(hasFailed, 'permitThirdPartyContact', 'permitThirdPartyContact')];
    }
    case 'SCHEDULED':
      return ['inviteOfficer', 'cancelAppointment', 'handOverOfficer', 'reportNoShow'];
    case 'IN_VISIT':
    case 'NEGOTIATING':
    case 'PLAN_REVIEW':
      return onSite(life);
    case 'SIGNING':
      return when(agreement?.sealed !== undefined, 'recordOriginal', 'recordOriginal');
    case 'ACTIVE':
    case 'BREACHED':
      return [...common, ...whileItRuns(life)];
    case 'ARCHIVED':
      return ['requestArchiveAccess', 'decideArchiveAccess'];
    case 'NEW':
    case 'OFFERED':
    case 'DOCS_PENDING':
    case 'READY':
    case 'SETTLED':
    case 'TERMINATED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'CANCELLED':
    case 'ARCHIVING':
    case 'DESTROYED':
      return common;
  }
};
