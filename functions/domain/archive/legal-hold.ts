import type { Archive } from '#functions/domain/archive-parts.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** R66: a legal hold on the package, or one on the case that blocks deletion (4.15, 34). */
export const isHeld = (file: CaseFile, archive: Archive): boolean =>
  archive.legalHold !== undefined ||
  Object.values(file.holds).some(({ releasedAt, blocks }) => releasedAt === undefined && blocks.includes('DELETE'));

/** A package of a case that is kept, or being packed. */
export const packageIn = (file: CaseFile, packageId: string): Archive => {
  const archive = file.archives[packageId];
  if (archive === undefined) throw new Refusal('NotFound', 'the case has no such package');
  return archive;
};

/** Words without which an act is not done: `ReasonMissing`. */
export const wordsOf = (words: string | undefined, wanted: string): string => {
  if (words === undefined || words.trim() === '') throw new Refusal('ReasonMissing', wanted, { rules: ['R66'] });
  return words;
};

export interface HoldWish {
  readonly packageId: string;
  readonly inForce: boolean;
  /** Who ordered it: a court, a regulator, with the reference. */
  readonly authority?: string | undefined;
  readonly reason?: string | undefined;
}

/** R66: a legal hold wins over every term. It is placed on somebody's authority, and lifted with a reason. */
export const setLegalHold: Decider<HoldWish> = (file, { packageId, inForce, authority, reason }, context) => {
  const archive = packageIn(file, packageId);
  inState(file, 'ARCHIVING', 'ARCHIVED');
  const why = keepText(
    file,
    context,
    wordsOf(reason, inForce ? 'say why nothing may be destroyed' : 'say why it ends'),
  );
  if (!inForce) {
    const { legalHold, ...rest } = archive;
    if (legalHold === undefined) return { events: [] };
    return {
      events: [happened('LegalHoldLifted', { archive: { ...rest, liftedAt: context.asOf } })],
      privates: [why.item],
    };
  }
  const whose = keepText(file, context, wordsOf(authority, 'say on whose authority it is placed'));
  if (archive.legalHold !== undefined) return { events: [] };
  const legalHold = { authority: whose.ref, reason: why.ref, placedBy: context.actor.id, placedAt: context.asOf };
  return {
    events: [happened('LegalHoldPlaced', { archive: { ...archive, legalHold } })],
    privates: [why.item, whose.item],
  };
};
