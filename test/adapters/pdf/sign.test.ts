import { createHash, createSign, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { selfIssuedCertificate } from '#functions/adapters/pdf/self-issued-certificate.ts';
import { sealPdf } from '#functions/adapters/pdf/sign.ts';
import { sampleCertificate } from '#functions/domain/agreement/template-samples.ts';
import { certificateDocument } from '#functions/domain/agreement/templates.ts';
import type { Signer } from '#functions/usecases/ports.ts';

const keySigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign: (bytes) =>
      Promise.resolve({ signature: createSign('sha256').update(bytes).sign(privateKey), algorithm: 'ECDSA_SHA_256' }),
    publicKey: () => Promise.resolve(publicKey.export({ format: 'pem', type: 'spki' }).toString()),
  };
};

const holder = { name: 'Sample Bank', from: '2026-01-01T00:00:00Z', until: '2046-01-01T00:00:00Z' };

test('the key issues itself a certificate that its own public key verifies', async () => {
  const certificate = new X509Certificate(await selfIssuedCertificate(keySigner(), holder));
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.subject).toBe('CN=Sample Bank');
  expect(certificate.validToDate.toISOString()).toBe('2046-01-01T00:00:00.000Z');
});

test('R37: a sealed file holds a PAdES signature over all its bytes but the signature itself', async () => {
  const signer = keySigner();
  const plain = await renderPdf(certificateDocument(sampleCertificate('en')));
  const signed = await sealPdf(plain, {
    signer,
    certificate: await selfIssuedCertificate(signer, holder),
    fieldName: 'Bank',
    signedAt: '2026-02-28T12:00:00Z',
  });
  const text = Buffer.from(signed).toString('latin1');
  expect(text).toContain('ETSI.CAdES.detached');
  // The unsigned text stays as it was: the signature is an addition at the end.
  expect(Buffer.compare(Buffer.from(signed.subarray(0, plain.length)), Buffer.from(plain))).toBe(0);
  const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/u.exec(text)?.slice(1).map(Number) ?? [];
  const [start = -1, length = 0, next = 0, rest = 0] = range;
  expect(start).toBe(0);
  expect(next + rest).toBe(signed.length);
  const covered = createHash('sha256').update(signed.subarray(0, length)).update(signed.subarray(next)).digest('hex');
  // The digest of what is covered stands in the signed attributes of the container.
  expect(text.slice(length, next).toLowerCase()).toContain(covered);
});
