import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from '#test/support/aws/reply.ts';

export interface KeptVersion {
  readonly bytes: Buffer;
  readonly versionId: string;
  readonly mediaType: string;
  readonly hold: string;
  readonly retainUntil: string;
}
/** By `bucket/key`. */
export type Objects = Map<string, KeptVersion>;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const fault = (status: number, code: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`),
});

const first = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? '') : (value ?? '');

const put = (objects: Objects, name: string, { headers, body }: Asked): Reply => {
  if (headers['if-none-match'] === '*' && objects.has(name)) return fault(412, 'PreconditionFailed');
  const given = first(headers['x-amz-checksum-sha256']);
  const sha256 = createHash('sha256').update(body).digest('base64');
  if (given !== '' && given !== sha256) return fault(400, 'BadDigest');
  objects.set(name, {
    bytes: body,
    versionId: 'v1',
    mediaType: first(headers['content-type']),
    hold: first(headers['x-amz-object-lock-legal-hold']),
    retainUntil: first(headers['x-amz-object-lock-retain-until-date']),
  });
  return { status: 200, headers: { etag: '"e"', 'x-amz-version-id': 'v1' }, body: Buffer.alloc(0) };
};

const get = (objects: Objects, name: string, { method, headers }: Asked): Reply => {
  const kept = objects.get(name);
  if (kept === undefined) return fault(404, 'NoSuchKey');
  const from = Number(/^bytes=(\d+)-$/.exec(first(headers['range']))?.[1] ?? '0');
  if (from > 0 && from >= kept.bytes.length) return fault(416, 'InvalidRange');
  const sha256 = createHash('sha256').update(kept.bytes).digest('base64');
  const bytes = kept.bytes.subarray(from);
  return {
    status: from > 0 ? 206 : 200,
    headers: {
      etag: '"e"',
      'content-length': String(bytes.length),
      'content-type': kept.mediaType,
      'x-amz-version-id': kept.versionId,
      ...(from > 0 ? {} : { 'x-amz-checksum-sha256': sha256 }),
    },
    body: method === 'HEAD' ? Buffer.alloc(0) : bytes,
  };
};

const xml = (body: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(body),
});

const retention = (objects: Objects, name: string, { method, body }: Asked): Reply => {
  const kept = objects.get(name);
  if (kept === undefined) return fault(404, 'NoSuchKey');
  if (method === 'GET')
    return kept.retainUntil === ''
      ? fault(404, 'NoSuchObjectLockConfiguration')
      : xml(`<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>${kept.retainUntil}</RetainUntilDate></Retention>`);
  const until = /<RetainUntilDate>([^<]+)</.exec(body.toString('utf8'))?.[1] ?? '';
  objects.set(name, { ...kept, retainUntil: until });
  return xml('');
};

const versions = (objects: Objects, bucket: string, prefix: string): Reply => {
  const start = `${bucket.replace(/\/$/, '')}/`;
  const found = [...objects]
    .filter(([name]) => name.startsWith(`${start}${prefix}`))
    .map(
      ([name, { versionId }]) =>
        `<Version><Key>${name.slice(start.length)}</Key><VersionId>${versionId}</VersionId></Version>`,
    );
  return xml(`<ListVersionsResult><IsTruncated>false</IsTruncated>${found.join('')}</ListVersionsResult>`);
};

/** S3 as far as the documents' adapter uses it: one version of a key, legal holds, a retention. */
export const s3 = (objects: Objects, asked: Asked): Reply => {
  const name = decodeURIComponent(asked.url.pathname.slice(1));
  const kept = objects.get(name);
  if (asked.url.searchParams.has('legal-hold')) {
    if (kept === undefined) return fault(404, 'NoSuchKey');
    const status = /<Status>(\w+)<\/Status>/.exec(asked.body.toString('utf8'))?.[1] ?? '';
    objects.set(name, { ...kept, hold: status });
    return { status: 200, headers: {}, body: Buffer.alloc(0) };
  }
  if (asked.url.searchParams.has('retention')) return retention(objects, name, asked);
  if (asked.url.searchParams.has('versions'))
    return versions(objects, name, asked.url.searchParams.get('prefix') ?? '');
  if (asked.method === 'PUT') return put(objects, name, asked);
  if (asked.method === 'DELETE') {
    objects.delete(name);
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  }
  return get(objects, name, asked);
};
