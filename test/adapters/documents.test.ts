import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { s3Documents } from '#functions/adapters/s3/documents.ts';
import { documentsSuite } from '#test/adapters/documents-suite.ts';
import { fakeSigner } from '#test/support/fake-services.ts';
import { fakeDocuments } from '#test/support/fake-documents.ts';

documentsSuite('in memory', async () => fakeDocuments());

const endpoint = process.env['EMULATOR_ENDPOINT'];

/** Buckets of the suite's own, as the data stack makes them. */
const bucketsAt = async (url: string): Promise<Record<string, string>> => {
  const s3 = new S3Client({ endpoint: url, forcePathStyle: true });
  const made: Record<string, string> = {};
  for (const bucket of ['INTAKE_BUCKET', 'DOCUMENTS_BUCKET', 'ARCHIVE_BUCKET']) {
    const name = `${bucket.toLowerCase().replace('_', '-')}-${randomUUID().slice(0, 8)}`;
    await s3.send(new CreateBucketCommand({ Bucket: name, ObjectLockEnabledForBucket: bucket !== 'INTAKE_BUCKET' }));
    if (bucket !== 'INTAKE_BUCKET')
      await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: 'Enabled' } }));
    made[bucket] = name;
  }
  return made;
};

describe.skipIf(endpoint === undefined)('on the emulator', () => {
  documentsSuite('in S3', async () =>
    s3Documents({ ...process.env, ...(await bucketsAt(endpoint ?? '')), ARCHIVE_LOCK_MODE: 'GOVERNANCE' }),
  );
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a function without a bucket says so', async () => {
  await expect(s3Documents({}).read('archive', 'key')).rejects.toThrow('this function has no archive bucket');
});

test('an upload form is signed for a key, a type and a size', async () => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const documents = s3Documents({ INTAKE_BUCKET: 'intake', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
  const { fields } = await documents.presignUpload({ key: 'case/1', mediaType: 'image/png', maxBytes: 100 });
  const policy: unknown = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString('utf8'));
  expect(policy).toMatchObject({
    conditions: expect.arrayContaining([
      ['content-length-range', 1, 100],
      ['eq', '$Content-Type', 'image/png'],
      { key: 'case/1' },
      { bucket: 'intake' },
    ]),
  });
  const link = new URL(
    await s3Documents({ DOCUMENTS_BUCKET: 'documents', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }).presignDownload(
      'documents',
      'case/1',
    ),
  );
  expect(link.searchParams.get('X-Amz-Expires')).toBe('300');
});

test('the signer in memory makes signatures that its public key verifies', async () => {
  const signer = fakeSigner();
  const manifest = new TextEncoder().encode('manifest');
  const { signature, algorithm } = await signer.sign(manifest);
  expect(algorithm).toBe('ECDSA_SHA_256');
  expect(verify('sha256', manifest, createPublicKey(await signer.publicKey()), signature)).toBe(true);
  expect(verify('sha256', manifest, generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, signature)).toBe(
    false,
  );
});
