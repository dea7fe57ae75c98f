import { createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';

/** Order of the base point of P-256 (FIPS 186-5). */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const modulo = (value: bigint): bigint => ((value % n) + n) % n;
const inverse = (value: bigint): bigint => {
  let [result, base, power] = [1n, modulo(value), n - 2n];
  for (; power > 0n; power >>= 1n, base = modulo(base * base)) if (power & 1n) result = modulo(result * base);
  return result;
};
const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** A positive INTEGER of DER. */
const integer = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = Buffer.from(Number.parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even, 'hex');
  return Buffer.concat([Buffer.from([2, bytes.length]), bytes]);
};

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const secret = numberOf(Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));

export const publicDer: Buffer = publicKey.export({ format: 'der', type: 'spki' });

/** KMS signs a digest that it is given; Node always hashes by itself, so here are the two lines of the standard. */
export const signDigest = (digest: Uint8Array): Buffer => {
  const nonce = randomBytes(31);
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(nonce);
  const r = modulo(numberOf(curve.getPublicKey().subarray(1, 33)));
  const s = modulo(inverse(numberOf(nonce)) * modulo(numberOf(digest) + r * secret));
  const both = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
};
