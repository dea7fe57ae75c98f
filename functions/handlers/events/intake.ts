import * as z from 'zod';
import { systemPorts } from '#functions/adapters/system.ts';
import { logged } from '#functions/runtime/logger.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';

const ObjectCreated = z.object({ id: z.string(), detail: z.object({ object: z.object({ key: z.string() }) }) });

export const handler = async (input: unknown): Promise<void> => {
  const { id, detail } = ObjectCreated.parse(input);
  const { caseId, outcome, reasonCode } = await receiveUpload(systemPorts(), { key: detail.object.key, requestId: id });
  logged('upload looked at', {
    caseId,
    outcome,
    requestId: id,
    ...(reasonCode === undefined ? {} : { code: reasonCode }),
  });
};
