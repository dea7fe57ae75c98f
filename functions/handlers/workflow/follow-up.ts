import { systemPorts } from '#functions/adapters/system.ts';
import { followUpTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import {
  askForReport,
  escalateFollowUp,
  offerAdjustment,
  openFollowUp,
  planNextFollowUp,
} from '#functions/usecases/workflows/follow-up.ts';

const ports = systemPorts();

export const handler = taskHandler(followUpTasks, {
  openFollowUp: async (work) => openFollowUp(ports, work),
  askForReport: async (work) => askForReport(ports, work),
  planNextFollowUp: async (work) => planNextFollowUp(ports, work),
  offerAdjustment: async (work) => offerAdjustment(ports, work),
  escalateFollowUp: async (work) => escalateFollowUp(ports, work),
});
