import { HeadObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { clientFor, Settings } from '#functions/adapters/s3/documents.ts';
import type { Environment } from '#functions/adapters/s3/documents.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Statistics } from '#functions/usecases/ports.ts';

/** The bucket of the nightly export. */
export const s3Statistics = (env: Environment): Statistics => {
  const { STATISTICS_BUCKET: Bucket } = z.object({ STATISTICS_BUCKET: z.string() }).parse(env);
  const client = clientFor(Settings.parse(env));
  const stands = async (Key: string): Promise<string | undefined> => {
    try {
      return (await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))).ChecksumSHA256;
    } catch (fault) {
      if (fault instanceof S3ServiceException && fault.$metadata.httpStatusCode === 404) return undefined;
      throw fault;
    }
  };
  return {
    put: async (Key, text, ContentType) => {
      const ChecksumSHA256 = Buffer.from(sha256Hex(text), 'hex').toString('base64');
      if ((await stands(Key)) === ChecksumSHA256) return;
      await client.send(new PutObjectCommand({ Bucket, Key, Body: text, ContentType, ChecksumSHA256 }));
    },
  };
};
