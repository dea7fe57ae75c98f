import type { Appraisal, Archive, ClassKept, Destruction } from '#functions/domain/archive-parts.ts';
import { classesOf } from '#functions/domain/archive/classes.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** Undecided: two people have still to say what becomes of these classes. */
export const openAppraisals = ({ appraisals = [] }: Archive): readonly Appraisal[] =>
  appraisals.filter(({ decided }) => decided === undefined);

export const openDestructions = ({ destructions = [] }: Archive): readonly Destruction[] =>
  destructions.filter(({ destroyedAt }) => destroyedAt === undefined);

/** Classes that are there and about which nothing is being decided. */
export const quietClasses = (file: CaseFile, policy: PolicyPack, archive: Archive): readonly ClassKept[] => {
  const busy = new Set(
    [...openAppraisals(archive), ...openDestructions(archive)].flatMap((one) =>
      one.classes.map((kind) => (typeof kind === 'string' ? kind : kind.class)),
    ),
  );
  return classesOf(file, policy, archive).filter((kept) => kept.destroyedAt === undefined && !busy.has(kept.class));
};

/** What speaks against destroying what has ended, by its code. */
const reasonsAgainst = (file: CaseFile, archive: Archive, asOf: string): string[] => {
  const isRead = archive.accesses.some(
    ({ status, until = '' }) => status === 'REQUESTED' || (status === 'GRANTED' && until > asOf),
  );
  return [
    ...(isHeld(file, archive) ? ['LEGAL_HOLD'] : []),
    ...(isRead ? ['OPEN_ACCESS'] : []),
    ...Object.values(file.holds).flatMap(({ kind, releasedAt }) => (releasedAt === undefined ? [kind] : [])),
  ];
};

/** C35: what was never agreed is gone after its ninety days; there is nothing to weigh. */
const byTerm = (archive: Archive, appraisal: Appraisal, context: Context): readonly CaseEvent[] => {
  const destruction: Destruction = {
    destructionId: context.newId('destruction'),
    classes: ['SHORT'],
    decidedBy: ['C35'],
    approvedAt: context.asOf,
  };
  const appraisals = [
    ...(archive.appraisals ?? []),
    { ...appraisal, decided: 'DESTROY' as const, decidedAt: context.asOf },
  ];
  const destructions = [...(archive.destructions ?? []), destruction];
  return [happened('DestructionApproved', { archive: { ...archive, appraisals, destructions } })];
};

/**
 * R66, C39: when a term has ended the archive draws up its appraisal: what has ended, and what speaks against destroying it.
 * Two people decide about what was agreed; data of a declined or withdrawn case goes by its term alone.
 */
export const drawUpAppraisal = (file: CaseFile, archive: Archive, context: Context): readonly CaseEvent[] => {
  const day = dateOf(context.asOf, zoneOf(file, context.policy));
  const known = [...classesOf(file, context.policy, archive)];
  const ended = quietClasses(file, context.policy, archive).filter(({ retainUntil }) => retainUntil < day);
  if (ended.length === 0) return [];
  const against = reasonsAgainst(file, archive, context.asOf);
  const appraisal: Appraisal = {
    appraisalId: context.newId('appraisal'),
    drawnUpAt: context.asOf,
    classes: ended.map(({ class: kind, objects, retainUntil }) => ({ class: kind, objects, retainUntil })),
    against,
    recommendation: against.length === 0 ? 'DESTROY' : 'EXTEND',
  };
  const before = { ...archive, classes: known };
  const after = { ...before, appraisals: [...(archive.appraisals ?? []), appraisal] };
  const isShort = ended.every(({ class: kind }) => kind === 'SHORT');
  return [
    happened('RetentionExpired', { archive: before }),
    happened('AppraisalDrawnUp', { archive: after }),
    ...(isShort && against.length === 0 ? byTerm(before, appraisal, context) : []),
  ];
};
