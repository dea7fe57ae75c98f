import type { Work } from '#functions/domain/agenda-item.ts';
import { addBusinessDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** Default: two business days to look at what somebody has sent in. */
const reviewBusinessDays = 2;

interface PaperMatter {
  readonly role: 'agent' | 'supervisor';
  readonly matter: Omit<Work, 'assignee'>;
}

const soon = (file: CaseFile, policy: PolicyPack, since: string): string => {
  const zone = zoneOf(file, policy);
  return instantAt(
    addBusinessDays(dateOf(since, zone), reviewBusinessDays, policy.calendar),
    policy.contact.window.to,
    zone,
  );
};

/** R12: an appointment stands on papers that no longer do: a supervisor gets them anew or calls it off. */
const incomplete = (file: CaseFile, policy: PolicyPack): PaperMatter[] => {
  if (file.status.state !== 'SCHEDULED' || missingClasses(file, policy, '').length === 0) return [];
  const { appointmentId, since } = file.status;
  const dueAt = file.appointments[appointmentId]?.startsAt ?? since;
  return [{ role: 'supervisor', matter: { kind: 'PAPERS_INCOMPLETE', ref: appointmentId, dueAt } }];
};

/** R12: papers wait for a clerk, suspected ones for a supervisor; nobody is called a forger by a program. */
export const paperMatters = (file: CaseFile, policy: PolicyPack): PaperMatter[] => [
  ...Object.values(file.documents).flatMap((paper): PaperMatter[] => {
    const dueAt = soon(file, policy, paper.receivedAt ?? paper.requestedAt);
    const matter = { kind: 'REVIEW_DOCUMENT', ref: paper.documentId, dueAt };
    if (paper.status === 'RECEIVED' && paper.purpose === 'PAPER') return [{ role: 'agent', matter }];
    return paper.status === 'SUSPECTED' ? [{ role: 'supervisor', matter: { ...matter, kind: 'REVIEW_FORGERY' } }] : [];
  }),
  ...incomplete(file, policy),
];
