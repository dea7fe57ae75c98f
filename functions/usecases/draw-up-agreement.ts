import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { checklistOf, keyTerms } from '#functions/domain/agreement/document-model.ts';
import type { Block, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { approvedProposal } from '#functions/domain/agreement/draw-up.ts';
import type { DrawnUp } from '#functions/domain/agreement/draw-up.ts';
import { formsInUse } from '#functions/domain/agreement/forms-in-use.ts';
import type { AgreementInput } from '#functions/domain/agreement/template-input.ts';
import { termsCopy } from '#functions/domain/agreement/terms-copy.ts';
import { agreementDocument } from '#functions/domain/agreement/templates.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import { registeredAccounts } from '#functions/domain/plan/terms.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { command, partOf } from '#functions/usecases/act.ts';
import type { ActFor, AskedFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

export type Render = (model: DocumentModel, onPrinted?: (block: Block) => void) => Promise<Uint8Array>;
type Row = typeof agreementOperations.drawUpAgreement;

/** R14: the last four characters show which contract is meant. */
const masked = (accountId: string): string => `****${accountId.slice(-4)}`;

const borrowerName = (file: CaseFile): string => {
  const borrower = Object.values(file.privates).find((item) => item.kind === 'BORROWER');
  if (borrower?.kind !== 'BORROWER') throw new TypeError('the case has no borrower');
  return borrower.name;
};

/** What the form prints about a case with an approved plan; of the moment only the day is printed. */
const agreementInput = (
  file: CaseFile,
  agreementId: string,
  lang: Language,
  asOf: string,
  freeText?: string,
): AgreementInput => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const proposal = approvedProposal(file);
  return {
    lang,
    agreementNo: agreementId,
    bankName: policy.lender[lang],
    borrowerName: borrowerName(file),
    currency: proposal.currency,
    drawnUpOn: dateOf(asOf, zoneOf(file, policy)),
    createdAt: asOf,
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
  };
};

/** Text, checklist of what was printed, and the same terms for machines: each stored under the hash of its bytes. */
const render = async (ports: Ports, renderPdf: Render, file: CaseFile, asked: AskedFor<Row>): Promise<DrawnUp> => {
  const { body, asOf, requestId, idempotencyKey } = asked;
  const language = body.language ?? file.meta?.language ?? 'zh-Hans';
  const form = formsInUse[language];
  const agreementId = idMaker(`${file.caseId}|${idempotencyKey ?? requestId}|${asOf.slice(0, 10)}`)('agreement');
  const input = agreementInput(file, agreementId, language, asOf, body.freeText);
  const model = agreementDocument(input);
  const printed: Block[] = [];
  const bytes = await renderPdf(model, (block) => printed.push(block));
  const checklist = checklistOf({ blocks: printed }).map(({ id }) => id);
  const textSha256 = sha256Hex(bytes);
  const scheduleHash = approvedProposal(file).hash;
  const copy = Buffer.from(
    termsCopy(input, { form, scheduleHash, textSha256, checklist, keyTerms: keyTerms(model) }),
    'utf8',
  );
  const under = (sha256: string): string => `cases/${file.caseId}/agreements/${agreementId}.${sha256.slice(0, 16)}`;
  const text = await ports.documents.write('documents', `${under(textSha256)}.pdf`, bytes, {
    mediaType: 'application/pdf',
  });
  const terms = await ports.documents.write('documents', `${under(sha256Hex(copy))}.json`, copy, {
    mediaType: 'application/json',
  });
  return {
    agreementId,
    ...form,
    language,
    form: body.form,
    key: text.key,
    versionId: text.versionId,
    sha256: textSha256,
    terms: { key: terms.key, versionId: terms.versionId, sha256: terms.sha256 },
    checklist,
    keyTerms: keyTerms(model),
  };
};

/** R34, R35: the text is rendered and stored first, then the case learns of it by its hash. */
export const drawUpAgreement = (ports: Ports, renderPdf: Render): ActFor<Row> =>
  command(ports, 'drawUpAgreement', {
    input: (asked, file) => {
      const { templateVersion } = asked.body;
      const inUse = formsInUse[asked.body.language ?? 'zh-Hans'].templateVersion;
      if (templateVersion !== undefined && templateVersion !== inUse)
        throw new Refusal('FormRetired', `version ${inUse} of the form is in use`, { rules: ['R34'] });
      return render(ports, renderPdf, file, asked);
    },
    answer: (file, ids) => ({ agreement: partOf(file.agreements, ids['agreementId']) }),
  });
