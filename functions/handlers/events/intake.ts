import { systemPorts } from '#functions/adapters/system.ts';
import { ScanResult } from '#functions/contracts/scan-result.ts';
import { eventHandler } from '#functions/runtime/event-handler.ts';
import { logged } from '#functions/runtime/logger.ts';
import { takeScanned } from '#functions/usecases/take-scanned.ts';

export const handler = eventHandler(async (input: unknown): Promise<void> => {
  const { id, detail } = ScanResult.parse(input);
  const { objectKey, versionId } = detail.s3ObjectDetails;
  const { reasonCode, ...about } = await takeScanned(systemPorts(), {
    key: objectKey,
    ...(versionId === undefined ? {} : { versionId }),
    verdict: detail.scanResultDetails.scanResultStatus,
    requestId: id,
  });
  logged('upload looked at', {
    ...about,
    requestId: id,
    ...(reasonCode === undefined ? {} : { code: reasonCode }),
  });
});
