import { systemPorts } from '#functions/adapters/system.ts';
import { agendaTasks } from '#functions/contracts/workflows.ts';
import { loggedFault } from '#functions/runtime/logger.ts';
import { countOfShards, sweepMeasured } from '#functions/runtime/sweep-metrics.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import { listShards, reportSweep, startDue } from '#functions/usecases/workflows/sweep.ts';

const ports = systemPorts();

export const handler = taskHandler(agendaTasks, {
  listShards: async (asked) => listShards(asked, countOfShards()),
  startDue: async (going) =>
    startDue(ports, going, (error, caseId) => loggedFault('case not swept', error, { caseId })),
  reportSweep: async ({ shards }) => sweepMeasured(reportSweep(shards)),
});
