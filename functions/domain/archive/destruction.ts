import type { Archive, Destruction } from '#functions/domain/archive-parts.ts';
import { classesOf, lastDay } from '#functions/domain/archive/classes.ts';
import { destructionOf } from '#functions/domain/archive/destroyed.ts';
import { isHeld, packageIn } from '#functions/domain/archive/legal-hold.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** The seal of the package as it is after the destruction of a class: without those files, and valid. */
export interface NewSeal {
  readonly manifestVersionId: string;
  readonly manifestSha256: string;
  readonly objectCount: number;
}

export interface Gone {
  readonly packageId: string;
  readonly destructionId: string;
  readonly objects: number;
  readonly documentIds: readonly string[];
  /** Absent when nothing is left. */
  readonly seal?: NewSeal | undefined;
}

/** The package without who asked to read it, and when: of a destroyed case only the record remains. */
const recordOf = ({ packageId, startedAt, endedAt, classes, destructions }: Archive): Archive => ({
  packageId,
  startedAt,
  ...(endedAt === undefined ? {} : { endedAt }),
  ...(classes === undefined ? {} : { classes }),
  destructions: (destructions ?? []).map(({ documentIds: _documentIds, ...destruction }) => destruction),
  accesses: [],
});

/** R66, C39: what was ordered destroyed is gone; the record says what, by whose order, and where the chain stood. */
export const recordDestruction: Decider<Gone> = (
  file,
  { packageId, destructionId, objects, documentIds, seal },
  context,
) => {
  const archive = packageIn(file, packageId);
  const ordered = destructionOf(archive, destructionId);
  if (ordered === undefined) throw new Refusal('NotFound', 'nobody has ordered this destruction');
  if (ordered.destroyedAt !== undefined) return { events: [] };
  if (isHeld(file, archive))
    throw new Refusal('LegalHoldInForce', 'a legal hold wins over every order', { rules: ['R66'] });
  const record: Destruction = {
    ...ordered,
    destroyedAt: context.asOf,
    objects,
    documentIds: [...documentIds],
    headHash: file.head.hash,
  };
  const classes = classesOf(file, context.policy, archive).map((kept) =>
    ordered.classes.includes(kept.class) ? { ...kept, destroyedAt: context.asOf } : kept,
  );
  const left = classes.filter(({ destroyedAt }) => destroyedAt === undefined);
  const retainUntil = lastDay(left);
  const next: Archive = {
    ...archive,
    ...seal,
    classes,
    destructions: (archive.destructions ?? []).map((one) => (one.destructionId === destructionId ? record : one)),
    ...(retainUntil === undefined ? {} : { retainUntil }),
  };
  const isLast = left.length === 0;
  return {
    events: [happened('Destroyed', { archive: isLast ? recordOf(next) : next, destructionId, isLast })],
    ids: { destructionId },
  };
};
