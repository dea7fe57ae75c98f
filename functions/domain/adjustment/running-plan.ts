import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import type { Running } from '#functions/domain/plan/reschedule.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';

/** The plan as it runs, on the day somebody asks. */
export interface Plan {
  readonly file: CaseFile;
  readonly now: Standing;
  readonly day: LocalDate;
  readonly policy: PolicyPack;
}

export const sum = (rows: readonly Row[], part: (row: Row) => number): number =>
  rows.reduce((total, row) => total + part(row), 0);

export const fixed = (detail: string): Refusal => new Refusal('PastIsFixed', detail, { rules: ['R49'] });

/** R49: whatever bears a payment, and all before it, is fixed; the rest is open, arrears included (4.15, 9). */
export const openFrom = ({ now }: Plan): number => {
  const last = now.instalments.findLastIndex(({ paidMinor }) => paidMinor > 0);
  return now.schedule.rows[last + 1]?.no ?? now.schedule.rows.length + 1;
};

export const runningOf = (at: Plan, openFromNo = openFrom(at)): Running => ({
  rows: at.now.schedule.rows,
  startsOn: at.now.schedule.fromOn,
  openFromNo,
  carriedInterestMinor: at.now.schedule.carriedInterestMinor,
});

export const openRows = (at: Plan): readonly Row[] => {
  const from = openFrom(at);
  const open = at.now.schedule.rows.filter(({ no }) => no >= from);
  if (open.length === 0) throw fixed('no instalment is open');
  return open;
};

/** The first open instalment of a day to come. */
export const nextRow = (at: Plan): Row => {
  const next = openRows(at).find(({ dueOn }) => dueOn > at.day);
  if (next === undefined) throw fixed('no instalment is still to come');
  return next;
};

/** The same plan with other amounts in its rows. */
export const withRows = (at: Plan, rows: readonly Row[]): Plan => ({
  ...at,
  now: { ...at.now, schedule: { ...at.now.schedule, rows: [...rows] } },
});
