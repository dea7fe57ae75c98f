import { createHash, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';

const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

/** A public P-256 key as JWK (RFC 7517), named by its thumbprint (RFC 7638). */
export const SigningKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
});
export type SigningKey = z.infer<typeof SigningKey>;

const Exported = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/** RFC 7638: the name of a key that follows from the key itself. */
export const thumbprintOf = ({ kty, crv, x, y }: z.infer<typeof Exported>): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');

export const signingKeyOf = (publicKeyPem: string): SigningKey & { readonly alg: string; readonly use: string } => {
  const key = Exported.parse(createPublicKey(publicKeyPem).export({ format: 'jwk' }));
  return { ...key, kid: thumbprintOf(key), alg: 'ES256', use: 'sig' };
};

const scalarBytes = 32;

/** One INTEGER of a DER signature: its value as 32 bytes, and where the next begins. */
const scalarAt = (der: Uint8Array, at: number): { readonly value: Buffer; readonly next: number } => {
  const length = der[at + 1] ?? 0;
  const next = at + 2 + length;
  const digits = Buffer.from(der.slice(at + 2, next));
  const bare = digits.subarray(Math.max(0, digits.length - scalarBytes));
  return { value: Buffer.concat([Buffer.alloc(scalarBytes - bare.length), bare]), next };
};

/** KMS answers a DER sequence of two integers; JWS wants them side by side (RFC 7518, 3.4). */
const rawSignature = (der: Uint8Array): Buffer => {
  const first = scalarAt(der, 2);
  return Buffer.concat([first.value, scalarAt(der, first.next).value]);
};

export const protectedHeader = (kid: string): string => base64url(JSON.stringify({ alg: 'ES256', kid }));

/** What is signed: header and payload, although the payload is left out of the JWS (RFC 7515, appendix F). */
export const signingInput = (header: string, payload: Uint8Array): Uint8Array =>
  Buffer.from(`${header}.${base64url(payload)}`, 'ascii');

export const detachedJws = (header: string, derSignature: Uint8Array): string =>
  `${header}..${base64url(rawSignature(derSignature))}`;

/** Whether a detached JWS is a signature over these bytes by this key. */
export const isSignedBy = (jws: string, payload: Uint8Array, { kty, crv, x, y }: SigningKey): boolean => {
  const [header = '', middle, signature = ''] = jws.trim().split('.');
  const isEs256 = Buffer.from(header, 'base64url').toString('utf8').startsWith('{"alg":"ES256"');
  if (middle !== '' || !isEs256) return false;
  const key = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' });
  return verify(
    'sha256',
    signingInput(header, payload),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
};
