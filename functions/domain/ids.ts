import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';

/** Opaque id: a prefix and 26 characters of Crockford base32, or whatever a core system calls its things. */
export const Id = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_.-]{0,63}$/);
export type Id = z.infer<typeof Id>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const sha256Hex = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const Bytes = z.instanceof(Uint8Array);

/** Hash and size of what comes in pieces: nothing is held but the piece at hand. */
export const digestOf = async (pieces: AsyncIterable<unknown>): Promise<{ sha256: string; size: number }> => {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of pieces) {
    const bytes = Bytes.parse(piece);
    hash.update(bytes);
    size += bytes.byteLength;
  }
  return { sha256: hash.digest('hex'), size };
};

/** Digest of a short text under the file's salt, so that the journal proves a text without giving it away (architecture 3). */
export const hmacHex = (salt: string, text: string): string =>
  createHmac('sha256', salt).update(text, 'utf8').digest('hex');

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const base32 = (bytes: Uint8Array, length: number): string => {
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      bits -= 5;
      text += alphabet[(value >>> bits) & 31] ?? '';
    }
    value &= (1 << bits) - 1;
  }
  return text;
};

/** Ids that follow from the request alone: deciding again after a conflict gives the same ids. */
export const idMaker = (seed: string): ((prefix: string) => Id) => {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}_${base32(createHash('sha256').update(`${seed}|${prefix}|${count}`).digest(), 26)}`;
  };
};
