import { systemPorts } from '#functions/adapters/system.ts';
import { retentionTasks } from '#functions/contracts/workflows.ts';
import { packageMeasured } from '#functions/runtime/archive-metrics.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import * as retention from '#functions/usecases/workflows/retention.ts';

const ports = systemPorts();

export const handler = taskHandler(retentionTasks, {
  lookAtPackage: async (work) => retention.lookAtPackage(ports, work),
  bringLocksInLine: async (work) => retention.bringLocksInLine(ports, work),
  removeWhatEnded: async (work) => retention.removeWhatEnded(ports, work),
  writePackageAnew: async (work) => retention.writePackageAnew(ports, work),
  recordDestruction: async (work) => retention.recordDestruction(ports, work),
  checkSample: async (work) => packageMeasured(await retention.checkSample(ports, work)),
});
