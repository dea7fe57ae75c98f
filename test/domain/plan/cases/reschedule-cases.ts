import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { amortise } from '#functions/domain/plan/amortise.ts';
import { nominalYears } from '#functions/domain/plan/day-count.ts';
import type { Step } from '#functions/domain/plan/day-count.ts';
import { periodsFrom } from '#functions/domain/plan/due-dates.ts';
import { fractionOf } from '#functions/domain/plan/rate.ts';
import { extendTerm, moveDueDates, pausePrincipal, spreadArrears } from '#functions/domain/plan/reschedule.ts';
import type { Replan } from '#functions/domain/plan/reschedule.ts';
import type { ScheduleRow } from '#functions/domain/plan/schedule-inputs.ts';
import { described, stepOfText } from '#test/domain/plan/cases/loan-shape.ts';
import { Amount, notCovered, scaleOf } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const Change = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('move_due_date'), from_n: z.int(), new_due_date: LocalDate }),
  z.strictObject({ type: z.literal('extra_terms'), from_n: z.int(), count: z.int() }),
  z.strictObject({ type: z.literal('principal_grace'), from_n: z.int(), count: z.int() }),
]);
type Change = z.infer<typeof Change>;

const ChangeInputs = z.strictObject({
  principal: Amount,
  annual_rate_pct: Amount.default('0'),
  start_date: LocalDate,
  periods: z.int(),
  frequency: z.string(),
  method: z.enum(['equal principal / flat', 'flat']).default('equal principal / flat'),
  change: Change.optional(),
  changes: z.array(Change).default([]),
});

const changed = (
  rows: readonly ScheduleRow[],
  startsOn: string,
  step: Step,
  change: Change,
  plan: Omit<Replan, 'fromNo'>,
): ScheduleRow[] => {
  const running = { rows, startsOn, openFromNo: 1 };
  switch (change.type) {
    case 'move_due_date':
      return moveDueDates(running, change.from_n, change.new_due_date, step);
    case 'extra_terms':
      return extendTerm(running, { ...plan, fromNo: change.from_n }, change.count);
    case 'principal_grace':
      return pausePrincipal(running, { ...plan, fromNo: change.from_n }, change.count);
  }
};

const changeCase = (published: PublishedCase): Found => {
  const given = ChangeInputs.parse(published.inputs);
  const scale = scaleOf(published);
  const step = stepOfText(given.frequency);
  const principalMinor = scale.minor(given.principal);
  const periods = periodsFrom(given.start_date, given.start_date, step, given.periods, 1);
  const parts = amortise({
    principalMinor,
    annualRate: fractionOf(given.annual_rate_pct),
    years: periods.map(() => nominalYears(step)),
    method: 'FLAT',
    rounding: scale.mode,
  });
  let rows: ScheduleRow[] = parts.map((part, index) => ({
    no: index + 1,
    dueOn: periods[index]?.endsOn ?? given.start_date,
    ...part,
    feeMinor: 0,
  }));
  const plan = { step, method: 'FLAT', annualRatePct: given.annual_rate_pct, rounding: scale.mode } as const;
  const changes = given.change === undefined ? given.changes : [given.change, ...given.changes];
  for (const change of changes) rows = changed(rows, given.start_date, step, change, plan);
  return described(
    rows,
    rows.map((row) => row.dueOn),
    principalMinor,
    scale,
  );
};

const ReageInputs = z.strictObject({
  unpaid_instalments: z.array(z.strictObject({ due_date: LocalDate, outstanding: Amount })),
  reage_date: LocalDate,
  new_instalments: z.int(),
  new_frequency: z.string(),
  new_first_due_date: LocalDate,
});

const reageCase = (published: PublishedCase): Found => {
  const given = ReageInputs.parse(published.inputs);
  const scale = scaleOf(published);
  const step = stepOfText(given.new_frequency);
  const unpaid = given.unpaid_instalments.map((instalment) => scale.minor(instalment.outstanding));
  const reagedMinor = unpaid.reduce((sum, amount) => sum + amount, 0);
  const [first, ...others] = given.unpaid_instalments;
  if (first === undefined) return notCovered(published, 're-ageing nothing');
  const oneRow = {
    no: 1,
    dueOn: given.new_first_due_date,
    principalMinor: reagedMinor,
    interestMinor: 0,
    feeMinor: 0,
  };
  const rows = extendTerm(
    { rows: [oneRow], startsOn: given.reage_date, openFromNo: 1 },
    { fromNo: 1, step, method: 'EQUAL_PRINCIPAL', annualRatePct: '0', rounding: scale.mode },
    given.new_instalments - 1,
  );
  return {
    ...described(
      rows,
      rows.map((row) => row.dueOn),
      reagedMinor,
      scale,
    ),
    reaged_amount: scale.major(reagedMinor),
    emptied: others.length + 1,
  };
};

const SpreadInputs = z.strictObject({
  date: LocalDate,
  instalments: z.array(z.strictObject({ due_date: LocalDate, outstanding_principal: Amount })),
});

const spreadCase = (published: PublishedCase): Found => {
  const given = SpreadInputs.parse(published.inputs);
  const { minor, major, mode } = scaleOf(published);
  const multiple = Amount.optional().parse(published.conventions['increment_multiple']);
  const { movedMinor, instalments } = spreadArrears(
    given.instalments.map((instalment) => ({
      dueOn: instalment.due_date,
      openMinor: minor(instalment.outstanding_principal),
    })),
    given.date,
    { minor: multiple === undefined ? 1 : minor(multiple), rounding: mode },
  );
  return {
    moved: major(movedMinor),
    rows: instalments.map(({ dueOn, openMinor }) => ({
      due_date: dueOn,
      principal_outstanding: major(openMinor),
    })),
  };
};

export const rescheduleCase = (published: PublishedCase): Found => {
  const asks = (key: string): boolean => key in published.inputs;
  if (asks('change') || asks('changes')) return changeCase(published);
  if (asks('unpaid_instalments')) return reageCase(published);
  if (asks('instalments') && asks('date')) return spreadCase(published);
  return notCovered(published, 'this set of inputs');
};
