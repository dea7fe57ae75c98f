import { expect, test } from 'vitest';
import { previewAdjustment } from '#functions/domain/adjustment/preview.ts';
import type { ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { settledRows } from '#functions/domain/plan/settlement.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { onDay, policy, runningCase } from '#test/domain/servicing/play.ts';

const waiting = runningCase({
  planType: 'MORATORIUM',
  moratoriumPeriods: 3,
  moratoriumInterest: 'SPREAD',
  periods: 12,
  currency: 'CNY',
});
const schedule = standing(waiting, '2026-05-04')?.schedule;
if (schedule === undefined) throw new Error('no plan');

const interestOn = (of: ScheduleVersion, day: string): number =>
  settledRows(of, day).reduce((sum, { interestMinor }) => sum + interestMinor, 0);
const replannedOn = (day: string): ScheduleVersion => {
  const relief = { type: 'TERM_EXTENSION', periods: 6 } as const;
  const { after, counted } = previewAdjustment(waiting, relief, { asOf: onDay(day), policy });
  return { ...schedule, ...counted, rows: [...after] };
};

test.each(['2026-03-20', '2026-04-15', '2026-05-04', '2026-06-01'])(
  'C27: replanned on %s, while nothing is paid yet, a moratorium costs on each later day what it would have cost',
  (day) => {
    const replanned = replannedOn(day);
    for (const later of ['2026-06-02', '2026-06-08', '2026-06-12'])
      expect(Math.abs(interestOn(replanned, later) - interestOn(schedule, later))).toBeLessThanOrEqual(1);
  },
);

test('C27: after its end all of it is owed, and none of it before its days', () => {
  const whole = (schedule.carriedInterestMinor ?? 0) + (schedule.deferred?.interestMinor ?? 0);
  expect(interestOn(replannedOn('2026-04-15'), '2026-06-12')).toBe(whole);
  expect(replannedOn('2026-05-04').deferred?.interestMinor).toBeGreaterThan(0);
});
