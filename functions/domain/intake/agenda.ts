import { unwritten } from '#functions/domain/agreement/oral.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { addBusinessDays, addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { untoldAccounts } from '#functions/domain/intake/account-contact.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import { isSignedByBoth } from '#functions/domain/intake/signed.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { visitDues } from '#functions/domain/visits/agenda.ts';
import { capacityDues } from '#functions/domain/plan/capacity-review.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

type Due = Omit<AgendaItem, 'machine'>;

/** A day's deadlines end with the hours in which somebody can still be reached (C10). */
const dayEnd = (file: CaseFile, policy: PolicyPack, day: string): string =>
  instantAt(day, policy.contact.window.to, zoneOf(file, policy));

const dayStart = (file: CaseFile, policy: PolicyPack, day: string): string =>
  instantAt(day, policy.contact.window.from, zoneOf(file, policy));

const afterDays = (file: CaseFile, policy: PolicyPack, since: string, days: number): string =>
  dayEnd(file, policy, addDays(dateOf(since, zoneOf(file, policy)), days));

const afterBusinessDays = (file: CaseFile, policy: PolicyPack, since: string, days: number): string =>
  dayEnd(file, policy, addBusinessDays(dateOf(since, zoneOf(file, policy)), days, policy.calendar));

/** A lapsed deadline is a person's task and nothing that falls due again. */
const stillRunning = (file: CaseFile, due: readonly Due[]): AgendaItem[] =>
  due.filter((one) => file.lapses[lapseIdOf(one)] === undefined).map((one) => ({ ...one, machine: 'deadline' }));

const stateDeadlines = (file: CaseFile, policy: PolicyPack): Due[] => {
  const { status } = file;
  switch (status.state) {
    case 'OPEN':
      return [
        {
          kind: 'FIRST_CONTACT',
          ref: 'first',
          dueAt: afterBusinessDays(file, policy, status.since, policy.contact.firstContactBusinessDays),
          rule: 'R5',
        },
      ];
    case 'OFFERED':
      return [
        {
          kind: 'OFFER_LAPSE',
          ref: status.contactId,
          dueAt: afterDays(file, policy, status.since, policy.contact.offerLapsesDays),
          rule: '4.1',
        },
      ];
    case 'DOCS_PENDING':
      return [
        {
          kind: 'DOCUMENTS_DEADLINE',
          ref: 'documents',
          dueAt: afterDays(file, policy, status.since, policy.documents.deadlineDays),
          rule: 'R12',
        },
      ];
    case 'READY':
      return [
        {
          kind: 'READY_IDLE',
          ref: status.since,
          dueAt: afterDays(file, policy, status.since, policy.appointment.readyDays),
          rule: '4.15',
        },
      ];
    case 'SCHEDULED': {
      const appointment = file.appointments[status.appointmentId];
      return appointment === undefined
        ? []
        : [{ kind: 'APPOINTMENT_CHECK', ref: appointment.appointmentId, dueAt: appointment.endsAt, rule: '4.1' }];
    }
    case 'IN_VISIT':
      return [
        { kind: 'VISIT_IDLE', ref: status.visitId, dueAt: afterDays(file, policy, status.since, 1), rule: '4.15' },
      ];
    case 'NEGOTIATING':
      return [
        {
          kind: 'NEGOTIATION_IDLE',
          ref: status.since,
          dueAt: afterDays(file, policy, status.since, policy.plan.negotiationDays),
          rule: '4.15',
        },
      ];
    case 'NEW':
    case 'PLAN_REVIEW':
    case 'SIGNING':
    case 'ACTIVE':
    case 'BREACHED':
    case 'SETTLED':
    case 'TERMINATED':
    case 'DECLINED':
    case 'WITHDRAWN':
    case 'CANCELLED':
    case 'ARCHIVING':
    case 'ARCHIVED':
    case 'DESTROYED':
      return [];
  }
};

/** R5: the borrower hears of each newly overdue account as soon as of the first. */
const accountContacts = (file: CaseFile, policy: PolicyPack): Due[] =>
  untoldAccounts(file).map(({ accountId, linkedAt }) => ({
    kind: 'ACCOUNT_CONTACT',
    ref: accountId,
    dueAt: afterBusinessDays(file, policy, linkedAt, policy.contact.firstContactBusinessDays),
    rule: 'R5',
  }));

/** R12: an accepted paper counts until the end of its last day, as long as a visit still depends on it. */
const paperExpiries = (file: CaseFile, policy: PolicyPack): Due[] =>
  ['DOCS_PENDING', 'READY', 'SCHEDULED'].includes(file.status.state)
    ? Object.values(file.documents).flatMap(({ documentId, purpose, status, validUntil }) =>
        purpose === 'PAPER' && status === 'ACCEPTED' && validUntil !== undefined
          ? [
              {
                kind: 'DOCUMENT_EXPIRY',
                ref: documentId,
                dueAt: dayStart(file, policy, addDays(validUntil, 1)),
                rule: 'R12',
              },
            ]
          : [],
      )
    : [];

const notices = (file: CaseFile): Due[] =>
  Object.values(file.notices)
    .filter((notice) => notice.status === 'PLANNED')
    .map((notice) => ({ kind: 'NOTICE', ref: notice.noticeId, dueAt: notice.dueAt, rule: 'R6' }));

/** What falls due from the first report to the table of negotiation, with messages of any state. */
export const intakeAgenda = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] =>
  stillRunning(file, [
    ...stateDeadlines(file, policy),
    ...visitDues(file, policy),
    ...accountContacts(file, policy),
    ...paperExpiries(file, policy),
    ...notices(file),
  ]);

const planDecisions = (file: CaseFile, policy: PolicyPack): Due[] => {
  if (file.status.state !== 'PLAN_REVIEW') return [];
  const proposal = file.proposals[file.status.proposalId];
  if (proposal === undefined) return [];
  const since = proposal.declaredAt ?? proposal.proposedAt;
  return [
    {
      kind: 'PLAN_DECISION',
      ref: proposal.proposalId,
      dueAt: afterBusinessDays(file, policy, since, policy.plan.decisionBusinessDays),
      rule: 'R33',
    },
  ];
};

const signing = (file: CaseFile, policy: PolicyPack): Due[] => {
  const { status } = file;
  if (status.state !== 'SIGNING') return [];
  const agreement = file.agreements[status.agreementId ?? ''];
  const { signingDays, originalsBusinessDays } = policy.agreement;
  if (agreement === undefined) {
    return [
      {
        kind: 'SIGNATURE_EXPIRY',
        ref: status.proposalId,
        dueAt: afterDays(file, policy, status.since, signingDays),
        rule: '4.1',
      },
    ];
  }
  if (!isSignedByBoth(agreement)) {
    return [
      {
        kind: 'SIGNATURE_EXPIRY',
        ref: agreement.agreementId,
        dueAt: afterDays(file, policy, agreement.drawnUpAt, signingDays),
        rule: '4.1',
      },
    ];
  }
  const lastSigned = agreement.signatures.at(-1)?.signedAt ?? agreement.drawnUpAt;
  return [
    {
      kind: 'ORIGINALS',
      ref: agreement.agreementId,
      dueAt: afterBusinessDays(file, policy, lastSigned, originalsBusinessDays),
      rule: 'R38',
    },
  ];
};

const writtenVersions = (file: CaseFile, policy: PolicyPack): Due[] =>
  unwritten(file).map(({ arrangementId, writtenBy }) => ({
    kind: 'WRITTEN_VERSION',
    ref: arrangementId,
    dueAt: dayEnd(file, policy, writtenBy),
    rule: 'R39',
  }));

/** What falls due from a proposed plan until both originals are where they belong. */
export const agreementAgenda = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] =>
  stillRunning(file, [
    ...capacityDues(file, policy),
    ...planDecisions(file, policy),
    ...signing(file, policy),
    ...writtenVersions(file, policy),
  ]);
