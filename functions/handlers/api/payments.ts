import { once } from '#functions/adapters/once.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { paymentActs } from '#functions/usecases/acts/payments.ts';

/** Loaded at the first statement or certificate: money comes in without the renderer. */
const drawLater: Parameters<typeof paymentActs>[1] = async (model) =>
  (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(model);
const sealer = once(async () =>
  (await import('#functions/adapters/pdf/sealer.ts')).pdfSealer(systemPorts().signer, process.env),
);
const sealLater: Parameters<typeof paymentActs>[2] = async (...asked) => (await sealer())(...asked);

export const handler = apiHandler(paymentOperations, paymentActs(systemPorts(), drawLater, sealLater));
