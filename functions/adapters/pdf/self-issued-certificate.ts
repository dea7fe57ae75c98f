import { createHash, createPublicKey } from 'node:crypto';
import type { Signer } from '#functions/usecases/ports.ts';

/** DER: tag, length, value. */
const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Object identifiers, already encoded. */
const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'));
const commonName = hex('0603550403');
const keyUsage = hex('0603551d0f');
const subjectKeyIdentifier = hex('0603551d0e');

const nameOf = (name: string): Buffer =>
  sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name, 'utf8')))));

/** GeneralizedTime: '2026-01-01T00:00:00Z' is 20260101000000Z. */
const timeOf = (instant: string): Buffer =>
  der(0x18, Buffer.from(`${instant.slice(0, 19).replaceAll(/[-T:]/gu, '')}Z`, 'ascii'));

/** RFC 5280 wants UTCTime before 2050. */
const validityTime = (instant: string): Buffer =>
  instant < '2050'
    ? der(0x17, Buffer.from(`${instant.slice(2, 19).replaceAll(/[-T:]/gu, '')}Z`, 'ascii'))
    : timeOf(instant);

const extensions = (keyId: Buffer): Buffer =>
  der(
    0xa3,
    sequence(
      // Digital signature and content commitment, and nothing else.
      sequence(keyUsage, hex('0101ff'), der(0x04, hex('030206c0'))),
      sequence(subjectKeyIdentifier, der(0x04, der(0x04, keyId))),
    ),
  );

/**
 * A certificate that the signing key issues for itself: enough to prove integrity and who holds the key. A bank sets one
 * from its own authority instead; the text of the file stays the same.
 */
export const selfIssuedCertificate = async (
  signer: Signer,
  holder: { readonly name: string; readonly from: string; readonly until: string },
): Promise<Uint8Array> => {
  const key = createPublicKey(await signer.publicKey()).export({ format: 'der', type: 'spki' });
  const keyId = createHash('sha1').update(key).digest();
  const serial = Buffer.concat([
    Buffer.from([0x01]),
    createHash('sha256').update(key).update(holder.from).digest().subarray(0, 15),
  ]);
  const name = nameOf(holder.name);
  const body = sequence(
    der(0xa0, hex('020102')),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(validityTime(holder.from), validityTime(holder.until)),
    name,
    key,
    extensions(keyId),
  );
  const { signature } = await signer.sign(body);
  return new Uint8Array(sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature)));
};
