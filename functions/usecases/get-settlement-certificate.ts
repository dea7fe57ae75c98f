import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { certificateDocument } from '#functions/domain/agreement/templates.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { linesOf } from '#functions/domain/notice-text.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports, SealText } from '#functions/usecases/ports.ts';
import type { DrawPdf } from '#functions/usecases/visiting-pack.ts';

/** When everything was paid; a case that was put into the archive since has its end in the package's record. */
const settledAt = (file: CaseFile): string => {
  const { status, meta } = file;
  if (status.state === 'SETTLED') return status.since;
  const ended = file.archives[packageIdOf(file.caseId)]?.endedAt;
  if (meta?.endedAs === 'SETTLED' && ended !== undefined && status.state !== 'DESTROYED') return ended;
  throw new Refusal('StateForbids', 'the certificate comes with the settlement', {
    rules: ['R58', '4.1'],
    state: status.state,
  });
};

/** R14: the last four characters show which contract is meant. */
const masked = (accountId: string): string => `****${accountId.slice(-4)}`;

/**
 * 4.1: what the borrower gets when everything is paid, as PDF/A under the bank's seal. It says what the ledger says, and is
 * drawn anew for whoever asks: a settlement that was taken back (4.15, 11) has no certificate any more.
 */
export const getSettlementCertificate =
  (ports: Ports, draw: DrawPdf, seal: SealText): ActFor<typeof paymentOperations.getSettlementCertificate> =>
  async ({ params, principal, language: lang, asOf }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const at = settledAt(file);
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const settledOn = dateOf(at, zoneOf(file, policy));
    const now = standing(file, settledOn);
    const borrower = borrowerOf(file);
    if (now === undefined || borrower === undefined)
      throw new TypeError('a settled case has an agreement and a borrower');
    const { agreement, schedule, allocation } = now;
    const certificateNo = `${agreement.agreementId}-${settledOn}`;
    const totalPaidMinor = allocation.instalments.reduce(
      (sum, { dueMinor, openMinor }) => sum + dueMinor - openMinor,
      0,
    );
    const debts = agreement.debts?.map(({ accountId }) => accountId) ?? Object.keys(file.accounts);
    const accounts = debts.flatMap((accountId) => {
      const account = file.accounts[accountId];
      return account === undefined ? [] : [{ contractNo: masked(accountId), productType: account.productType }];
    });
    const bytes = await draw(
      certificateDocument({
        lang,
        certificateNo,
        agreementNo: agreement.agreementId,
        bankName: policy.lender[lang],
        borrowerName: principal.role === 'auditor' ? '****' : borrower.name,
        currency: schedule.currency,
        drawnUpOn: settledOn,
        createdAt: at,
        ...linesOf(policy, lang),
        accounts,
        settledOn,
        totalPaidMinor,
      }),
    );
    const sealed = await seal(bytes, { holder: policy.lender[lang], signedAt: asOf, reason: certificateNo });
    const pdf = {
      mediaType: 'application/pdf',
      sha256: sha256Hex(sealed),
      sizeBytes: sealed.byteLength,
      base64: Buffer.from(sealed).toString('base64'),
    };
    return { body: { ...aboutCase(file), certificateNo, settledOn, totalPaidMinor, pdf }, etag: file.version };
  };
