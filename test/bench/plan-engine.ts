import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';
import { heading, ms, p50, ratio, table } from '#test/bench/figures.ts';

const periods = 60;
const principalMinor = 12_345_678;
const holidays = Array.from({ length: 6 }, (_, index) => [
  `${2026 + index}-01-01`,
  `${2026 + index}-05-01`,
  `${2026 + index}-10-01`,
]).flat();

const engine = (): number =>
  buildSchedule({
    type: 'EQUAL_INSTALMENT',
    currency: 'CNY',
    principalMinor,
    startsOn: '2026-03-12',
    firstDueOn: '2026-04-12',
    frequency: 'MONTHLY',
    periods,
    annualRatePct: '15',
    conventions: defaultConventions,
    calendar: { holidays, weekend: [6, 7] },
  }).rows.length;

/** The least that a schedule can be: whole cents, interest by a float, a date a month. */
const bareLoop = (): number => {
  const rate = 0.15 / 12;
  const level = Math.round((principalMinor * rate) / (1 - (1 + rate) ** -periods));
  const rows: { dueOn: string; principalMinor: number; interestMinor: number }[] = [];
  let left = principalMinor;
  for (let no = 0; no < periods; no += 1) {
    const interestMinor = Math.round(left * rate);
    const paid = no === periods - 1 ? left : level - interestMinor;
    left -= paid;
    rows.push({
      dueOn: new Date(Date.UTC(2026, 3 + no, 12)).toISOString().slice(0, 10),
      principalMinor: paid,
      interestMinor,
    });
  }
  return rows.length;
};

export const planEngine = async (): Promise<void> => {
  const time = await p50(500, engine);
  const bare = await p50(500, bareLoop);
  heading('Plan engine: 60 equal instalments with due dates, holidays and hash');
  table([
    ['', 'p50', 'ratio'],
    ['bare loop over integer cents with ISO dates', ms(bare), ratio(bare, bare)],
    ['buildSchedule', ms(time), ratio(time, bare)],
  ]);
};
