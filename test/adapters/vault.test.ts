import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { s3Documents } from '#functions/adapters/s3/documents.ts';
import { s3Vault } from '#functions/adapters/s3/vault.ts';

interface Heard {
  readonly asked: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What S3 is really asked for, where the emulator takes no notice: classes of storage, and the event hold. */
let heard: Heard[] = [];
let answer: Readonly<Record<string, string>> = {};
let server: Server;
let environment: Record<string, string> = {};

beforeEach(async () => {
  [heard, answer] = [[], {}];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ asked: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body });
      response.writeHead(request.url?.includes('restore') === true ? 202 : 200, {
        'x-amz-version-id': 'v1',
        ...answer,
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  environment = {
    ARCHIVE_BUCKET: 'archive',
    ARCHIVE_LOCK_MODE: 'COMPLIANCE',
    ARCHIVE_EVENT_HOLD: 'true',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
  vi.stubEnv('AWS_ENDPOINT_URL', environment['AWS_ENDPOINT_URL'] ?? '');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => server.close(resolve));
});

test('R66: with variable retention an object is written under an event hold, for as many days after the event as its class is kept', async () => {
  await s3Documents(environment).write('archive', 'packages/1/a', Buffer.from('a'), {
    mediaType: 'text/plain',
    heldForDays: 3652,
  });
  expect(heard[0]?.headers).toMatchObject({
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-event-hold': 'ON',
    'x-amz-object-lock-event-hold-duration-days': '3652',
  });
  expect(heard[0]?.headers).not.toHaveProperty('x-amz-object-lock-legal-hold');
});

test('R66: without it a legal hold stands until the package is closed', async () => {
  await s3Documents({ ...environment, ARCHIVE_EVENT_HOLD: 'false' }).write(
    'archive',
    'packages/1/a',
    Buffer.from('a'),
    {
      mediaType: 'text/plain',
      heldForDays: 3652,
    },
  );
  expect(heard[0]?.headers['x-amz-object-lock-legal-hold']).toBe('ON');
  expect(heard[0]?.headers).not.toHaveProperty('x-amz-object-lock-event-hold');
});

test('R66: closing sets the day of the class in the stage’s mode and ends the event hold with it', async () => {
  await s3Vault(environment).retain('packages/1/a', 'v1', '2037-01-31T00:00:00.000Z');
  const put = heard.find(({ asked }) => asked.startsWith('PUT'));
  expect(put?.asked).toMatch(/retention.*versionId=v1|versionId=v1.*retention/u);
  expect(put?.body).toContain('<Mode>COMPLIANCE</Mode>');
  expect(put?.body).toContain('<RetainUntilDate>2037-01-31T00:00:00Z</RetainUntilDate>');
  expect(put?.body).toContain('<EventHold>OFF</EventHold>');
});

test.each([
  [{}, 'ready'],
  [{ 'x-amz-storage-class': 'GLACIER_IR' }, 'ready'],
  [{ 'x-amz-storage-class': 'DEEP_ARCHIVE' }, 'cold'],
  [{ 'x-amz-storage-class': 'DEEP_ARCHIVE', 'x-amz-restore': 'ongoing-request="true"' }, 'restoring'],
  [{ 'x-amz-storage-class': 'DEEP_ARCHIVE', 'x-amz-restore': 'ongoing-request="false", expiry-date="x"' }, 'ready'],
])('R65: how S3 says where an object lies: %j', async (headers, warmth) => {
  answer = headers;
  expect(await s3Vault(environment).warmth('packages/1/a', 'v1')).toBe(warmth);
});

test('R65: one version is brought back for some days', async () => {
  await s3Vault(environment).restore('packages/1/a', 'v1', 7);
  expect(heard[0]?.asked).toMatch(/^POST .*restore.*versionId=v1|^POST .*versionId=v1.*restore/u);
  expect(heard[0]?.body).toContain('<Days>7</Days>');
});

test('R64: of an object that cannot be read the hash is asked that S3 took down', async () => {
  answer = { 'x-amz-checksum-sha256': Buffer.from('ab'.repeat(32), 'hex').toString('base64'), 'content-length': '0' };
  expect(await s3Vault(environment).attested('packages/1/a', 'v1')).toEqual({ sha256: 'ab'.repeat(32), size: 0 });
});
