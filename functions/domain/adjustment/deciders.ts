import { applyAdjustment, decideAdjustment, drawUpAmendment } from '#functions/domain/adjustment/decide.ts';
import { closeAdjustments, lapseAmendment } from '#functions/domain/adjustment/lapses.ts';
import { requestAdjustment } from '#functions/domain/adjustment/request.ts';

/** Acts from a request for relief to its end. */
export const adjustmentDeciders = {
  requestAdjustment,
  decideAdjustment,
  drawUpAmendment,
  applyAdjustment,
  lapseAmendment,
  closeAdjustments,
};
