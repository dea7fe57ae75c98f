import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { certificateOf } from '#functions/domain/letters/letters.ts';
import { certified } from '#functions/domain/letters/paper.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/**
 * R58, 4.1: what the borrower gets when everything is paid: the file that was sealed then, the same for whoever asks. A
 * settlement that was taken back (4.15, 11) has no certificate any more. An auditor is told of it without its words.
 */
export const getSettlementCertificate =
  (ports: Ports): ActFor<typeof paymentOperations.getSettlementCertificate> =>
  async ({ params, principal }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const letter = certificateOf(file);
    if (letter === undefined)
      throw new Refusal('StateForbids', 'the certificate comes with the settlement', {
        rules: ['R58', '4.1'],
        state: file.status.state,
      });
    if (letter.sealed === undefined)
      throw new Refusal('LetterNotReady', 'the certificate is being drawn up', { rules: ['R58'] });
    const { key, sha256, sizeBytes } = letter.sealed;
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const bytes = principal.role === 'auditor' ? undefined : await ports.documents.read('documents', key);
    const pdf = {
      mediaType: 'application/pdf' as const,
      sha256,
      sizeBytes,
      ...(bytes === undefined ? {} : { base64: Buffer.from(bytes).toString('base64') }),
    };
    return { body: { ...aboutCase(file), ...certified(file, policy, letter), pdf }, etag: file.version };
  };
