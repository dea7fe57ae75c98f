import { PDF } from '@libpdf/core';
import type { Signer } from '#functions/usecases/ports.ts';

/** The bank's certificate for the signing key, DER, issued by whom the bank trusts; configuration, not code. */
export interface SealCertificate {
  readonly certificate: Uint8Array;
  readonly chain?: readonly Uint8Array[];
}

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
