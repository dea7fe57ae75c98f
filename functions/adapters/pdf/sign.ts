import { PDF } from '@libpdf/core';
import { X509Certificate } from 'node:crypto';
import { selfIssuedCertificate } from '#functions/adapters/pdf/self-issued-certificate.ts';
import type { Signer } from '#functions/usecases/ports.ts';

/** The bank's certificate for the signing key, DER, issued by whom the bank trusts; configuration, not code. */
export interface SealCertificate {
  readonly certificate: Uint8Array;
  readonly chain?: readonly Uint8Array[];
}

/** As long as an agreement of sixty months and the ten years of its archive may last. */
const validity = { from: '2026-01-01T00:00:00Z', until: '2056-01-01T00:00:00Z' } as const;

/** The bank's certificates for the key as PEM, its own first, then those above it; without any the key vouches for itself. */
export const sealCertificateOf = async (
  signer: Signer,
  { name, pem = '' }: { readonly name: string; readonly pem?: string | undefined },
): Promise<SealCertificate> => {
  const [own, ...chain] = (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? []).map(
    (one) => new Uint8Array(new X509Certificate(one).raw),
  );
  return own === undefined
    ? { certificate: await selfIssuedCertificate(signer, { name, ...validity }) }
    : { certificate: own, chain };
};

export interface Seal extends SealCertificate {
  readonly signer: Pick<Signer, 'sign'>;
  /** Name of the signature field; one a signature, so that a second party adds its own. */
  readonly fieldName: string;
  readonly signedAt: string;
  readonly reason?: string;
}

/**
 * PAdES B-B: the signature lies in the file itself, so that any reader detects a later change (C33). The key never leaves
 * KMS, whose DER answer goes into the CMS container as it is. Signed files stay PDF/A-2a and PDF/UA-1.
 */
export const sealPdf = async (bytes: Uint8Array, seal: Seal): Promise<Uint8Array> => {
  const pdf = await PDF.load(bytes);
  const signed = await pdf.sign({
    signer: {
      certificate: seal.certificate,
      certificateChain: [...(seal.chain ?? [])],
      keyType: 'EC',
      signatureAlgorithm: 'ECDSA',
      sign: async (content) => (await seal.signer.sign(content)).signature,
    },
    fieldName: seal.fieldName,
    level: 'B-B',
    signingTime: new Date(seal.signedAt),
    ...(seal.reason === undefined ? {} : { reason: seal.reason }),
  });
  return signed.bytes;
};
