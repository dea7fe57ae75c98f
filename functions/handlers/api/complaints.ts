import { systemPorts } from '#functions/adapters/system.ts';
import { complaintOperations } from '#functions/contracts/complaints-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { complaintActs } from '#functions/usecases/acts/complaints.ts';

export const handler = apiHandler(complaintOperations, complaintActs(systemPorts()));
