import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { createHash, createPublicKey } from 'node:crypto';
import * as z from 'zod';
import type { Signer } from '#functions/usecases/ports.ts';

const Settings = z.object({ SIGNING_KEY_ID: z.string().min(1) });
const Bytes = z.instanceof(Uint8Array);

/** ECDSA P-256 by a key that never leaves KMS; only the digest travels, so size does not matter. */
export const kmsSigner = (env: Readonly<Record<string, string | undefined>>): Signer => {
  const { SIGNING_KEY_ID } = Settings.parse(env);
  const client = new KMSClient({});
  let pem: string | undefined;
  return {
    sign: async (bytes) => {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: SIGNING_KEY_ID,
          Message: createHash('sha256').update(bytes).digest(),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      return { signature: Bytes.parse(Signature), algorithm: 'ECDSA_SHA_256' };
    },
    publicKey: async () => {
      if (pem !== undefined) return pem;
      const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: SIGNING_KEY_ID }));
      const key = createPublicKey({ key: Buffer.from(Bytes.parse(PublicKey)), format: 'der', type: 'spki' });
      pem = key.export({ format: 'pem', type: 'spki' }).toString();
      return pem;
    },
  };
};
