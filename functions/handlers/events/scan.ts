import * as z from 'zod';
import { systemPorts } from '#functions/adapters/system.ts';
import { once } from '#functions/adapters/once.ts';
import { eventHandler } from '#functions/runtime/event-handler.ts';
import { scanLocally } from '#functions/usecases/scan-locally.ts';

const ObjectCreated = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), 'version-id': z.string().optional() }),
  }),
});

const announce = once(async () => (await import('#functions/adapters/eventbridge/scan-results.ts')).scanResults());

export const handler = eventHandler(async (input: unknown): Promise<void> => {
  const { bucket, object } = ObjectCreated.parse(input).detail;
  const { key, 'version-id': versionId } = object;
  await scanLocally(systemPorts().documents, { key, versionId }, async (verdict) =>
    (await announce())(
      { bucketName: bucket.name, objectKey: key, ...(versionId === undefined ? {} : { versionId }) },
      verdict,
    ),
  );
});
