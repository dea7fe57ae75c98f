import { drawUpAgreement } from '#functions/domain/agreement/draw-up.ts';
import { recordOriginal } from '#functions/domain/agreement/originals.ts';
import { signAgreement } from '#functions/domain/agreement/sign.ts';

/** Acts from the approved plan to two originals. */
export const agreementDeciders = { drawUpAgreement, signAgreement, recordOriginal };
