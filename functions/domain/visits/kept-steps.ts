import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { KeptStep } from '#functions/domain/visit-parts.ts';

export const StepToKeep = z.strictObject({
  visitId: Id,
  clientId: Id,
  operation: z.string().max(60),
  code: z.string().max(60),
  rules: z.array(z.string()),
  capturedAt: Instant,
  content: z.string(),
});

export const StepReview = z.strictObject({
  outcome: z.enum(['ENTERED_BY_HAND', 'NOT_NEEDED']),
  reason: z.string().min(1).max(4000),
});

/** The steps that a tablet's client id has left behind: one, unless it was used with other content. */
export const keptStepsOf = (file: CaseFile, visitId: string, clientId: string): KeptStep[] =>
  Object.values(file.keptSteps).filter((step) => step.visitId === visitId && step.clientId === clientId);

/** R20-R26: what was done on site and no longer fits is kept as it was sent, for a supervisor; it is never lost. */
export const keepStep: Decider<z.infer<typeof StepToKeep>> = (file, { content, ...input }, context) => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  const { ref } = keepText(file, context, content);
  const known = keptStepsOf(file, input.visitId, input.clientId).find((step) => step.content.hmac === ref.hmac);
  if (known !== undefined) return { events: [], ids: { stepId: known.stepId } };
  const step: KeptStep = {
    ...input,
    stepId: context.newId('step'),
    keptAt: context.asOf,
    by: context.actor.id,
    content: ref,
  };
  return {
    events: [happened('StepKeptForReview', { step })],
    privates: [{ kind: 'STEP', id: ref.textId, content }],
    ids: { stepId: step.stepId },
  };
};

/** A supervisor has entered it by hand, or says why it is not needed. */
export const reviewKeptStep: Decider<{ stepId: string } & z.infer<typeof StepReview>> = (file, input, context) => {
  const step = file.keptSteps[input.stepId];
  if (step === undefined) throw new Refusal('NotFound', 'there is no such step');
  if (step.by === context.actor.id)
    throw new Refusal('FourEyesViolated', 'whoever took the step does not judge it', { rules: ['R26'] });
  if (step.reviewedAt !== undefined)
    throw new Refusal('NothingToReview', 'the step has been looked at', { rules: ['R26'] });
  const { ref, item } = keepText(file, context, input.reason);
  const reviewed: KeptStep = {
    ...step,
    reviewedBy: context.actor.id,
    reviewedAt: context.asOf,
    outcome: input.outcome,
    note: ref,
  };
  return {
    events: [happened('KeptStepReviewed', { step: reviewed })],
    privates: [item],
    ids: { stepId: step.stepId },
  };
};
