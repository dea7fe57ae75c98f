import { agreementAgenda, intakeAgenda } from '#functions/domain/intake/agenda.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { holdsAgenda } from '#functions/domain/holds/agenda.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { servicingAgenda } from '#functions/domain/servicing/agenda.ts';

/** States in which nothing falls due any more. */
export const finalStates: readonly StateName[] = ['DESTROYED'];

/** Everything that will fall due in a case as it stands, earliest first: pure and complete (4.15, 21). */
export const agenda = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] =>
  [
    ...intakeAgenda(file, policy),
    ...agreementAgenda(file, policy),
    ...servicingAgenda(file, policy),
    ...holdsAgenda(file, policy),
  ].toSorted((a, b) => (a.dueAt === b.dueAt ? (a.kind < b.kind ? -1 : 1) : a.dueAt < b.dueAt ? -1 : 1));

/** What waits for a person, for the worklists. */
export { workItems } from '#functions/domain/work.ts';
