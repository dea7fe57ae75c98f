import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { originalFiles } from '#functions/domain/agreement/originals.ts';
import { amendedBy } from '#functions/domain/agreement/seal-amendment.ts';
import { admitTo } from '#functions/domain/access.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { aboutCase, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { isIntact } from '#functions/usecases/check-agreement.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports, SealText } from '#functions/usecases/ports.ts';
import { sealed, sealedAmendment } from '#functions/usecases/seal-agreement.ts';
import { turnstile } from '#functions/usecases/turnstile.ts';

type Rows = typeof agreementOperations;
interface Place {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sha256: string;
}

/** Where the original lies: the sealed file, or the scan of the paper. */
const placeOf = (file: CaseFile, agreement: Agreement): Place => {
  if (agreement.sealed !== undefined) return agreement.sealed;
  const [sha256 = ''] = originalFiles(agreement);
  const scan = Object.values(file.documents).find((one) => one.sha256 === sha256 && one.key !== undefined);
  return { key: scan?.key ?? agreement.key, versionId: scan?.versionId ?? agreement.versionId, sha256 };
};

/** R38, 35a: the borrower's own original by private link, as long as it exists. A file that has changed is not handed out. */
export const downloadOriginal =
  (ports: Ports, seal: SealText): ActFor<Rows['downloadOriginal']> =>
  async (asked) => {
    const { caseId, agreementId } = asked.params;
    const before = await ports.cases.load(caseId);
    admitTo(asked.principal)(before);
    const ready = await sealed(ports, seal, before, agreementId, asked);
    const place = placeOf(ready, partOf(ready.agreements, agreementId));
    if (partOf(ready.agreements, agreementId).effectiveOn !== undefined && !(await isIntact(ports, place)))
      throw new Refusal('TextChanged', 'the stored file is not the one that was signed', {
        rules: ['R38', 'C34'],
      });
    const { file, replayed } = await perform(ports, caseId, 'downloadOriginal', { agreementId }, askingOf(asked));
    return {
      body: {
        ...aboutCase(file),
        agreement: partOf(file.agreements, agreementId),
        original: {
          sha256: place.sha256,
          link: await ports.documents.presignDownload('documents', place.key, place.versionId),
        },
      },
      etag: file.version,
      replayed,
    };
  };

/** R38, R48: the same for an amendment that both have signed on screen. */
export const downloadAmendment =
  (ports: Ports, seal: SealText): ActFor<Rows['downloadAmendment']> =>
  async (asked) => {
    const { caseId, ...names } = asked.params;
    const before = await ports.cases.load(caseId);
    admitTo(asked.principal)(before);
    const ready = await sealedAmendment(ports, seal, before, names, asked);
    const place = amendedBy(ready, names.agreementId, names.amendmentId).amendment.sealed;
    if (place !== undefined && !(await isIntact(ports, place)))
      throw new Refusal('TextChanged', 'the stored file is not the one that was signed', { rules: ['R38', 'C34'] });
    const { file, replayed } = await perform(ports, caseId, 'downloadAmendment', names, askingOf(asked));
    const { adjustment, amendment } = amendedBy(file, names.agreementId, names.amendmentId);
    const { key = '', versionId, sha256 } = amendment.sealed ?? {};
    return {
      body: {
        ...aboutCase(file),
        adjustment,
        original: { sha256, link: await ports.documents.presignDownload('documents', key, versionId) },
      },
      etag: file.version,
      replayed,
    };
  };

const statusOf = ({ status }: CaseFile, agreement: Agreement): 'SIGNED' | 'IN_FORCE' | 'ENDED' => {
  if (!['SIGNING', 'ACTIVE', 'BREACHED'].includes(status.state)) return 'ENDED';
  return agreement.status === 'IN_FORCE' ? 'IN_FORCE' : 'SIGNED';
};

/** More than any person asks, far too few to try hashes. */
const checksAMinute = 30;

/** R38: tells anyone whether a file is a signed original; no id and no name leaves. */
export const verifyAgreement = (ports: Ports): ActFor<Rows['verifyAgreement']> => {
  const pass = turnstile(checksAMinute);
  return async ({ body: { sha256 }, caller }) => {
    pass(ports.clock(), caller);
    const found = await ports.cases.originalOf(sha256);
    const file = found === undefined ? undefined : await ports.cases.load(found.caseId);
    const agreement = file?.agreements[found?.agreementId ?? ''];
    if (file === undefined || agreement === undefined) return { body: { original: false } };
    const { form, effectiveOn } = agreement;
    const isAmendment = Object.values(file.adjustments).some((one) => one.amendment?.sealed?.sha256 === sha256);
    const kind = isAmendment ? 'AMENDMENT' : 'AGREEMENT';
    return { body: { original: true, kind, form, status: statusOf(file, agreement), effectiveOn } };
  };
};
