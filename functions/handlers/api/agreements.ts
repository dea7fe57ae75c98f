import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { agreementActs } from '#functions/usecases/acts/agreements.ts';

export const handler = apiHandler(agreementOperations, agreementActs(systemPorts(), renderPdf));
