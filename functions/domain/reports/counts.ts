import { dateOf } from '#functions/domain/calendar.ts';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import type { CaseEvent } from '#functions/domain/events.ts';

export type Counts = Readonly<Record<string, number>>;

const isOnTime = (doneAt: string | undefined, dueOn: string, zone: string): boolean =>
  doneAt !== undefined && dateOf(doneAt, zone) <= dueOn;

/** What an event of a case counts for, by name; business days are those of the borrower's zone. */
export const countsOf = (happened: CaseEvent, zone: string): Counts => {
  const { event, data } = happened;
  if (event === 'ContactBlocked')
    return Object.fromEntries([
      ['gateBlocks', 1],
      ...data.contact.gate.ruleIds.map((rule) => [`gateBlocks.${rule}`, 1]),
    ]);
  if (event === 'ContactConcluded')
    return data.contact.direction === 'OUTBOUND'
      ? { contactsConcluded: 1, rightParty: data.contact.rightParty === true ? 1 : 0 }
      : {};
  if (event === 'ConsentGiven') return data.consent.kind === 'SERVICE' ? { serviceConsents: 1 } : {};
  if (event === 'AffordabilityAssessed') {
    const { verdict } = data.assessment;
    return verdict === undefined ? {} : { assessments: 1, assessmentsPassed: verdict === 'PASS' ? 1 : 0 };
  }
  if (event === 'FollowUpDone')
    return data.followUp.kind === 'FIRST'
      ? { firstFollowUps: 1, firstFollowUpsOnTime: isOnTime(data.followUp.doneAt, data.followUp.dueOn, zone) ? 1 : 0 }
      : {};
  if (event === 'FeedbackGiven') return { feedbacks: 1, ratings: data.feedback.rating };
  if (event === 'DocumentAccepted' || event === 'DocumentRejected')
    return data.document.purpose === 'PAPER' && data.document.replaces === undefined
      ? { papersFirst: 1, papersFirstAccepted: event === 'DocumentAccepted' ? 1 : 0 }
      : {};
  return { [event]: 1 };
};

/** R59: a reply is in time when the complaint was never overdue. */
export const complaintCounts = (event: string, { overdueAt }: Complaint): Counts =>
  event === 'ComplaintReplied'
    ? { ComplaintReplied: 1, complaintsInTime: overdueAt === undefined ? 1 : 0 }
    : { [event]: 1 };

/** Events of cases that are counted; the others leave no fact. */
const ofCases: ReadonlySet<string> = new Set([
  'AccountReported',
  'ContactBlocked',
  'ContactConcluded',
  'ServiceOffered',
  'ConsentGiven',
  'Registered',
  'DocumentAccepted',
  'DocumentRejected',
  'VisitStarted',
  'VisitCompleted',
  'VisitAborted',
  'AffordabilityAssessed',
  'PlanProposed',
  'AgreementTookEffect',
  'PaymentAllocated',
  'InstalmentLate',
  'BreachRaised',
  'Cured',
  'CureEnded',
  'FollowUpDone',
  'FeedbackGiven',
  'ArchiveVerified',
  'ArchiveChecked',
  'ArchiveDamaged',
] satisfies readonly CaseEvent['event'][]);
const ofComplaints: ReadonlySet<string> = new Set(['ComplaintReceived', 'ComplaintReplied']);

export const isCounted = ({ event }: { readonly event: string }): boolean =>
  ofCases.has(event) || ofComplaints.has(event);
