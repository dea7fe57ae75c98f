import { systemPorts } from '#functions/adapters/system.ts';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { paymentActs } from '#functions/usecases/acts/payments.ts';

/** Loaded at the first statement: money comes in without the renderer. */
const drawLater: Parameters<typeof paymentActs>[1] = async (model) =>
  (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model);

export const handler = apiHandler(paymentOperations, paymentActs(systemPorts(), drawLater));
