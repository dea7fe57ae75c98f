import {
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  RestoreObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ListObjectVersionsCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { bucketName, clientFor, lockOf, Settings, Version } from '#functions/adapters/s3/documents.ts';
import type { Environment } from '#functions/adapters/s3/documents.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Vault } from '#functions/usecases/ports.ts';

const isAbsent = (fault: unknown): boolean =>
  fault instanceof S3ServiceException && fault.$metadata.httpStatusCode === 404;

const orAbsent = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (fault) {
    if (isAbsent(fault)) return undefined;
    throw fault;
  }
};

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** Kept already until then or longer: a retention is never shortened. */
const isKept = async (client: S3Client, place: Place & { VersionId: string }, until: Date): Promise<boolean> => {
  try {
    const { Retention } = await client.send(new GetObjectRetentionCommand(place));
    return Retention?.RetainUntilDate !== undefined && Retention.RetainUntilDate >= until;
  } catch (fault) {
    if (isAbsent(fault) || (fault instanceof Error && fault.name === 'NoSuchObjectLockConfiguration')) return false;
    throw fault;
  }
};

/** Locks and destruction on S3 (4.15, 16). */
export const s3Vault = (env: Environment): Vault => {
  const settings = Settings.parse(env);
  const client = clientFor(settings);
  const archived = (Key: string): Place => ({ Bucket: bucketName(settings, 'archive'), Key });
  return {
    replace: async (key, bytes, options) => {
      const sha256 = sha256Hex(bytes);
      const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
      const there = await orAbsent(client.send(new HeadObjectCommand({ ...archived(key), ChecksumMode: 'ENABLED' })));
      const stored = { key, sha256, size: bytes.byteLength };
      if (there?.ChecksumSHA256 === ChecksumSHA256) return { ...stored, versionId: Version.parse(there.VersionId) };
      const { VersionId } = await client.send(
        new PutObjectCommand({
          ...archived(key),
          Body: bytes,
          ContentType: options.mediaType,
          ChecksumSHA256,
          ...lockOf(settings, options),
        }),
      );
      return { ...stored, versionId: Version.parse(VersionId) };
    },
    retain: async (key, versionId, until) => {
      const place = { ...archived(key), VersionId: versionId };
      const RetainUntilDate = new Date(until);
      if (await isKept(client, place, RetainUntilDate)) return;
      await client.send(
        new PutObjectRetentionCommand({
          ...place,
          Retention: {
            Mode: settings.ARCHIVE_LOCK_MODE,
            RetainUntilDate,
            ...(settings.ARCHIVE_EVENT_HOLD === 'true' ? { EventHold: 'OFF' } : {}),
          },
        }),
      );
    },
    versions: async (bucket, prefix) => {
      const found: { key: string; versionId: string }[] = [];
      let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
      while (from !== undefined) {
        const page: ListObjectVersionsCommandOutput = await client.send(
          new ListObjectVersionsCommand({ Bucket: bucketName(settings, bucket), Prefix: prefix, ...from }),
        );
        for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])])
          if (Key !== undefined && VersionId !== undefined) found.push({ key: Key, versionId: VersionId });
        from =
          page.IsTruncated === true
            ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
            : undefined;
      }
      return found;
    },
    warmth: async (key, versionId) => {
      const head = await client.send(new HeadObjectCommand({ ...archived(key), VersionId: versionId }));
      if (head.StorageClass !== 'GLACIER' && head.StorageClass !== 'DEEP_ARCHIVE') return 'ready';
      if (head.Restore === undefined) return 'cold';
      return head.Restore.includes('ongoing-request="true"') ? 'restoring' : 'ready';
    },
    attested: async (key, versionId) => {
      const head = await client.send(
        new HeadObjectCommand({ ...archived(key), VersionId: versionId, ChecksumMode: 'ENABLED' }),
      );
      const { ChecksumSHA256, ContentLength = 0 } = head;
      const sha256 = ChecksumSHA256 === undefined ? undefined : Buffer.from(ChecksumSHA256, 'base64').toString('hex');
      return { sha256, size: ContentLength };
    },
    restore: async (key, versionId, days) => {
      try {
        await client.send(
          new RestoreObjectCommand({
            ...archived(key),
            VersionId: versionId,
            RestoreRequest: { Days: days, GlacierJobParameters: { Tier: 'Standard' } },
          }),
        );
      } catch (fault) {
        if (!(fault instanceof Error) || fault.name !== 'RestoreAlreadyInProgress') throw fault;
      }
    },
    destroy: async (bucket, key, versionId) => {
      const place = { Bucket: bucketName(settings, bucket), Key: key, VersionId: versionId };
      if (bucket !== 'intake') {
        try {
          await client.send(new PutObjectLegalHoldCommand({ ...place, LegalHold: { Status: 'OFF' } }));
        } catch (fault) {
          // Gone already, or a delete marker, which cannot be held.
          const isMarker = fault instanceof S3ServiceException && fault.$metadata.httpStatusCode === 405;
          if (!isAbsent(fault) && !isMarker) throw fault;
        }
      }
      await client.send(
        new DeleteObjectCommand({
          ...place,
          // Where time is turned by hand the store's own clock lags behind; in production the term has really ended.
          ...(settings.ARCHIVE_LOCK_MODE === 'GOVERNANCE' && bucket === 'archive'
            ? { BypassGovernanceRetention: true }
            : {}),
        }),
      );
    },
  };
};
