import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { CheckResult } from '#functions/domain/parts.ts';
import type { TextRef, Visit } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { mayTalk } from '#functions/domain/visits/entry.ts';
import { identified, runningVisit, takenAt } from '#functions/domain/visits/on-site.ts';

export const VerificationRecord = z.strictObject({
  items: z
    .array(
      z.strictObject({
        field: z.string().min(1).max(80),
        result: CheckResult,
        /** What the file says, what was seen, and what the borrower said to it: kept apart, never in the journal. */
        expected: z.string().min(1).max(300).optional(),
        seen: z.string().min(1).max(300).optional(),
        statement: z.string().min(1).max(1000).optional(),
      }),
    )
    .min(1)
    .max(60),
  statement: z.string().min(1).max(4000).optional(),
  capturedAt: Instant.optional(),
});
export const VerificationReview = z.strictObject({
  decision: z.enum(['PASS', 'FAIL']),
  reason: z.string().max(4000).optional(),
});

type Items = z.infer<typeof VerificationRecord>['items'];

/** R26: a mismatch here is another person. */
const identityFields: readonly string[] = ['NAME', 'DOC:ID'];

/** R25: name, contact data and address, and the paper of each class that was asked for. */
export const fieldsToVerify = (policy: PolicyPack): string[] => [
  'NAME',
  'CONTACT',
  'ADDRESS',
  ...policy.documents.required.map((name) => `DOC:${name}`),
];

/** R26: identity stops the visit, anything else that does not match goes to review; so does an identity nobody could check. */
const resultOf = (items: Items): 'PASSED' | 'FAILED' | 'REFERRED' => {
  const isIdentity = (field: string): boolean => identityFields.includes(field);
  if (items.some((one) => isIdentity(one.field) && one.result === 'MISMATCH')) return 'FAILED';
  const isOpen = items.some(
    (one) => one.result === 'MISMATCH' || (isIdentity(one.field) && one.result === 'UNVERIFIABLE'),
  );
  return isOpen ? 'REFERRED' : 'PASSED';
};

const stopped = (visit: Visit, context: Context): Visit =>
  visit.status === 'STARTED' ? { ...visit, status: 'ABORTED', endedAt: context.asOf } : visit;

const verdict = (visit: Visit, result: 'PASSED' | 'FAILED' | 'REFERRED', context: Context) =>
  ({
    PASSED: () => happened('VerificationPassed', { visit }),
    FAILED: () => happened('VerificationFailed', { visit: stopped(visit, context) }),
    REFERRED: () => happened('VerificationReferred', { visit }),
  })[result]();

/** R25, R26: a result for every item, and the borrower's answers as his own statement. Sent twice, it is one. */
export const recordVerification: Decider<{ visitId: string } & z.infer<typeof VerificationRecord>> = (
  file,
  input,
  context,
) => {
  const visit = file.visits[input.visitId];
  if (visit?.verification !== undefined && isSame(visit.verification.items, input.items))
    return { events: [], ids: { visitId: visit.visitId } };
  return verify(file, input, context);
};

/** R25: expected, seen and said of each item in one private item. */
const keepChecks = (
  file: CaseFile,
  items: Items,
  context: Context,
): { ref: TextRef; item: PrivateItem } | undefined => {
  const told = items
    .map(({ result: _result, ...item }) => item)
    .filter(({ expected, seen, statement }) => [expected, seen, statement].some((text) => text !== undefined));
  if (told.length === 0) return undefined;
  const { ref } = keepText(file, context, JSON.stringify(told));
  return { ref, item: { kind: 'CHECKS', id: ref.textId, items: told } };
};

const isSame = (done: readonly { field: string; result: string }[], items: Items): boolean =>
  done.length === items.length &&
  done.every((one, index) => one.field === items[index]?.field && one.result === items[index]?.result);

const verify: Decider<{ visitId: string } & z.infer<typeof VerificationRecord>> = (file, input, context) => {
  inState(file, 'IN_VISIT');
  const visit = runningVisit(file, input.visitId, context);
  identified(visit, input.capturedAt);
  mayTalk(visit);
  const missing = fieldsToVerify(context.policy).filter((field) => !input.items.some((one) => one.field === field));
  if (missing.length > 0)
    throw new Refusal('VerificationIncomplete', `no result for ${missing.join(', ')}`, { rules: ['R25'] });
  const kept = input.statement === undefined ? undefined : keepText(file, context, input.statement);
  const result = resultOf(input.items);
  const details = keepChecks(file, input.items, context);
  const verification = {
    items: input.items.map(({ field, result: found }) => ({ field, result: found })),
    result,
    verifiedAt: takenAt(input.capturedAt, context),
    ...(kept === undefined ? {} : { statement: kept.ref }),
    ...(details === undefined ? {} : { details: details.ref }),
  };
  return {
    events: [verdict({ ...visit, verification }, result, context)],
    privates: [kept, details].flatMap((one) => (one === undefined ? [] : [one.item])),
    ids: { visitId: visit.visitId },
  };
};

const referred = (file: CaseFile, visitId: string) => {
  const visit = file.visits[visitId];
  if (visit === undefined) throw new Refusal('NotFound', 'there is no such visit');
  const { verification } = visit;
  if (file.status.state !== 'IN_VISIT' || verification?.result !== 'REFERRED') {
    throw new Refusal('NothingToReview', 'no verification of this visit waits for review', { rules: ['R26'] });
  }
  return { visit, verification };
};

/** R26: somebody who was not there decides on mismatches other than identity. */
export const reviewVerification: Decider<{ visitId: string } & z.infer<typeof VerificationReview>> = (
  file,
  input,
  context,
) => {
  const { visit, verification } = referred(file, input.visitId);
  if (visit.officers.includes(context.actor.id) || file.meta?.ownerId === context.actor.id) {
    throw new Refusal('FourEyesViolated', 'visiting officers and the case owner do not review their own visit', {
      rules: ['R26'],
    });
  }
  if (input.reason === undefined || input.reason.trim() === '')
    throw new Refusal('ReasonMissing', 'say why', { rules: ['R26'] });
  const { ref, item } = keepText(file, context, input.reason);
  const result = input.decision === 'PASS' ? 'PASSED' : 'FAILED';
  const reviewed: Visit = {
    ...visit,
    note: ref,
    verification: { ...verification, result, reviewedBy: context.actor.id },
  };
  return { events: [verdict(reviewed, result, context)], privates: [item], ids: { visitId: visit.visitId } };
};
