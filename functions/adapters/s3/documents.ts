import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { digestOf, sha256Hex } from '#functions/domain/ids.ts';
import type { Bucket, Documents, StoredObject } from '#functions/usecases/ports.ts';

/** A function knows the buckets that it may touch, and no others. */
export const Settings = z.object({
  INTAKE_BUCKET: z.string().optional(),
  DOCUMENTS_BUCKET: z.string().optional(),
  ARCHIVE_BUCKET: z.string().optional(),
  /** COMPLIANCE in production: nobody ends a retention early. */
  ARCHIVE_LOCK_MODE: z.enum(['COMPLIANCE', 'GOVERNANCE']).default('COMPLIANCE'),
  /** Whether the Region has variable retention; else a legal hold stands until the package is closed. */
  ARCHIVE_EVENT_HOLD: z.enum(['true', 'false']).default('false'),
  AWS_ENDPOINT_URL: z.string().optional(),
  AWS_ENDPOINT_URL_S3: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Time to choose a file and send it over a slow line. */
const uploadSeconds = 900;
/** A link is made anew at every request, so it need not live longer than a click. */
const downloadSeconds = 300;
/** A racing write of the same key answers 409; S3 asks to try again. */
const writes = 4;

export const bucketName = (settings: Settings, bucket: Bucket): string => {
  const names = {
    intake: settings.INTAKE_BUCKET,
    documents: settings.DOCUMENTS_BUCKET,
    archive: settings.ARCHIVE_BUCKET,
  };
  const name = names[bucket];
  if (name === undefined) throw new Error(`this function has no ${bucket} bucket`);
  return name;
};

/** Custom endpoints do not resolve a host name per bucket. */
export const clientFor = (settings: Settings): S3Client =>
  new S3Client({ forcePathStyle: (settings.AWS_ENDPOINT_URL_S3 ?? settings.AWS_ENDPOINT_URL) !== undefined });

const hasStatus = (fault: unknown, status: number): boolean =>
  fault instanceof S3ServiceException && fault.$metadata.httpStatusCode === status;

export const Version = z.string().default('');

type Place = { readonly Bucket: string; readonly Key: string };

const openAt = async (client: S3Client, place: Place): Promise<{ body: Readable; size: number }> => {
  const { Body, ContentLength } = await client.send(new GetObjectCommand(place));
  if (!(Body instanceof Readable) || ContentLength === undefined) throw new Error(`object ${place.Key} has no body`);
  return { body: Body, size: ContentLength };
};

const bytesAt = async (client: S3Client, place: Place): Promise<Uint8Array> => {
  const { Body } = await client.send(new GetObjectCommand(place));
  if (Body === undefined) throw new Error(`object ${place.Key} has no body`);
  return Body.transformToByteArray();
};

/** What stands under a key already: the same bytes are the same write, other bytes a fault. */
const asWritten = async (client: S3Client, place: Place, sha256: string): Promise<StoredObject> => {
  const head = await client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' }));
  const there =
    head.ChecksumSHA256 === undefined
      ? sha256Hex(await bytesAt(client, place))
      : Buffer.from(head.ChecksumSHA256, 'base64').toString('hex');
  if (there !== sha256) throw new Error(`object ${place.Key} exists with other bytes`);
  return { key: place.Key, versionId: Version.parse(head.VersionId), sha256, size: head.ContentLength ?? 0 };
};

/** A range that begins behind the last byte is no fault: there is nothing more. */
async function* bytesFrom(client: S3Client, place: Place, from: number): AsyncIterable<Uint8Array> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ ...place, Range: `bytes=${from}-` }));
    if (!(Body instanceof Readable)) throw new Error(`object ${place.Key} has no body`);
    for await (const piece of Body) yield Piece.parse(piece);
  } catch (fault) {
    if (!hasStatus(fault, 416)) throw fault;
  }
}
const Piece = z.instanceof(Uint8Array);

interface WriteOptions {
  readonly mediaType: string;
  readonly hold?: boolean;
  readonly heldForDays?: number;
}

/** What keeps an object from the moment that it is there. */
export const lockOf = (
  { ARCHIVE_EVENT_HOLD, ARCHIVE_LOCK_MODE }: Settings,
  { hold, heldForDays }: WriteOptions,
): Partial<PutObjectCommandInput> => {
  if (heldForDays !== undefined && ARCHIVE_EVENT_HOLD === 'true')
    return {
      ObjectLockMode: ARCHIVE_LOCK_MODE,
      ObjectLockEventHold: 'ON',
      ObjectLockEventHoldDurationDays: Math.max(1, heldForDays),
    };
  return hold === true || heldForDays !== undefined ? { ObjectLockLegalHoldStatus: 'ON' } : {};
};

/** What S3 is given: bytes, or a stream of known hash that is opened anew at each attempt. */
interface Content {
  readonly sha256: string;
  readonly open: () => Promise<{ readonly body: Uint8Array | Readable; readonly size: number }>;
}

const putOnce = async (
  client: S3Client,
  settings: Settings,
  place: Place,
  { sha256, open }: Content,
  options: WriteOptions,
): Promise<StoredObject> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body, size } = await open();
      const { VersionId } = await client.send(
        new PutObjectCommand({
          ...place,
          Body: body,
          ContentLength: size,
          ContentType: options.mediaType,
          ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
          IfNoneMatch: '*',
          ...lockOf(settings, options),
        }),
      );
      return { key: place.Key, versionId: Version.parse(VersionId), sha256, size };
    } catch (fault) {
      if (hasStatus(fault, 412)) return asWritten(client, place, sha256);
      if (!hasStatus(fault, 409) || attempt === writes) throw fault;
      await delay(attempt * 50);
    }
  }
};

const contentOfBytes = (bytes: Uint8Array): Content => ({
  sha256: sha256Hex(bytes),
  open: async () => ({ body: bytes, size: bytes.byteLength }),
});

/** Uploads, evidence and packages in S3: one client, three buckets. */
export const s3Documents = (env: Environment): Documents => {
  const settings = Settings.parse(env);
  const client = clientFor(settings);
  const place = (bucket: Bucket, key: string, versionId?: string): Place => ({
    Bucket: bucketName(settings, bucket),
    Key: key,
    ...(versionId === undefined ? {} : { VersionId: versionId }),
  });
  return {
    presignUpload: async ({ key, mediaType, maxBytes }) =>
      createPresignedPost(client, {
        ...place('intake', key),
        Fields: { 'Content-Type': mediaType },
        Conditions: [
          ['content-length-range', 1, maxBytes],
          ['eq', '$Content-Type', mediaType],
        ],
        Expires: uploadSeconds,
      }),
    presignDownload: async (bucket, key, versionId) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...place(bucket, key),
          ...(versionId === undefined ? {} : { VersionId: versionId }),
          ResponseContentDisposition: 'attachment',
        }),
        { expiresIn: downloadSeconds },
      ),
    stream: (bucket, key, from, versionId) => bytesFrom(client, place(bucket, key, versionId), from),
    read: async (bucket, key, versionId) => bytesAt(client, place(bucket, key, versionId)),
    digest: async (bucket, key, versionId) => digestOf((await openAt(client, place(bucket, key, versionId))).body),
    copy: async (from, to, { sha256, ...options }) =>
      putOnce(
        client,
        settings,
        place(to.bucket, to.key),
        { sha256, open: async () => openAt(client, place(from.bucket, from.key)) },
        options,
      ),
    write: async (bucket, key, bytes, options) =>
      putOnce(client, settings, place(bucket, key), contentOfBytes(bytes), options),
    hold: async (bucket, key, versionId, on) => {
      await client.send(
        new PutObjectLegalHoldCommand({
          ...place(bucket, key),
          VersionId: versionId,
          LegalHold: { Status: on ? 'ON' : 'OFF' },
        }),
      );
    },
    remove: async (bucket, key) => {
      await client.send(new DeleteObjectCommand(place(bucket, key)));
    },
  };
};
