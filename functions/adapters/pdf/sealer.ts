import { sealCertificateOf, sealPdf } from '#functions/adapters/pdf/sign.ts';
import type { SealCertificate } from '#functions/adapters/pdf/sign.ts';
import type { SealText, Signer } from '#functions/usecases/ports.ts';

/** Seals by the key of the signer, under the bank's certificate for it (`SEAL_CERTIFICATE`, PEM) or one that the key issues itself. */
export const pdfSealer = (signer: Signer, env: Readonly<Record<string, string | undefined>>): SealText => {
  const certificates = new Map<string, SealCertificate>();
  return async (bytes, { holder, signedAt, reason }) => {
    const certificate =
      certificates.get(holder) ?? (await sealCertificateOf(signer, { name: holder, pem: env['SEAL_CERTIFICATE'] }));
    certificates.set(holder, certificate);
    return sealPdf(bytes, { signer, ...certificate, fieldName: 'Bank', signedAt, reason });
  };
};
