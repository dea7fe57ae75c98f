import { systemPorts } from '#functions/adapters/system.ts';
import { archivingTasks } from '#functions/contracts/workflows.ts';
import { packageMeasured } from '#functions/runtime/archive-metrics.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';

const ports = systemPorts();

/** Loaded for the readable history alone. */
const renderLater: Parameters<typeof archiving.copyAndHash>[1] = async (model) =>
  (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model);

export const handler = taskHandler(archivingTasks, {
  freezeCase: async (work) => archiving.freezeCase(ports, work),
  listWhatIsKept: async (work) => archiving.listWhatIsKept(ports, work),
  copyAndHash: async (work) => archiving.copyAndHash(ports, renderLater, work),
  writeManifest: async (work) => archiving.manifestOf(ports, work),
  sealPackage: async (work) => archiving.seal(ports, work),
  verifyPackage: async (work) => packageMeasured(await archiving.verifyPackage(ports, work)),
  closeCase: async (work) => archiving.closeCase(ports, work),
  recordDamage: async (work) => archiving.recordDamage(ports, work),
});
