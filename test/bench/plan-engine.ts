import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import type { Schedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';
import { heading, ratio, table } from '#test/bench/figures.ts';
import { faultsOf, loan, rivals } from '#test/bench/schedule-packages.ts';

const { principalMinor, periods, startsOn } = loan;
const holidays = Array.from({ length: 6 }, (_, index) => [
  `${2026 + index}-01-01`,
  `${2026 + index}-05-01`,
  `${2026 + index}-10-01`,
]).flat();
const calendar = { holidays, weekend: [6, 7] };

const engine = (): Schedule =>
  buildSchedule({
    type: 'EQUAL_INSTALMENT',
    currency: 'CNY',
    principalMinor,
    startsOn,
    firstDueOn: '2026-04-12',
    frequency: 'MONTHLY',
    periods,
    annualRatePct: '15',
    conventions: defaultConventions,
    calendar,
  });

interface Row {
  readonly dueOn: string;
  readonly principalMinor: number;
  readonly interestMinor: number;
}

const padded = (number: number): string => (number < 10 ? `0${number}` : `${number}`);

/** The least that a schedule can be: whole cents, interest by a float, a date a month. */
const bareLoop = (): readonly Row[] => {
  const rate = 0.15 / 12;
  const level = Math.round((principalMinor * rate) / (1 - (1 + rate) ** -periods));
  const rows: Row[] = [];
  let left = principalMinor;
  for (let no = 0; no < periods; no += 1) {
    const interestMinor = Math.round(left * rate);
    const paid = no === periods - 1 ? left : level - interestMinor;
    left -= paid;
    const month = 3 + no;
    const dueOn = `${2026 + Math.floor(month / 12)}-${padded((month % 12) + 1)}-12`;
    rows.push({ dueOn, principalMinor: paid, interestMinor });
  }
  return rows;
};

/** Microseconds of one call in the best of forty batches, the first ones to warm up: one call alone is shorter than the clock's step. */
const microseconds = (batch: number, act: () => unknown): number => {
  const taken = Array.from({ length: 40 }, () => {
    const from = performance.now();
    for (let call = 0; call < batch; call += 1) act();
    return ((performance.now() - from) / batch) * 1000;
  });
  return Math.min(...taken);
};

const us = (value: number): string => `${value.toFixed(1)} µs`;

/** Ratios to the bare loop of the same run, and what each schedule gets wrong. */
export const planEngine = (): void => {
  const bare = microseconds(500, bareLoop);
  const lines = (rows: readonly Row[]) =>
    rows.map((row) => ({ principal: row.principalMinor / 100, interest: row.interestMinor / 100, date: row.dueOn }));
  const time = microseconds(500, engine);
  const others = rivals();
  heading('Plan engine: 60 equal instalments with due dates (ours: weekends and holidays move later)');
  table([
    ['', 'best', 'to the bare loop', 'to the engine'],
    ['bare loop over integer cents with ISO dates', us(bare), ratio(bare, bare), ratio(bare, time)],
    ['buildSchedule', us(time), ratio(time, bare), ratio(time, time)],
    ...[{ name: 'buildSchedule and its SHA-256', make: () => engine().hash }, ...others].map(({ name, make }) => {
      const own = microseconds(name === 'loan-schedule.js' ? 10 : 500, make);
      return [name, us(own), ratio(own, bare), ratio(own, time)];
    }),
  ]);
  heading('What their rows say');
  table([
    ['bare loop', faultsOf(lines(bareLoop()))],
    ['buildSchedule', faultsOf(lines(engine().rows))],
    ...others.map(({ name, read }) => [name, faultsOf(read())]),
  ]);
};
