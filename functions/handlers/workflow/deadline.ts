import { systemPorts } from '#functions/adapters/system.ts';
import { deadlineTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import { isStillOpen, recordLapse, tellWhoMustAct } from '#functions/usecases/workflows/deadline.ts';

const ports = systemPorts();

export const handler = taskHandler(deadlineTasks, {
  isStillOpen: async (work) => isStillOpen(ports, work),
  recordLapse: async (work) => recordLapse(ports, work),
  tellWhoMustAct: async (work) => tellWhoMustAct(ports, work),
});
