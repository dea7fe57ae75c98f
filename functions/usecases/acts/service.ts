import type { serviceOperations } from '#functions/contracts/service-operations.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { ActsOf } from '#functions/usecases/act.ts';

/** Acts that need no case and no store. */
export const serviceActs = (
  build: string,
  openApi: () => Promise<{ openapi: string }>,
): ActsOf<typeof serviceOperations> => ({
  getHealth: async () => ({ body: { status: 'ok', build } }),
  getOpenApi: async () => ({ body: await openApi() }),
  getPolicyPack: async ({ params, query }) => ({ body: packOf(params.jurisdiction, query.version) }),
});
