import { once } from '#functions/adapters/once.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { agreementActs } from '#functions/usecases/acts/agreements.ts';

/** Loaded at the first agreement that is drawn up: all other operations start without the renderer. */
const renderLater: Parameters<typeof agreementActs>[1] = async (...asked) =>
  (await import('#functions/adapters/pdf/renderer.ts')).renderPdf(...asked);

const sealer = once(async () =>
  (await import('#functions/adapters/pdf/sealer.ts')).pdfSealer(systemPorts().signer, process.env),
);
const sealLater: Parameters<typeof agreementActs>[2] = async (...asked) => (await sealer())(...asked);

export const handler = apiHandler(agreementOperations, agreementActs(systemPorts(), renderLater, sealLater));
