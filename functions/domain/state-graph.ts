import type { EventName } from '#functions/domain/events.ts';
import type { StateName } from '#functions/domain/model.ts';

/** The states of the journey with every event that leaves them: drawn in the README, tested against `apply`. */
export const stateGraph: Readonly<Record<Exclude<StateName, 'NEW'>, Partial<Record<EventName, readonly StateName[]>>>> =
  {
    OPEN: { ServiceOffered: ['OFFERED'], OverdueEnded: ['CANCELLED'], Withdrawn: ['WITHDRAWN'] },
    OFFERED: {
      Registered: ['DOCS_PENDING'],
      Declined: ['DECLINED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    DOCS_PENDING: {
      DocumentsCompleted: ['READY'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    READY: {
      DocumentsReopened: ['DOCS_PENDING'],
      AppointmentConfirmed: ['SCHEDULED'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    SCHEDULED: {
      AppointmentRescheduled: ['READY'],
      AppointmentCancelled: ['READY'],
      NoShowRecorded: ['READY'],
      OfficersHandedOver: ['READY'],
      VisitStarted: ['IN_VISIT'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    IN_VISIT: {
      VerificationPassed: ['NEGOTIATING'],
      VerificationFailed: ['READY'],
      VisitAborted: ['READY'],
      CaseCancelled: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    NEGOTIATING: {
      PlanProposed: ['PLAN_REVIEW'],
      VisitAborted: ['READY'],
      NegotiationEnded: ['READY', 'CANCELLED'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    PLAN_REVIEW: {
      PlanApproved: ['SIGNING'],
      PlanRejected: ['NEGOTIATING'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    SIGNING: {
      AgreementTookEffect: ['ACTIVE'],
      SignatureExpired: ['NEGOTIATING'],
      SettledInFull: ['SETTLED'],
      CaseCancelled: ['CANCELLED'],
      OverdueEnded: ['CANCELLED'],
      Withdrawn: ['WITHDRAWN'],
    },
    ACTIVE: { BreachRaised: ['BREACHED'], SettledInFull: ['SETTLED'], DefaultDeclared: ['TERMINATED'] },
    BREACHED: { Cured: ['ACTIVE'], DefaultDeclared: ['TERMINATED'], SettledInFull: ['SETTLED'] },
    SETTLED: { ArchiveStarted: ['ARCHIVING'], SettlementRevoked: ['ACTIVE'] },
    TERMINATED: { ArchiveStarted: ['ARCHIVING'] },
    DECLINED: { ArchiveStarted: ['ARCHIVING'] },
    WITHDRAWN: { ArchiveStarted: ['ARCHIVING'] },
    CANCELLED: { ArchiveStarted: ['ARCHIVING'] },
    ARCHIVING: { ArchiveVerified: ['ARCHIVED'] },
    ARCHIVED: { Destroyed: ['DESTROYED'] },
    DESTROYED: {},
  };

/** The graph as Mermaid text: the README's picture is made from it, and a test keeps the two together. */
export const stateDiagram = (): string => {
  const lines = ['stateDiagram-v2', '  [*] --> OPEN: CaseOpened'];
  for (const [from, moves] of Object.entries(stateGraph)) {
    const byTarget = new Map<string, string[]>();
    for (const [event, targets] of Object.entries(moves))
      for (const target of targets) byTarget.set(target, [...(byTarget.get(target) ?? []), event]);
    for (const [target, events] of byTarget) lines.push(`  ${from} --> ${target}: ${events.join(' / ')}`);
  }
  return [...lines, '  DESTROYED --> [*]', ''].join('\n');
};
