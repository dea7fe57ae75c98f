import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { checklistOf, keyTerms } from '#functions/domain/agreement/document-model.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { approvedProposal } from '#functions/domain/agreement/draw-up.ts';
import type { DrawnUp } from '#functions/domain/agreement/draw-up.ts';
import { agreementDocument } from '#functions/domain/agreement/templates.ts';
import { admitTo } from '#functions/domain/access.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { registeredAccounts } from '#functions/domain/plan/terms.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { command, partOf } from '#functions/usecases/act.ts';
import type { ActFor, AskedFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

export type Render = (model: DocumentModel) => Promise<Uint8Array>;
type Row = typeof agreementOperations.drawUpAgreement;

/** The one form in use; an older version is retired (R34). */
const form = { templateId: 'repayment-agreement', templateVersion: '1' } as const;

/** R14: the last four characters show which contract is meant. */
const masked = (accountId: string): string => `****${accountId.slice(-4)}`;

const borrowerName = (file: CaseFile): string => {
  const borrower = Object.values(file.privates).find((item) => item.kind === 'BORROWER');
  if (borrower?.kind !== 'BORROWER') throw new TypeError('the case has no borrower');
  return borrower.name;
};

/** What the form prints about a case with an approved plan; nothing in it depends on the moment, only on the day. */
export const agreementModel = (
  file: CaseFile,
  agreementId: string,
  lang: Language,
  asOf: string,
  freeText?: string,
): DocumentModel => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const proposal = approvedProposal(file);
  return agreementDocument({
    lang,
    agreementNo: agreementId,
    bankName: policy.lender[lang],
    borrowerName: borrowerName(file),
    currency: proposal.currency,
    drawnUpOn: dateOf(asOf, zoneOf(file, policy)),
    hotline: policy.hotline,
    officerCheck: policy.officerCheck[lang],
    complaint: policy.complaints[lang],
    regulatorLine: policy.regulatorLine,
    accounts: registeredAccounts(file, proposal.currency).map((account) => ({
      contractNo: masked(account.accountId),
      productType: account.productType,
      principalMinor: account.principalMinor,
      interestMinor: account.interestMinor,
      feeMinor: account.feesMinor + account.penaltyMinor,
    })),
    planType: proposal.planType,
    rate: proposal.annualRate,
    feeMinor: proposal.rows.reduce((sum, row) => sum + row.feeMinor, 0),
    instalments: proposal.rows,
    totalMinor: proposal.totalMinor,
    effectiveAnnualCost: proposal.effectiveAnnualCost,
    waterfallProfile: policy.agreement.profile,
    graceDays: proposal.graceDays,
    ...(freeText === undefined ? {} : { freeText }),
  });
};

/** A repeat of the request finds the text as it was drawn up then. */
const drawnUpBefore = async (
  ports: Ports,
  file: CaseFile,
  { principal, idempotencyKey }: AskedFor<Row>,
): Promise<Agreement | undefined> => {
  const record = idempotencyKey === undefined ? undefined : await ports.cases.request(principal.id, idempotencyKey);
  return file.agreements[record?.ids['agreementId'] ?? ''];
};

const render = async (ports: Ports, renderPdf: Render, file: CaseFile, asked: AskedFor<Row>): Promise<DrawnUp> => {
  const { body, asOf, requestId, idempotencyKey } = asked;
  const language = body.language ?? file.meta?.language ?? 'zh-Hans';
  const agreementId = idMaker(`${file.caseId}|${idempotencyKey ?? requestId}|${asOf.slice(0, 10)}`)('agreement');
  const model = agreementModel(file, agreementId, language, asOf, body.freeText);
  const bytes = await renderPdf(model);
  const key = `cases/${file.caseId}/agreements/${agreementId}.pdf`;
  const stored = await ports.documents.write('documents', key, bytes, { mediaType: 'application/pdf' });
  return {
    agreementId,
    ...form,
    templateHash: sha256Hex(`${form.templateId}|${form.templateVersion}|${language}`),
    language,
    form: body.form,
    key,
    versionId: stored.versionId,
    sha256: sha256Hex(bytes),
    checklist: checklistOf(model).map(({ id }) => id),
    keyTerms: keyTerms(model),
  };
};

/** R34, R35: the text is rendered and stored first, then the case learns of it by its hash. */
export const drawUpAgreement = (ports: Ports, renderPdf: Render): ActFor<Row> =>
  command(ports, 'drawUpAgreement', {
    input: async (asked) => {
      const { templateVersion } = asked.body;
      if (templateVersion !== undefined && templateVersion !== form.templateVersion) {
        throw new Refusal('FormRetired', `version ${form.templateVersion} of the form is in use`, { rules: ['R34'] });
      }
      const file = await ports.cases.load(asked.params.caseId);
      admitTo(asked.principal)(file);
      const before = await drawnUpBefore(ports, file, asked);
      return before ?? render(ports, renderPdf, file, asked);
    },
    answer: (file, ids) => ({ agreement: partOf(file.agreements, ids['agreementId']) }),
  });
