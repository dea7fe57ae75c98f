import { systemPorts } from '#functions/adapters/system.ts';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { paymentActs } from '#functions/usecases/acts/payments.ts';

export const handler = apiHandler(paymentOperations, paymentActs(systemPorts()));
