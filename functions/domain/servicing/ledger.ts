import { addDays, daysBetween, nextBusinessDayOnOrAfter } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement, Row, ScheduleVersion } from '#functions/domain/plan-parts.ts';
import { allocate } from '#functions/domain/plan/allocation.ts';
import type { Allocation, LedgerEntry } from '#functions/domain/plan/allocation.ts';
import { rowsAfterPayoff } from '#functions/domain/plan/settlement.ts';
import { planDpd } from '#functions/domain/plan/delinquency.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { Payment } from '#functions/domain/servicing-parts.ts';

/** An instalment as the ledger has it on a day: asked anew each time, never stored (architecture 3). */
export interface InstalmentNow {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly graceEndsOn: LocalDate;
  readonly dueMinor: number;
  readonly openMinor: number;
  readonly paidMinor: number;
  readonly status: 'PAID' | 'OPEN' | 'LATE';
  readonly paidOn?: LocalDate;
}

export interface Standing {
  readonly agreement: Agreement;
  readonly schedule: ScheduleVersion;
  readonly instalments: readonly InstalmentNow[];
  readonly allocation: Allocation;
  /** Open money of instalments whose days of grace are over. */
  readonly arrearsMinor: number;
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

/** Arrival order; ids are hashes and say nothing about it. */
export const ledgerOf = (file: CaseFile): readonly Payment[] =>
  Object.values(file.payments).toSorted((left, right) =>
    left.receivedAt === right.receivedAt
      ? left.paymentId < right.paymentId
        ? -1
        : 1
      : left.receivedAt < right.receivedAt
        ? -1
        : 1,
  );

const entryOf = ({ paymentId, amountMinor, valueDate, reversalOf }: Payment): LedgerEntry => ({
  paymentId,
  amountMinor,
  valueDate,
  reversalOf,
});

/** Money by the waterfall that the agreement names, up to now. */
export const allocationOf = (
  file: CaseFile,
  agreement: Agreement,
  rows: readonly Row[],
  ledger: readonly Payment[],
): Allocation =>
  allocate(rows, ledger.map(entryOf), agreement.profile, {
    toleranceMinor: packOf(file.policy.jurisdiction, file.policy.version).instalment.toleranceMinor,
  });

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** R51: the age of the debt itself goes on until it is paid, whatever the plan says; it is never silently reset. */
const contractualDpd = (file: CaseFile, onDate: LocalDate): number =>
  Math.max(0, ...Object.values(file.accounts).map((account) => daysBetween(account.firstDelinquentOn, onDate)));

/** The schedule's rows or, once a payoff quote has been paid in time, those of the day of settlement (C27, R58). */
const rowsInForce = (file: CaseFile, schedule: ScheduleVersion): readonly Row[] => {
  const quotes = Object.values(file.payoffs);
  if (quotes.length === 0) return schedule.rows;
  const { instalment } = packOf(file.policy.jurisdiction, file.policy.version);
  return rowsAfterPayoff(schedule, quotes, Object.values(file.payments), instalment.toleranceMinor);
};

/** What money went where does not depend on the day of the question, and the same file is asked about many days. */
const allocations = new WeakMap<CaseFile, Allocation>();
const allocatedIn = (file: CaseFile, agreement: Agreement, schedule: ScheduleVersion): Allocation => {
  const known = allocations.get(file) ?? allocationOf(file, agreement, rowsInForce(file, schedule), ledgerOf(file));
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
    openMinor,
    settled,
    planDpd: planDpd(unpaid, onDate, agreement.graceDays, schedule.suspended),
    contractualDpd: settled ? 0 : contractualDpd(file, onDate),
  };
};

/** Nothing late is left: the arrears are paid, or an adjustment has moved them (4.1; 4.15, 9). */
export const isCured = ({ instalments }: Standing): boolean => instalments.every(({ status }) => status !== 'LATE');
