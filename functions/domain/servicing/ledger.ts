import { addDays, daysBetween, nextBusinessDayOnOrAfter } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Row, ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { allocateBy } from '#functions/domain/plan/allocation.ts';
import type { Allocation, Instalment, LedgerEntry } from '#functions/domain/plan/allocation.ts';
import { contractualDpd as daysPastDue, overdueMinor, planDpd } from '#functions/domain/plan/delinquency.ts';
import { waterfallOf } from '#functions/domain/plan/waterfall.ts';
import type { Waterfall } from '#functions/domain/plan/waterfall.ts';
import { paidOffOn, settledRows } from '#functions/domain/plan/settlement.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { choiceOn } from '#functions/domain/servicing/payment-choice.ts';
import type { Payment } from '#functions/domain/money-parts.ts';

/** An instalment as the ledger has it on a day: asked anew each time, never stored (architecture 3). */
export interface InstalmentNow {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly graceEndsOn: LocalDate;
  readonly dueMinor: number;
  readonly openMinor: number;
  readonly paidMinor: number;
  readonly status: 'PAID' | 'OPEN' | 'LATE';
  /** R53: null until it is judged, then whether the days of grace ran out unpaid; a later payment does not undo it. */
  readonly missed: boolean | null;
  readonly paidOn?: LocalDate;
}

export interface Standing {
  readonly agreement: Agreement;
  readonly schedule: ScheduleVersion;
  readonly instalments: readonly InstalmentNow[];
  readonly allocation: Allocation;
  /** Open money of instalments whose days of grace are over. */
  readonly arrearsMinor: number;
  /** Open money whose due day has passed, grace or not. */
  readonly overdueMinor: number;
  /** Days since the oldest of them was due: no grace and no pause shortens them (R51). */
  readonly pastDueDays: number;
  readonly openMinor: number;
  readonly settled: boolean;
  readonly planDpd: number;
  readonly contractualDpd: number;
}

/** The agreement that both have signed; from then on its dates run, even before it is active (4.15, 21). */
export const signedAgreement = (file: CaseFile): Agreement | undefined =>
  Object.values(file.agreements).find((agreement) => agreement.effectiveOn !== undefined);

export const scheduleOf = (file: CaseFile, agreement: Agreement): ScheduleVersion => {
  const schedule = file.schedules[String(agreement.scheduleVersion)];
  if (schedule === undefined)
    throw new TypeError(`agreement ${agreement.agreementId} has no schedule ${agreement.scheduleVersion}`);
  return schedule;
};

/** Arrival order. Payments of one instant keep the order in which they were recorded, which is that of the file (sorting is stable). */
export const ledgerOf = (file: CaseFile): readonly Payment[] =>
  Object.values(file.payments).toSorted((left, right) =>
    left.receivedAt === right.receivedAt ? 0 : left.receivedAt < right.receivedAt ? -1 : 1,
  );

const entryOf = ({ paymentId, amountMinor, valueDate, reversalOf }: Payment): LedgerEntry => ({
  paymentId,
  amountMinor,
  valueDate,
  reversalOf,
});

/** Rows with the charges that came on top of them. */
const instalmentsOf = (rows: readonly Row[], { charges = [] }: ScheduleVersion): readonly Instalment[] =>
  charges.length === 0
    ? rows
    : rows.map((row) => ({ ...row, charges: charges.filter(({ instalmentNo }) => instalmentNo === row.no) }));

/** 4.5: the profile that the agreement names, or its own order; what an excess does, the borrower has chosen by then. */
const waterfallFor =
  (file: CaseFile, { waterfall, profile }: Agreement) =>
  (valueDate: LocalDate): Waterfall =>
    waterfall ?? waterfallOf(profile, choiceOn(file, valueDate)?.excess);

/** Money by the waterfall that the agreement names, up to now; `untilOn`: as if the debt were paid off on that day (C27). */
export const allocationOf = (
  file: CaseFile,
  agreement: Agreement,
  ledger: readonly Payment[],
  untilOn?: LocalDate,
): Allocation => {
  const schedule = scheduleOf(file, agreement);
  const rows = untilOn === undefined ? schedule.rows : settledRows(schedule, untilOn);
  const bearingNothing = (schedule.carriedInterestMinor ?? 0) + (schedule.deferred?.interestMinor ?? 0);
  return allocateBy(
    instalmentsOf(rows, schedule),
    ledger.map(entryOf),
    agreement.waterfall ?? waterfallOf(agreement.profile),
    {
      toleranceMinor: packOf(file.policy.jurisdiction, file.policy.version).instalment.toleranceMinor,
      waterfallOn: waterfallFor(file, agreement),
      // Books that were taken over with an order of their own keep their rows as they came.
      ...(agreement.waterfall === undefined
        ? { bears: { startsOn: schedule.fromOn, carriedInterestMinor: bearingNothing, untilOn } }
        : {}),
    },
  );
};

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** R51: the age of the debt itself goes on until it is paid, whatever the plan says; it is never silently reset. */
const contractualDpd = (file: CaseFile, { debts }: Agreement, onDate: LocalDate): number =>
  Math.max(0, ...(debts ?? Object.values(file.accounts)).map((debt) => daysBetween(debt.firstDelinquentOn, onDate)));

/** R53: noted as late once, it stays missed; paid by the end of its grace it is not; before that nobody knows. */
const missedOf = (lateOn: LocalDate | undefined, isPaid: boolean, graceEndsOn: LocalDate, onDate: LocalDate) => {
  if (lateOn !== undefined) return true;
  if (isPaid) return false;
  return onDate > graceEndsOn ? true : null;
};

/** Once a payoff quote has been paid in time, the day of settlement: interest and fees count to it and no further (C27, R58). */
const paidOff = (file: CaseFile, schedule: ScheduleVersion): LocalDate | undefined => {
  const quotes = Object.values(file.payoffs);
  if (quotes.length === 0) return undefined;
  const { instalment } = packOf(file.policy.jurisdiction, file.policy.version);
  return paidOffOn(schedule, quotes, Object.values(file.payments), instalment.toleranceMinor);
};

/** What money went where does not depend on the day of the question, and the same file is asked about many days. */
const allocations = new WeakMap<CaseFile, Allocation>();
const allocatedIn = (file: CaseFile, agreement: Agreement, schedule: ScheduleVersion): Allocation => {
  const known = allocations.get(file) ?? allocationOf(file, agreement, ledgerOf(file), paidOff(file, schedule));
  allocations.set(file, known);
  return known;
};

/** What is due, paid and late on a day, under the schedule in force. Undefined before both have signed. */
export const standing = (file: CaseFile, onDate: LocalDate): Standing | undefined => {
  const agreement = signedAgreement(file);
  if (agreement === undefined) return undefined;
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const { toleranceMinor } = policy.instalment;
  const schedule = scheduleOf(file, agreement);
  const allocation = allocatedIn(file, agreement, schedule);
  const instalments = allocation.instalments.map(({ no, dueOn, dueMinor, openMinor, paidOn }): InstalmentNow => {
    const graceEndsOn = nextBusinessDayOnOrAfter(addDays(dueOn, agreement.graceDays), policy.calendar);
    const isPaid = openMinor <= toleranceMinor;
    return {
      no,
      dueOn,
      graceEndsOn,
      dueMinor,
      openMinor,
      paidMinor: dueMinor - openMinor,
      status: isPaid ? 'PAID' : onDate > graceEndsOn ? 'LATE' : 'OPEN',
      missed: missedOf(file.marks[String(no)]?.lateOn, isPaid, graceEndsOn, onDate),
      ...(isPaid && paidOn !== undefined ? { paidOn } : {}),
    };
  });
  const unpaid = instalments.filter((instalment) => instalment.status !== 'PAID');
  const openMinor = sumOf(instalments.map((instalment) => instalment.openMinor));
  const settled = openMinor <= toleranceMinor;
  return {
    agreement,
    schedule,
    instalments,
    allocation,
    arrearsMinor: sumOf(unpaid.filter((one) => one.status === 'LATE').map((one) => one.openMinor)),
    overdueMinor: overdueMinor(unpaid, onDate),
    pastDueDays: daysPastDue(unpaid, onDate),
    openMinor,
    settled,
    planDpd: planDpd(unpaid, onDate, agreement.graceDays, schedule.suspended),
    contractualDpd: settled ? 0 : contractualDpd(file, agreement, onDate),
  };
};

/** Nothing late is left: the arrears are paid, or an adjustment has moved them (4.1; 4.15, 9). */
export const isCured = ({ instalments }: Standing): boolean => instalments.every(({ status }) => status !== 'LATE');
