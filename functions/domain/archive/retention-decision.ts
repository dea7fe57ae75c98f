import type { Appraisal, Archive, Destruction, RetentionVoice } from '#functions/domain/archive-parts.ts';
import { openAppraisals } from '#functions/domain/archive/appraisal.ts';
import { classesOf, lastDay } from '#functions/domain/archive/classes.ts';
import { isHeld, packageIn, wordsOf } from '#functions/domain/archive/legal-hold.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { addDays, addMonths, dateOf } from '#functions/domain/calendar.ts';
import { inState, keepText, zoneOf } from '#functions/domain/decision.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface RetentionWish {
  readonly packageId: string;
  readonly decision: 'EXTEND' | 'DESTROY';
  /** Absent: everything that the appraisal is about. */
  readonly classes?: readonly RetentionClass[] | undefined;
  /** Of an extension. Absent: as long as the pack says. */
  readonly until?: string | undefined;
  readonly reason?: string | undefined;
}

const rules = ['R66'] as const;
const today = (file: CaseFile, { asOf, policy }: Context): string => dateOf(asOf, zoneOf(file, policy));

/** R66: terms first, then the report about what has ended. */
const appraisalFor = (file: CaseFile, archive: Archive, wish: RetentionWish, context: Context): Appraisal => {
  const day = today(file, context);
  const there = classesOf(file, context.policy, archive).filter(({ destroyedAt }) => destroyedAt === undefined);
  const wanted = wish.classes ?? openAppraisals(archive)[0]?.classes.map((one) => one.class);
  const asked = wanted === undefined ? there.slice(0, 1) : there.filter((kept) => wanted.includes(kept.class));
  if (asked.length === 0 || (wanted !== undefined && asked.length < new Set(wanted).size))
    throw new Refusal('StateForbids', 'the package has nothing of this class', { rules, state: file.status.state });
  const running = asked.find(({ retainUntil }) => retainUntil >= day);
  if (running !== undefined)
    throw new Refusal('RetentionRunning', `${running.class} is kept until ${running.retainUntil}`, {
      rules,
      earliest: addDays(running.retainUntil, 1),
    });
  const appraisal = openAppraisals(archive).find(({ classes }) =>
    asked.every((one) => classes.some((kept) => kept.class === one.class)),
  );
  if (appraisal === undefined)
    throw new Refusal('AppraisalMissing', 'no appraisal of these classes is open', { rules });
  return appraisal;
};

const untilOf = (file: CaseFile, wish: RetentionWish, before: RetentionVoice | undefined, context: Context) => {
  if (wish.decision === 'DESTROY') return {};
  const day = today(file, context);
  const until = wish.until ?? before?.until ?? addMonths(day, context.policy.archive.extendMonths);
  if (until <= day)
    throw new Refusal('InvalidRequest', 'an extension ends in the future', {
      rules,
      fields: [{ pointer: '/until', message: 'lies in the past' }],
    });
  return { until };
};

const isSame = (a: RetentionVoice, b: RetentionVoice): boolean =>
  a.decision === b.decision && a.until === b.until && a.classes.toSorted().join() === b.classes.toSorted().join();

const withAppraisal = (archive: Archive, appraisal: Appraisal): Archive => ({
  ...archive,
  appraisals: (archive.appraisals ?? []).map((one) => (one.appraisalId === appraisal.appraisalId ? appraisal : one)),
});

/** What the two have said comes into force: a later day, or an order to destroy. Classes left out are appraised again. */
const settled = (archive: Archive, appraisal: Appraisal, voice: RetentionVoice, second: string, context: Context) => {
  const decided = withAppraisal(archive, { ...appraisal, decided: voice.decision, decidedAt: context.asOf });
  if (voice.decision === 'DESTROY') {
    const destruction: Destruction = {
      destructionId: context.newId('destruction'),
      classes: voice.classes,
      decidedBy: [voice.by, second],
      approvedAt: context.asOf,
      reason: voice.reason,
    };
    const destructions = [...(archive.destructions ?? []), destruction];
    return happened('DestructionApproved', { archive: { ...decided, destructions } });
  }
  const classes = (archive.classes ?? []).map((kept) =>
    voice.until !== undefined && voice.classes.includes(kept.class) ? { ...kept, retainUntil: voice.until } : kept,
  );
  const retainUntil = lastDay(classes.filter(({ destroyedAt }) => destroyedAt === undefined));
  return happened('RetentionExtended', {
    archive: { ...decided, classes, ...(retainUntil === undefined ? {} : { retainUntil }) },
  });
};

/**
 * R66: after its term and the appraisal report two people extend or destroy, by class. The first one proposes; a second one
 * who says the same brings it into force, and who says otherwise proposes anew.
 */
export const decideRetention: Decider<RetentionWish> = (file, wish, context) => {
  const archive = packageIn(file, wish.packageId);
  inState(file, 'ARCHIVED');
  const reason = keepText(file, context, wordsOf(wish.reason, 'say why'));
  const appraisal = appraisalFor(file, archive, wish, context);
  if (wish.decision === 'DESTROY' && isHeld(file, archive))
    throw new Refusal('LegalHoldInForce', 'a legal hold wins over every term', { rules });
  const before = appraisal.voice;
  const voice: RetentionVoice = {
    decision: wish.decision,
    classes: [...(wish.classes ?? before?.classes ?? appraisal.classes.map((one) => one.class))],
    ...untilOf(file, wish, before, context),
    by: context.actor.id,
    at: context.asOf,
    reason: reason.ref,
  };
  const ids = { appraisalId: appraisal.appraisalId };
  if (before === undefined || !isSame(before, voice))
    return {
      events: [happened('RetentionDecisionProposed', { archive: withAppraisal(archive, { ...appraisal, voice }) })],
      privates: [reason.item],
      ids,
    };
  if (before.by === context.actor.id)
    throw new Refusal('FourEyesViolated', 'somebody else must say the same', { rules });
  return {
    events: [settled(archive, appraisal, before, context.actor.id, context)],
    privates: [reason.item],
    ids,
  };
};
