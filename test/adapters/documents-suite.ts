import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { Documents } from '#functions/usecases/ports.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every store of documents does. */
export const documentsSuite = (where: string, makeDocuments: () => Promise<Documents>): void => {
  describe(`documents ${where}`, () => {
    let documents: Documents;
    beforeAll(async () => {
      documents = await makeDocuments();
    });
    const pdf = { mediaType: 'application/pdf' };

    test('what was written is read, with its digest and size', async () => {
      const key = `case/${randomUUID()}`;
      const stored = await documents.write('documents', key, bytes('an agreement'), { ...pdf, hold: true });
      expect(stored).toMatchObject({ key, sha256: sha256Hex('an agreement'), size: 12 });
      expect(stored.versionId).not.toBe('');
      expect(new TextDecoder().decode(await documents.read('documents', key))).toBe('an agreement');
    });

    test('writing the same bytes again answers as the first time; other bytes are refused', async () => {
      const key = `case/${randomUUID()}`;
      const first = await documents.write('documents', key, bytes('one'), pdf);
      expect(await documents.write('documents', key, bytes('one'), pdf)).toEqual(first);
      await expect(documents.write('documents', key, bytes('two'), pdf)).rejects.toThrow(/other bytes/);
      expect(new TextDecoder().decode(await documents.read('documents', key))).toBe('one');
    });

    test('a file of a package is held from its first byte, whatever comes later', async () => {
      const key = `case/${randomUUID()}`;
      const stored = await documents.write('archive', key, bytes('package'), { ...pdf, heldForDays: 3650 });
      expect(stored.size).toBe(7);
    });

    test('a hold is placed and lifted', async () => {
      const key = `case/${randomUUID()}`;
      const { versionId } = await documents.write('documents', key, bytes('evidence'), pdf);
      await documents.hold('documents', key, versionId, true);
      await expect(documents.hold('documents', key, versionId, false)).resolves.toBeUndefined();
    });

    test('reading what is not there is a fault, removing it is not', async () => {
      await expect(documents.read('documents', `case/${randomUUID()}`)).rejects.toThrow(Error);
      await expect(documents.remove('intake', `case/${randomUUID()}`)).resolves.toBeUndefined();
    });

    test('a download link names the object and no bucket key of another', async () => {
      const link = new URL(await documents.presignDownload('documents', 'case/one', 'v1'));
      expect(link.href).toContain('case/one');
      expect(link.searchParams.get('versionId')).toBe('v1');
    });

    test('an upload form fixes key and type', async () => {
      const { url, fields } = await documents.presignUpload({
        key: 'case/upload',
        mediaType: 'image/png',
        maxBytes: 10,
      });
      expect(new URL(url).protocol).toMatch(/^https?:$/);
      expect(fields).toMatchObject({ key: 'case/upload', 'Content-Type': 'image/png' });
    });
  });
};
