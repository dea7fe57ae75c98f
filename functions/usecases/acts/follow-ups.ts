import type { followUpOperations } from '#functions/contracts/follow-ups-operations.ts';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import { inState } from '#functions/domain/decision.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActFor, ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Request = ActFor<typeof followUpOperations.requestAdjustment>;

/** `dryRun=true` shows what would come of it and writes nothing. */
const requestAdjustment = (ports: Ports): Request => {
  const ask: Request = command(ports, 'requestAdjustment', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ adjustment: partOf(file.adjustments, ids['adjustmentId']) }),
  });
  const preview: Request = reading(ports, {
    show: (file, { body, asOf }) => {
      inState(file, 'ACTIVE', 'BREACHED');
      const { before, after, costMinor, tier } = previewAdjustment(file, body, {
        asOf,
        policy: packOf(file.policy.jurisdiction, file.policy.version),
      });
      return { preview: { before, after, costMinor, tier } };
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
