import { serviceOperations } from '#functions/contracts/service-operations.ts';
import { apiHandler } from '#functions/runtime/api-handler.ts';
import { environment } from '#functions/runtime/env.ts';
import { serviceActs } from '#functions/usecases/acts/service.ts';

const openApi = async () => (await import('#functions/runtime/committed-openapi.ts')).committedOpenApi;

export const handler = apiHandler(serviceOperations, serviceActs(environment().BUILD_VERSION, openApi));
