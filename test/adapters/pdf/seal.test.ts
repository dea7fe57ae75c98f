import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { kmsSigner } from '#functions/adapters/kms/signer.ts';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { sealCertificateOf, sealPdf } from '#functions/adapters/pdf/sign.ts';
import { X509Certificate } from 'node:crypto';
import { hardAgreement } from '#test/adapters/pdf/agreement-samples.ts';
import { opensslVerifies } from '#test/support/openssl.ts';

/** A key that nobody can read: KMS gives its public half and signatures, nothing else. */
const signer = async () => {
  const { KeyMetadata } = await new KMSClient({}).send(
    new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  );
  return kmsSigner({ SIGNING_KEY_ID: KeyMetadata?.KeyId });
};

test('R37, C33: OpenSSL verifies a seal that a KMS key made, and no flipped byte gets past it', async () => {
  const kms = await signer();
  const text = await renderPdf(hardAgreement('zh-Hans'));
  const certificate = await sealCertificateOf(kms, { name: 'Sample Bank' });
  const sealed = await sealPdf(text, {
    signer: kms,
    ...certificate,
    fieldName: 'Bank',
    signedAt: '2026-03-12T04:00:00Z',
  });
  expect(Buffer.compare(Buffer.from(sealed.subarray(0, text.length)), Buffer.from(text))).toBe(0);
  expect(opensslVerifies(sealed, certificate.certificate)).toBe(true);
  for (const place of [100, Math.floor(text.length / 2), sealed.length - 20]) {
    const flipped = Uint8Array.from(sealed);
    flipped[place] = (flipped[place] ?? 0) ^ 1;
    expect(opensslVerifies(flipped, certificate.certificate), `byte ${place}`).toBe(false);
  }
  const stranger = await sealCertificateOf(await signer(), { name: 'Sample Bank' });
  expect(opensslVerifies(sealed, stranger.certificate)).toBe(false);
});

test("the bank's own certificate takes the place of the self-issued one, with those above it", async () => {
  const kms = await signer();
  const [own, above] = [
    await sealCertificateOf(kms, { name: 'Sample Bank' }),
    await sealCertificateOf(await signer(), { name: 'Sample Authority' }),
  ].map(({ certificate }) => new X509Certificate(certificate));
  const pem = `${own?.toString() ?? ''}${above?.toString() ?? ''}`;
  const read = await sealCertificateOf(kms, { name: 'ignored', pem });
  expect(new X509Certificate(read.certificate).subject).toBe('CN=Sample Bank');
  expect(read.chain?.map((one) => new X509Certificate(one).subject)).toEqual(['CN=Sample Authority']);
});
