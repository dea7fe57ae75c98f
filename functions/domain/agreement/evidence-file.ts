import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';

/** The stored evidence of an agreement: the canonical record as text, and the bank's signature over its bytes. */
const EvidenceFile = z.strictObject({
  record: z.string(),
  signature: z.strictObject({ algorithm: z.literal('ECDSA_SHA_256'), value: z.string(), publicKey: z.string() }),
});

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
};

/** C33: whether the record is under a signature of this very key; any byte that was changed says no. */
export const isEvidenceGenuine = (bytes: Uint8Array, publicKey: string): boolean => {
  const file = EvidenceFile.safeParse(parsed(bytes));
  if (!file.success || file.data.signature.publicKey !== publicKey) return false;
  const { record, signature } = file.data;
  return verify(
    'sha256',
    Buffer.from(record, 'utf8'),
    createPublicKey(publicKey),
    Buffer.from(signature.value, 'base64'),
  );
};
