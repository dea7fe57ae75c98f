import * as z from 'zod';
import { addDays, earliest, LocalDate } from '#functions/domain/calendar.ts';
import { lateFeeMinor, oldestOverdue, overdueByBucket, reachesOn } from '#functions/domain/plan/delinquency.ts';
import type { Pause } from '#functions/domain/plan/delinquency.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { standingOfBooks } from '#test/domain/servicing/kept-books.ts';
import { Amount, notCovered, scaleOf } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase, Scale } from '#test/domain/plan/cases/published-case.ts';

const LateFeeInputs = z.strictObject({
  as_of: LocalDate,
  instalments: z.array(z.strictObject({ n: z.int(), due_date: LocalDate, principal: Amount, interest: Amount })),
});

const lateFeeCase = (published: PublishedCase): Found => {
  const given = LateFeeInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const percent = Amount.parse(published.conventions['percent']);
  const base = z.enum(['principal', 'principal+interest']).parse(published.conventions['base']);
  const fees = given.instalments.map(({ n, due_date, principal, interest }) => {
    const row = { principalMinor: minor(principal), interestMinor: minor(interest) };
    const penalty = due_date < given.as_of ? lateFeeMinor(row, percent, base, mode) : 0;
    return { n, penalty, total: row.principalMinor + row.interestMinor + penalty };
  });
  return {
    rows: fees.map((fee) => ({ n: fee.n, penalty: major(fee.penalty), total: major(fee.total) })),
    total_penalty: major(fees.reduce((sum, fee) => sum + fee.penalty, 0)),
  };
};

const CheckInputs = z.strictObject({
  instalments: z.array(z.strictObject({ due_date: LocalDate, amount: Amount })),
  payments: z.array(z.strictObject({ date: LocalDate, amount: Amount })).default([]),
  pauses: z
    .array(
      z.strictObject({
        from: LocalDate,
        to: LocalDate,
        known_from: LocalDate.optional(),
        resumed_on: LocalDate.optional(),
      }),
    )
    .default([]),
  checks: z.array(z.strictObject({ as_of: LocalDate, before_payments: z.boolean().optional() })),
});
type CheckInputs = z.infer<typeof CheckInputs>;
type Check = CheckInputs['checks'][number];

const standingOn = (given: CheckInputs, check: Check, onDate: string, graceDays: number, scale: Scale): Standing => {
  const seen = given.payments.filter(({ date }) =>
    check.before_payments === true ? date < check.as_of : date <= check.as_of,
  );
  return standingOfBooks(
    {
      rows: given.instalments.map((instalment, index) => ({
        no: index + 1,
        dueOn: instalment.due_date,
        principalMinor: scale.minor(instalment.amount),
      })),
      payments: seen.map((payment) => ({ amountMinor: scale.minor(payment.amount), valueDate: payment.date })),
      graceDays,
      pauses: pausesOn(given, check.as_of),
    },
    onDate,
  );
};

const pausesOn = (given: CheckInputs, asOf: string): Pause[] =>
  given.pauses
    .filter((pause) => pause.known_from === undefined || pause.known_from <= asOf)
    .map(({ from, to, resumed_on }) => ({
      fromOn: from,
      toOn: resumed_on !== undefined && resumed_on <= asOf ? earliest(to, resumed_on) : to,
    }));

const Bucket = z.strictObject({ name: z.string(), min: z.int(), max: z.int().nullable() });

const checkCase = (published: PublishedCase): Found => {
  const given = CheckInputs.parse(published.inputs);
  const scale = scaleOf(published);
  const counts = z.enum(['yes', 'no']).default('no').parse(published.conventions['due_date_counts']);
  /** Where the due date itself counts, a day has passed at its end. */
  const asOf = (check: Check): string => (counts === 'yes' ? addDays(check.as_of, 1) : check.as_of);
  const graceDays = z.int().default(0).parse(published.conventions['grace_days']);
  const buckets = z.array(Bucket).default([]).parse(published.conventions['buckets']);
  return {
    checks: given.checks.map((check) => {
      const now = standingOn(given, check, asOf(check), graceDays, scale);
      const oldest = oldestOverdue(now.instalments, asOf(check));
      const amounts = [...overdueByBucket(now.instalments, asOf(check), buckets)];
      return {
        as_of: check.as_of,
        past_due_days: now.pastDueDays,
        delinquent_days: now.planDpd,
        overdue_amount: scale.major(now.overdueMinor),
        delinquent_date: oldest === undefined ? undefined : addDays(oldest, graceDays),
        by_bucket: Object.fromEntries(amounts.map(([name, minor]) => [name, scale.major(minor)])),
      };
    }),
  };
};

const classCase = (published: PublishedCase): Found => {
  const { overdue_since } = z.strictObject({ overdue_since: LocalDate }).parse(published.inputs);
  const classes = z.record(z.string(), z.int()).parse(published.conventions['completed_days']);
  return {
    classification_dates: Object.fromEntries(
      Object.entries(classes).map(([name, days]) => [name, reachesOn(overdue_since, days)]),
    ),
  };
};

const ComponentInputs = z.strictObject({
  as_of: LocalDate,
  instalments: z.array(
    z.strictObject({
      n: z.int(),
      due_date: LocalDate,
      principal: Amount,
      interest: Amount,
      fee: Amount,
      penalty: Amount,
      paid: z.boolean(),
    }),
  ),
});

const componentCase = (published: PublishedCase): Found => {
  const given = ComponentInputs.parse(published.inputs);
  const { minor, major } = scaleOf(published);
  const now = standingOfBooks(
    {
      rows: given.instalments.map((instalment) => ({
        no: instalment.n,
        dueOn: instalment.due_date,
        principalMinor: minor(instalment.principal),
        interestMinor: minor(instalment.interest),
        feeMinor: minor(instalment.fee),
        charges: [{ line: 'penalty' as const, amountMinor: minor(instalment.penalty), dueOn: instalment.due_date }],
      })),
      payments: given.instalments
        .filter(({ paid }) => paid)
        .map((instalment) => ({
          valueDate: instalment.due_date,
          amountMinor: (['principal', 'interest', 'fee', 'penalty'] as const).reduce(
            (sum, line) => sum + minor(instalment[line]),
            0,
          ),
        })),
    },
    given.as_of,
  );
  const overdue = (line: 'principal' | 'interest' | 'fee' | 'penalty'): number =>
    now.allocation.instalments
      .filter(({ dueOn }) => dueOn < given.as_of)
      .reduce((sum, { openByLine }) => sum + openByLine[line], 0);
  const lines = ['principal', 'interest', 'fee', 'penalty'] as const;
  return {
    ...Object.fromEntries(lines.map((line) => [line, major(overdue(line))])),
    total: major(lines.reduce((sum, line) => sum + overdue(line), 0)),
  };
};

export const delinquencyCase = (published: PublishedCase): Found => {
  if ('overdue_since' in published.inputs) return classCase(published);
  if ('checks' in published.inputs) return checkCase(published);
  if ('percent' in published.conventions) return lateFeeCase(published);
  if ('instalments' in published.inputs) return componentCase(published);
  return notCovered(published, 'this set of inputs');
};
