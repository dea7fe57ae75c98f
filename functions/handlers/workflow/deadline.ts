import { once } from '#functions/adapters/once.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { deadlineTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import { isStillOpen, recordLapse, tellWhoMustAct } from '#functions/usecases/workflows/deadline.ts';
import type { Press } from '#functions/usecases/workflows/letter.ts';

const ports = systemPorts();
const sealer = once(async () =>
  (await import('#functions/adapters/pdf/sealer.ts')).pdfSealer(ports.signer, process.env),
);
/** Fonts and the PDF library are loaded by the first letter that is drawn up. */
const press: Press = {
  draw: async (model) => (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model),
  seal: async (...asked) => (await sealer())(...asked),
};

export const handler = taskHandler(deadlineTasks, {
  isStillOpen: async (work) => isStillOpen(ports, work),
  recordLapse: async (work) => recordLapse(ports, press, work),
  tellWhoMustAct: async (work) => tellWhoMustAct(ports, work),
});
