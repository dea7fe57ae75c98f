import * as z from 'zod';

/** What a scan says; whatever is not the first of these does not come in. */
export const ScanVerdict = z.enum(['NO_THREATS_FOUND', 'THREATS_FOUND', 'UNSUPPORTED', 'ACCESS_DENIED', 'FAILED']);
export type ScanVerdict = z.infer<typeof ScanVerdict>;

/** The event of GuardDuty Malware Protection for S3, as far as it is read here. */
export const ScanResult = z.object({
  id: z.string(),
  detail: z.object({
    s3ObjectDetails: z.object({ bucketName: z.string(), objectKey: z.string(), versionId: z.string().optional() }),
    scanResultDetails: z.object({ scanResultStatus: ScanVerdict }),
  }),
});
