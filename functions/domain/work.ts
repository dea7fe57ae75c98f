import { tierAbove } from '#functions/domain/adjustment/approval.ts';
import type { Work } from '#functions/domain/agenda-item.ts';
import { archiveWork } from '#functions/domain/archive/work.ts';
import { instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { paperMatters } from '#functions/domain/documents/paper-matters.ts';
import { holdLapses, holdsWork } from '#functions/domain/holds/agenda.ts';
import { agreementAgenda, intakeAgenda } from '#functions/domain/intake/agenda.ts';
import { isSignedByBoth } from '#functions/domain/intake/signed.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { capacityMatters, capacityReviewKind, unreviewedCapacity } from '#functions/domain/plan/capacity-review.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { forRole, forTier, personList, places, roleList } from '#functions/domain/worklists.ts';
import { isAnswered } from '#functions/domain/servicing/decisions-due.ts';
import { followUpReminder } from '#functions/domain/servicing/follow-up-plan.ts';
import { followUpWork, reportWork } from '#functions/domain/servicing/follow-up-work.ts';
import { moneyWork } from '#functions/domain/servicing/money-work.ts';
import { visitDueKinds, visitMatters } from '#functions/domain/visits/agenda.ts';
import { openAppointment } from '#functions/domain/visits/slots.ts';

const paperWork = (file: CaseFile, policy: PolicyPack): Work[] =>
  paperMatters(file, policy).map(({ role, matter }) => forRole(file, role, matter));

/** R5: an agent speaks with the borrower of each account that joined the case. */
const accountWork = (file: CaseFile, policy: PolicyPack): Work[] =>
  intakeAgenda(file, policy).flatMap(({ kind, ref, dueAt }) =>
    kind === 'ACCOUNT_CONTACT' ? [forRole(file, 'agent', { kind, ref, dueAt })] : [],
  );

const readyWork = (file: CaseFile, policy: PolicyPack, since: string): Work[] => {
  const open = openAppointment(file);
  if (open === undefined)
    return [forRole(file, 'agent', { kind: 'ARRANGE_APPOINTMENT', ref: file.caseId, dueAt: since })];
  if (open.officers.length < policy.appointment.minOfficers)
    return [forRole(file, 'supervisor', { kind: 'ASSIGN_OFFICERS', ref: open.appointmentId, dueAt: open.startsAt })];
  return [forRole(file, 'agent', { kind: 'CONFIRM_APPOINTMENT', ref: open.appointmentId, dueAt: open.startsAt })];
};

const visitors = (file: CaseFile, visitId: string): readonly string[] => file.visits[visitId]?.officers ?? [];

const signingWork = (file: CaseFile, visitId: string, agreementId: string | undefined, dueAt: string): Work[] => {
  const agreement = file.agreements[agreementId ?? ''];
  if (agreement === undefined)
    return visitors(file, visitId).map((id) => ({
      assignee: personList(id),
      kind: 'DRAW_UP_AGREEMENT',
      ref: visitId,
      dueAt,
    }));
  const ref = agreement.agreementId;
  if (isSignedByBoth(agreement)) return [forRole(file, 'agent', { kind: 'DELIVER_ORIGINALS', ref, dueAt })];
  const isBankMissing = agreement.signatures.every((signature) => signature.party !== 'BANK');
  return isBankMissing ? [forRole(file, 'supervisor', { kind: 'SIGN_AGREEMENT', ref, dueAt })] : [];
};

const stateWork = (file: CaseFile, policy: PolicyPack): Work[] => {
  const { status } = file;
  const dueAt = [...intakeAgenda(file, policy), ...agreementAgenda(file, policy)].find(
    (due) =>
      !['NOTICE', 'HOLD_REVIEW', 'DOCUMENT_EXPIRY', 'ACCOUNT_CONTACT', capacityReviewKind, ...visitDueKinds].includes(
        due.kind,
      ),
  )?.dueAt;
  switch (status.state) {
    case 'OPEN':
      return [forRole(file, 'agent', { kind: 'FIRST_CONTACT', ref: file.caseId, dueAt: dueAt ?? status.since })];
    case 'READY':
      return readyWork(file, policy, dueAt ?? status.since);
    case 'SCHEDULED': {
      const appointment = file.appointments[status.appointmentId];
      return (appointment?.officers ?? []).map((id) => ({
        assignee: personList(id),
        kind: 'VISIT',
        ref: status.appointmentId,
        dueAt: appointment?.startsAt ?? status.since,
      }));
    }
    case 'IN_VISIT': {
      const isReferred = file.visits[status.visitId]?.verification?.result === 'REFERRED';
      return isReferred
        ? [
            forRole(file, 'supervisor', {
              kind: 'REVIEW_VERIFICATION',
              ref: status.visitId,
              dueAt: dueAt ?? status.since,
            }),
          ]
        : [];
    }
    case 'NEGOTIATING':
      return visitors(file, status.visitId).map((id) => ({
        assignee: personList(id),
        kind: 'PROPOSE_PLAN',
        ref: status.visitId,
        dueAt: dueAt ?? status.since,
      }));
    case 'PLAN_REVIEW': {
      const proposal = file.proposals[status.proposalId];
      return proposal?.status === 'DECLARED'
        ? forTier(file, proposal.tier, { kind: 'DECIDE_PLAN', ref: proposal.proposalId, dueAt: dueAt ?? status.since })
        : [];
    }
    case 'SIGNING':
      return signingWork(file, status.visitId, status.agreementId, dueAt ?? status.since);
    case 'NEW':
    case 'OFFERED':
    case 'DOCS_PENDING':
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

const adjustmentWork = (file: CaseFile, policy: PolicyPack): Work[] =>
  Object.values(file.adjustments).flatMap((adjustment) => {
    const dueAt = instantAt(adjustment.answerDueOn, policy.contact.window.to, zoneOf(file, policy));
    if (adjustment.status !== 'REQUESTED') return [];
    const matter = { kind: 'DECIDE_ADJUSTMENT', ref: adjustment.adjustmentId, dueAt };
    // R45: silence goes up, and never counts as a refusal.
    const above = adjustment.answerOverdueAt === undefined ? [] : forTier(file, tierAbove(adjustment.tier), matter);
    return [...forTier(file, adjustment.tier, matter), ...above];
  });

/** A letter written since takes the place of a message that the borrower wants by no other way. */
const isWritten = (file: CaseFile, since: string): boolean =>
  Object.values(file.contacts).some(
    ({ channel, status, startedAt }) => channel === 'LETTER' && status !== 'BLOCKED' && startedAt >= since,
  );

/** A claimed message without a result, or a failed one, is looked at by a person; it is never sent twice by itself. */
const noticeWork = (file: CaseFile): Work[] =>
  Object.values(file.notices).flatMap(({ noticeId: ref, status, dueAt, plannedAt, needsLetter }) => {
    if (needsLetter === true && status === 'FAILED')
      return isWritten(file, plannedAt) ? [] : [forRole(file, 'agent', { kind: 'WRITE_LETTER', ref, dueAt })];
    return status === 'CLAIMED' || status === 'FAILED'
      ? [forRole(file, 'agent', { kind: 'CHECK_NOTICE', ref, dueAt })]
      : [];
  });

/** A lapsed deadline stays somebody's task while the case stands where it lapsed. */
const lapseWork = (file: CaseFile): Work[] => {
  const { branch, region } = places(file);
  const since = 'since' in file.status ? file.status.since : '';
  return Object.values(file.lapses).flatMap((lapse) => {
    if (lapse.lapsedAt < since || [...holdLapses, followUpReminder].includes(lapse.kind)) return [];
    if (isAnswered(file, lapse)) return [];
    if (lapse.kind === capacityReviewKind && unreviewedCapacity(file)?.assessmentId !== lapse.ref) return [];
    const people =
      lapse.role === 'officer' && file.meta?.ownerId !== undefined ? personList(file.meta.ownerId) : undefined;
    const assignee =
      people ?? roleList(lapse.role === 'officer' ? 'supervisor' : lapse.role, lapse.role === 'risk' ? region : branch);
    return [{ assignee, kind: lapse.kind, ref: lapse.ref, dueAt: lapse.dueAt }];
  });
};

const isFirst = (work: Work, index: number, all: readonly Work[]): boolean =>
  all.findIndex((one) => one.assignee === work.assignee && one.kind === work.kind && one.ref === work.ref) === index;

/** Who must act in a case as it stands, and until when: pure, derived on every save. A task stands once in a list. */
export const workItems = (file: CaseFile, policy: PolicyPack): readonly Work[] =>
  [
    ...stateWork(file, policy),
    ...accountWork(file, policy),
    ...paperWork(file, policy),
    ...followUpWork(file, policy),
    ...reportWork(file),
    ...adjustmentWork(file, policy),
    ...moneyWork(file, policy),
    ...noticeWork(file),
    ...archiveWork(file),
    ...capacityMatters(file, policy).map((matter) => forRole(file, 'supervisor', matter)),
    ...visitMatters(file).map((matter) => forRole(file, 'supervisor', matter)),
    ...holdsWork(file, policy),
    ...lapseWork(file),
  ].filter(isFirst);
