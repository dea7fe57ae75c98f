import { drawUpAgreement } from '#functions/domain/agreement/draw-up.ts';
import { recordOralArrangement } from '#functions/domain/agreement/oral.ts';
import { downloadOriginal, recordOriginal } from '#functions/domain/agreement/originals.ts';
import { downloadAmendment, sealAmendment } from '#functions/domain/agreement/seal-amendment.ts';
import { sealAgreement } from '#functions/domain/agreement/seal.ts';
import { signAgreement } from '#functions/domain/agreement/sign.ts';
import { recordSigningCodeSent, requestSigningCode } from '#functions/domain/agreement/signing-code.ts';

/** Acts from the approved plan to two originals. */
export const agreementDeciders = {
  recordOralArrangement,
  drawUpAgreement,
  requestSigningCode,
  recordSigningCodeSent,
  signAgreement,
  sealAgreement,
  sealAmendment,
  recordOriginal,
  downloadOriginal,
  downloadAmendment,
};
