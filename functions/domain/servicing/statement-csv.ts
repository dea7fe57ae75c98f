import type { LocalDate } from '#functions/domain/calendar.ts';
import { csvRow } from '#functions/domain/csv.ts';
import type { Line } from '#functions/domain/plan/waterfall.ts';
import type { Statement } from '#functions/domain/servicing/statement.ts';

/** In the order of the columns. */
const lines: readonly Line[] = ['principal', 'interest', 'fee', 'penalty', 'costs'];

const entryHead = [
  'record',
  'date',
  'kind',
  'reference',
  'channel',
  'amountMinor',
  ...lines.map((line) => `${line}Minor`),
  'excessMinor',
  'openMinor',
  'status',
  'currency',
] as const;

/** RFC 4180: one table, a record kind in the first column: balances, entries of the ledger, instalments that fell due. */
export const statementCsv = ({ entries, instalments, currency, ...sums }: Statement): string => {
  const blank = lines.map(() => undefined);
  const balance = (kind: string, date: LocalDate, openMinor: number): string =>
    csvRow('balance', date, kind, undefined, undefined, undefined, ...blank, undefined, openMinor, undefined, currency);
  return [
    csvRow(...entryHead),
    balance('OPENING', sums.from, sums.openingMinor),
    ...entries.map((one) =>
      csvRow(
        'entry',
        one.valueDate,
        one.kind,
        one.sourceRef,
        one.channel,
        one.amountMinor,
        ...lines.map((line) => one[`${line}Minor`]),
        one.excessMinor,
        undefined,
        undefined,
        currency,
      ),
    ),
    ...instalments.map((one) =>
      csvRow(
        'instalment',
        one.dueOn,
        `NO_${one.no}`,
        undefined,
        undefined,
        one.dueMinor,
        ...lines.map((line) =>
          line === 'principal' || line === 'interest' || line === 'fee' ? one[`${line}Minor`] : undefined,
        ),
        undefined,
        one.openMinor,
        one.status,
        currency,
      ),
    ),
    balance('CLOSING', sums.to, sums.closingMinor),
  ].join('');
};
