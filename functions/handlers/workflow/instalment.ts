import { systemPorts } from '#functions/adapters/system.ts';
import { instalmentTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import * as instalment from '#functions/usecases/workflows/instalment.ts';

const ports = systemPorts();

export const handler = taskHandler(instalmentTasks, {
  lookAtInstalment: async (work) => instalment.lookAtInstalment(ports, work),
  remindInstalment: async (work) => instalment.remindInstalment(ports, work),
  noteInstalmentLate: async (work) => instalment.noteInstalmentLate(ports, work),
  giveNoticeOfBreach: async (work) => instalment.giveNoticeOfBreach(ports, work),
  proposeDefault: async (work) => instalment.proposeDefault(ports, work),
  noteCured: async (work) => instalment.noteCured(ports, work),
});
