import type { serviceOperations } from '#functions/contracts/service-operations.ts';
import { consentTexts } from '#functions/domain/policy/consent-text.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { ActsOf } from '#functions/usecases/act.ts';

/** Acts that need no case and no store. */
export const serviceActs = (
  build: string,
  openApi: () => Promise<{ openapi: string }>,
): ActsOf<typeof serviceOperations> => ({
  getHealth: async () => ({ body: { status: 'ok', build } }),
  getOpenApi: async () => ({ body: await openApi() }),
  getPolicyPack: async ({ params, query }) => {
    const pack = packOf(params.jurisdiction, query.version);
    return { body: { ...pack, consentTexts: consentTexts(pack) } };
  },
});
