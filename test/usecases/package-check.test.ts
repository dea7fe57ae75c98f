import { Readable } from 'node:stream';
import { flattenedVerify, importJWK } from 'jose';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { detachedJws, protectedHeader, signingInput, signingKeyOf } from '#functions/domain/archive/jws.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Entry } from '#functions/domain/journal.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { Inventory } from '#functions/domain/archive/package.ts';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { checkPackage } from '#infra/local/package-check.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { folder, work, aSettledCase, packed, bytesAt, jsonAt } from '#test/usecases/packing.ts';

const changedAt = (ports: FakePorts, path: string): Uint8Array => {
  const changed = Uint8Array.from(bytesAt(ports, path));
  changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
  return changed;
};
const checked = async (ports: FakePorts, trusted?: string) => {
  const files = [...ports.documents.objects].filter(([key]) => key.startsWith(folder));
  const byPath = new Map(files.map(([key, { bytes }]) => [key.slice(folder.length), bytes]));
  return checkPackage(
    {
      paths: [...byPath.keys()],
      open: async (path) => Readable.from([Buffer.from(byPath.get(path) ?? [])]),
      close: () => {},
    },
    trusted,
  );
};

const read = async (ports: FakePorts, requestId: string): Promise<void> =>
  logRead(ports, work.caseId, wasRead('DocumentRead', { documentId: 'doc_1' }), {
    asOf: work.asOf,
    principal: { id: 'auditor-1', role: 'auditor' },
    requestId,
  });

test('R64: a package is a BagIt bag that anyone can check: hashes, seal, and the chain of the journal in it', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const inventory = Inventory.parse(jsonAt(ports, 'inventory.json'));
  expect(await checked(ports)).toEqual({
    files: inventory.objects.length + 7,
    entries: inventory.journal.entries,
    kid: signingKeyOf(await ports.signer.publicKey()).kid,
  });
  expect(Buffer.from(bytesAt(ports, 'bagit.txt')).toString()).toBe(
    'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
  );
  for (const { path } of inventory.objects) expect(path).toMatch(/^data\//u);
});

test('4.11, 17: the access log up to the freeze is in the package, the same at every repeat, and checked with it', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  for (const requestId of ['a', 'b']) await read(ports, requestId);
  await packed(ports);
  await read(ports, 'after the freeze');
  const { objects } = await archiving.listWhatIsKept(ports, work);
  for (const object of objects.filter(({ path }) => path === 'data/access-log.jsonl'))
    await archiving.copyAndHash(ports, renderPdf, { ...work, object });
  const lines = Buffer.from(bytesAt(ports, 'data/access-log.jsonl')).toString().trim().split('\n');
  expect(lines.map((line) => Entry.parse(JSON.parse(line)).requestId)).toEqual(['a', 'b']);
  const inventory = Inventory.parse(jsonAt(ports, 'inventory.json'));
  expect(inventory.accessLog).toEqual({ entries: 2, headHash: Entry.parse(JSON.parse(lines[1] ?? '')).hash });
  expect(await checked(ports)).toMatchObject({ entries: inventory.journal.entries });
});

test('R64: the seal is a detached JWS that another implementation accepts, and only for these bytes', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const [header = '', , signature = ''] = Buffer.from(bytesAt(ports, 'tagmanifest-sha256.txt.jws'))
    .toString()
    .trim()
    .split('.');
  const key = await importJWK(
    z.looseObject({ kty: z.literal('EC') }).parse(jsonAt(ports, 'signing-key.jwk.json')),
    'ES256',
  );
  const payload = Buffer.from(bytesAt(ports, 'tagmanifest-sha256.txt')).toString('base64url');
  await expect(flattenedVerify({ protected: header, signature, payload }, key)).resolves.toMatchObject({
    protectedHeader: { alg: 'ES256' },
  });
  const other = Buffer.from(changedAt(ports, 'tagmanifest-sha256.txt')).toString('base64url');
  await expect(flattenedVerify({ protected: header, signature, payload: other }, key)).rejects.toThrow('signature');
});

const withFile = (ports: FakePorts, path: string, bytes: Uint8Array | undefined, as = path): FakePorts => {
  const objects = new Map(ports.documents.objects);
  const there = objects.get(`${folder}${path}`) ?? objects.get(`${folder}bagit.txt`);
  if (there === undefined) throw new Error('no package');
  objects.delete(`${folder}${path}`);
  if (bytes !== undefined) objects.set(`${folder}${as}`, { ...there, bytes });
  return { ...ports, documents: { ...ports.documents, objects } };
};

test('R64: a flipped byte in any file of the package is named', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await read(ports, 'a');
  await packed(ports);
  const paths = [...ports.documents.objects.keys()]
    .filter((key) => key.startsWith(folder))
    .map((key) => key.slice(folder.length));
  expect(paths.length).toBeGreaterThan(15);
  for (const path of paths) {
    const found = await checked(withFile(ports, path, changedAt(ports, path)));
    const blamed = path === 'tagmanifest-sha256.txt' ? 'tagmanifest-sha256.txt.jws' : path;
    expect(found, path).toEqual({ wrong: expect.stringContaining(blamed) });
  }
});

/** A forger's work: one file is another, every hash above it is right again, and the seal is made with a key of his own. */
const resealed = async (ports: FakePorts, path: string, text: string): Promise<FakePorts> => {
  const { signer } = fakePorts();
  const before = sha256Hex(bytesAt(ports, path));
  const textAt = (of: FakePorts, name: string): string => Buffer.from(bytesAt(of, name)).toString();
  let forged = withFile(ports, path, Buffer.from(text));
  const manifest = textAt(forged, 'manifest-sha256.txt').replace(before, sha256Hex(text));
  const tagManifest = textAt(forged, 'tagmanifest-sha256.txt').replace(
    sha256Hex(bytesAt(forged, 'manifest-sha256.txt')),
    sha256Hex(manifest),
  );
  const key = signingKeyOf(await signer.publicKey());
  const header = protectedHeader(key.kid);
  const { signature } = await signer.sign(signingInput(header, Buffer.from(tagManifest)));
  const files = {
    'manifest-sha256.txt': manifest,
    'tagmanifest-sha256.txt': tagManifest,
    'tagmanifest-sha256.txt.jws': `${detachedJws(header, signature)}\n`,
    'signing-key.jwk.json': JSON.stringify(key),
  };
  for (const [name, content] of Object.entries(files)) forged = withFile(forged, name, Buffer.from(content));
  return forged;
};

test('R64: a key beside the package that is another point, or none of the curve, is named', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const path = 'signing-key.jwk.json';
  const text = Buffer.from(bytesAt(ports, path)).toString();
  for (const member of ['x', 'y']) {
    const other = text.replace(
      new RegExp(`("${member}": ")(.)`, 'u'),
      (_, name: string, first: string) => `${name}${first === 'A' ? 'B' : 'A'}`,
    );
    expect(other).not.toBe(text);
    expect(await checked(withFile(ports, path, Buffer.from(other)))).toEqual({ wrong: expect.stringContaining(path) });
  }
});

test('R64: a journal line changed under new hashes and a new seal is found by its chain, and the seal by its key', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const path = 'data/journal.jsonl';
  const lines = Buffer.from(bytesAt(ports, path)).toString().split('\n');
  const text = lines.map((line, index) => (index === 4 ? line.replace('"v":1', '"v":2') : line)).join('\n');
  const forged = await resealed(ports, path, text);
  expect(await checked(forged)).toEqual({ wrong: `${path} is broken at entry 5` });
  const published = signingKeyOf(await ports.signer.publicKey()).kid;
  expect(await checked(forged, published)).toEqual({ wrong: expect.stringContaining('not with') });
});

test('R64: a file removed, added or renamed, another key: each is found', async () => {
  const ports = fakePorts();
  await aSettledCase(ports);
  await packed(ports);
  const path = 'data/documents/doc_1.png';
  expect(await checked(withFile(ports, path, undefined))).toEqual({ wrong: `${path} is missing` });
  expect(await checked(withFile(ports, path, bytesAt(ports, path), 'data/documents/doc_2.png'))).toEqual({
    wrong: `${path} is missing`,
  });
  expect(await checked(withFile(ports, 'data/extra.txt', new Uint8Array([1])))).toEqual({
    wrong: 'data/extra.txt is not part of the package',
  });
  const published = signingKeyOf(await ports.signer.publicKey()).kid;
  const forged = { ...fakePorts(), cases: ports.cases };
  const { objects } = await archiving.listWhatIsKept(ports, work);
  for (const { key } of objects)
    if (key !== undefined)
      await forged.documents.write('documents', key, await ports.documents.read('documents', key), {
        mediaType: 'application/octet-stream',
      });
  await packed(forged);
  expect(await checked(forged)).toMatchObject({ files: expect.any(Number) });
  expect(await checked(forged, published)).toEqual({ wrong: expect.stringContaining('not with') });
});
