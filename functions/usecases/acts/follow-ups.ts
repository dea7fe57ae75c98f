import type { followUpOperations } from '#functions/contracts/follow-ups-operations.ts';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { Preview } from '#functions/domain/adjustment/preview.ts';
import { requireNoHold } from '#functions/domain/adjustment/request.ts';
import { inState } from '#functions/domain/decision.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActFor, ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Request = ActFor<typeof followUpOperations.requestAdjustment>;

/** Before and after side by side, with the cost to each side. */
const previewShown = ({
  before,
  after,
  costMinor,
  borrowerCostMinor,
  tier,
  extendedMonths,
  needsSignatures,
}: Preview) => ({
  before,
  after,
  costMinor,
  tier,
  sideBySide: Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    no: index + 1,
    before: before[index],
    after: after[index],
  })),
  cost: { bankMinor: costMinor, borrowerMinor: borrowerCostMinor },
  extendedMonths,
  needsSignatures,
});

/** `dryRun=true` shows what would come of it and writes nothing. */
const requestAdjustment = (ports: Ports): Request => {
  const ask: Request = command(ports, 'requestAdjustment', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ adjustment: partOf(file.adjustments, ids['adjustmentId']) }),
  });
  const preview: Request = reading(ports, {
    show: (file, { body, asOf }) => {
      inState(file, 'ACTIVE', 'BREACHED');
      const { reason: _, evidenceIds: __, onBehalf: ___, ...relief } = body;
      requireNoHold(file, relief);
      return {
        preview: previewShown(
          previewAdjustment(file, relief, { asOf, policy: packOf(file.policy.jurisdiction, file.policy.version) }),
        ),
      };
    },
  });
  return async (asked) => (asked.query.dryRun === true ? { ...(await preview(asked)), status: 200 } : ask(asked));
};

/** Acts of the heading "Follow-ups and adjustments". */
export const followUpActs = (ports: Ports): ActsOf<typeof followUpOperations> => ({
  reportFollowUp: command(ports, 'reportFollowUp', {
    input: fromRequest,
    answer: (file, ids) => ({ followUp: partOf(file.followUps, ids['followUpNo']) }),
  }),
  requestAdjustment: requestAdjustment(ports),
  decideAdjustment: command(ports, 'decideAdjustment', {
    input: fromRequest,
    answer: (file, ids) => ({ adjustment: partOf(file.adjustments, ids['adjustmentId']) }),
  }),
});
