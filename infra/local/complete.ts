import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectLockConfigurationCommand, PutObjectLockConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { AlreadyExistsException, CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { ClientSettings } from '#infra/local/people.ts';

const mustBe = (what: string, found: unknown, wanted: string): void => {
  if (found !== wanted) throw new Error(`${what} is ${String(found)} after the deployment, and should be ${wanted}`);
};

const completeTable = async (client: DynamoDBClient, TableName: string): Promise<void> => {
  const ttl = async () => (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  if ((await ttl())?.TimeToLiveStatus !== 'ENABLED')
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' },
      }),
    );
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  const expiry = await ttl();
  mustBe('time to live', expiry?.TimeToLiveStatus, 'ENABLED');
  mustBe('the attribute of time to live', expiry?.AttributeName, 'expiresAt');
  const { ContinuousBackupsDescription: backups } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  mustBe('point-in-time recovery', backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus, 'ENABLED');
};

const completeBucket = async (client: S3Client, Bucket: string): Promise<void> => {
  await client.send(
    new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }),
  );
  const { ObjectLockConfiguration: lock } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
  mustBe(`Object Lock of ${Bucket}`, lock?.ObjectLockEnabled, 'Enabled');
};

/** Without a verified sender SES refuses every e-mail; a bank verifies its own address, the emulator takes its word for it. */
const verifySender = async (client: SESv2Client, EmailIdentity: string): Promise<void> => {
  try {
    await client.send(new CreateEmailIdentityCommand({ EmailIdentity }));
  } catch (fault) {
    if (!(fault instanceof AlreadyExistsException)) throw fault;
  }
};

/**
 * The emulator drops some properties of a template without a word; this sets them by API and looks at them again, so
 * that the local stage keeps the promises of the template.
 */
export const complete = async (
  settings: ClientSettings,
  {
    table,
    lockedBuckets,
    senderAddress,
  }: { readonly table: string; readonly lockedBuckets: readonly string[]; readonly senderAddress: string },
): Promise<void> => {
  await completeTable(new DynamoDBClient(settings), table);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await verifySender(new SESv2Client(settings), senderAddress);
  for (const bucket of lockedBuckets) await completeBucket(s3, bucket);
};
