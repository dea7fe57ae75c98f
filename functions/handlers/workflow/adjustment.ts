import { systemPorts } from '#functions/adapters/system.ts';
import { adjustmentTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import * as adjustment from '#functions/usecases/workflows/adjustment.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';

const ports = systemPorts();
/** Fonts and the PDF library are loaded by the one task that prints. */
const render = async (model: DocumentModel) => (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model);

export const handler = taskHandler(adjustmentTasks, {
  assessRequest: async (work) => adjustment.assessRequest(ports, work),
  askForDecision: async (work) => adjustment.askForDecision(ports, work),
  escalateDecision: async (work) => adjustment.escalateDecision(ports, work),
  drawUpAmendment: async (work) => adjustment.drawUpAmendment(ports, render, work),
  waitForSignatures: async (work) => adjustment.waitForSignatures(ports, work),
  applyAdjustment: async (work) => adjustment.applyAdjustment(ports, work),
  letItLapse: async (work) => adjustment.letItLapse(ports, work),
  refuseIt: async (work) => adjustment.refuseIt(ports, work),
});
