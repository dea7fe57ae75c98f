import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { addDays, daysBetween, dateOf, earliest, latest } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { signedAgreement } from '#functions/domain/servicing/ledger.ts';
import { statementDocument } from '#functions/domain/servicing/statement-document.ts';
import { statementCsv } from '#functions/domain/servicing/statement-csv.ts';
import { statementOf } from '#functions/domain/servicing/statement.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import type { DrawPdf } from '#functions/usecases/visiting-pack.ts';

/** A year and a day: more is several statements. */
const longestDays = 366;

interface Period {
  readonly from: string;
  readonly to: string;
}

/** Silent, it ends today and begins with the plan, a year earlier at most. */
const periodOf = (
  file: CaseFile,
  asked: { from?: string | undefined; to?: string | undefined },
  asOf: string,
): Period => {
  const today = dateOf(asOf, zoneOf(file, packOf(file.policy.jurisdiction, file.policy.version)));
  const to = earliest(asked.to ?? today, today);
  const from =
    asked.from ?? latest(earliest(signedAgreement(file)?.effectiveOn ?? to, to), addDays(to, 1 - longestDays));
  if (to < from)
    throw new Refusal('InvalidRequest', 'the period ends before it begins', {
      fields: [{ pointer: '/from', message: `lies after ${to}` }],
    });
  if (daysBetween(from, to) >= longestDays)
    throw new Refusal('PeriodTooLong', `a statement covers at most ${longestDays} days`, { rules: ['4.5'] });
  return { from, to };
};

/** 4.5: ledger and schedule of a period. The PDF (PDF/A) comes in the answer: drawn anew, it lies nowhere a second time. */
export const getStatement =
  (ports: Ports, draw: DrawPdf): ActFor<typeof paymentOperations.getStatement> =>
  async ({ params, query, asOf, principal, language }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const { from, to } = periodOf(file, query, asOf);
    const statement = statementOf(file, from, to);
    const etag = file.version;
    if (query.format === 'csv') return { body: statementCsv(statement), contentType: 'text/csv; charset=utf-8', etag };
    if (query.format === 'json') return { body: { ...aboutCase(file), statement }, etag };
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const borrowerName = principal.role === 'auditor' ? undefined : borrowerOf(file)?.name;
    const bytes = await draw(statementDocument(statement, { lang: language, policy, borrowerName, createdAt: asOf }));
    const pdf = {
      mediaType: 'application/pdf',
      sha256: sha256Hex(bytes),
      sizeBytes: bytes.byteLength,
      base64: Buffer.from(bytes).toString('base64'),
    };
    return { body: { ...aboutCase(file), statement, pdf }, etag };
  };
