import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';

/** Sources that begin with `aws.` are AWS's own: nobody else may speak in their name, on the emulator neither. */
const source = 'repayment-assistance.scanner';

/** Says on the default bus, in GuardDuty's words, what the local scanner found. */
export const scanResults = (): ((
  object: { bucketName: string; objectKey: string; versionId?: string },
  verdict: string,
) => Promise<void>) => {
  const client = new EventBridgeClient({});
  return async (s3ObjectDetails, verdict) => {
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: source,
            DetailType: 'GuardDuty Malware Protection Object Scan Result',
            Detail: JSON.stringify({
              schemaVersion: '1.0',
              scanStatus: 'COMPLETED',
              resourceType: 'S3_OBJECT',
              s3ObjectDetails,
              scanResultDetails: { scanResultStatus: verdict },
            }),
          },
        ],
      }),
    );
    if ((answer.FailedEntryCount ?? 0) > 0) throw new Error('the result of a scan could not be said');
  };
};
