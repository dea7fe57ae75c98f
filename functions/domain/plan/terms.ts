import { addMonths, dateOf } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Account } from '#functions/domain/parts.ts';
import type { Terms } from '#functions/domain/plan/plan-terms.ts';
import { decimal, roundTo } from '#functions/domain/plan/rate.ts';
import { instalmentsPerYear } from '#functions/domain/plan/schedule-inputs.ts';
import type { Frequency, ScheduleInputs } from '#functions/domain/plan/schedule-inputs.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** The accounts that the borrower registered, in one currency: one agreement for each (4.15, 30). */
export const registeredAccounts = (file: CaseFile, currency: Currency): readonly Account[] => {
  const registered = file.registrations['registration']?.accountIds ?? Object.keys(file.accounts);
  return Object.values(file.accounts).filter(
    (account) => account.currency === currency && registered.includes(account.accountId),
  );
};

/** What is to be restructured, on the day from which the plan counts. */
export interface Debt {
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  readonly owedMinor: number;
  /** Of several accounts the mean, weighted by principal and rounded down: a plan costs no more than they do. */
  readonly annualRate: string;
  readonly startsOn: LocalDate;
}

const sum = (accounts: readonly Account[], part: (account: Account) => number): number =>
  accounts.reduce((total, account) => total + part(account), 0);

const meanPlaces = 6;

const meanRate = (accounts: readonly Account[], principalMinor: number): string => {
  const rates = new Set(accounts.map(({ annualRate }) => annualRate));
  const [only] = rates;
  if (only !== undefined && rates.size === 1) return only;
  const weighted = accounts.reduce(
    (total, account) => total.plus(decimal(account.annualRate).times(account.principalMinor)),
    decimal(0),
  );
  return roundTo(weighted.div(principalMinor), meanPlaces, 'DOWN').toFixed();
};

export const debtOf = (
  file: CaseFile,
  currency: Currency,
  { asOf, policy }: Pick<Context, 'asOf' | 'policy'>,
): Debt => {
  const accounts = registeredAccounts(file, currency);
  if (accounts.length === 0) throw new Refusal('CurrencyMismatch', `no registered account is kept in ${currency}`);
  const principalMinor = sum(accounts, (account) => account.principalMinor);
  if (principalMinor <= 0) throw new Refusal('ScheduleInvalid', 'no principal is open', { rules: ['R28'] });
  const interestMinor = sum(accounts, (account) => account.interestMinor);
  const feeMinor = sum(accounts, (account) => account.feesMinor + account.penaltyMinor);
  return {
    principalMinor,
    interestMinor,
    feeMinor,
    owedMinor: principalMinor + interestMinor + feeMinor,
    annualRate: meanRate(accounts, principalMinor),
    startsOn: dateOf(asOf, zoneOf(file, policy)),
  };
};

export const percent = (ratio: string): string => decimal(ratio).times(100).toFixed();

interface Cut {
  readonly feeMinor: number;
  readonly interestMinor: number;
  readonly principalMinor: number;
}

/** A discount takes fees first, then interest, and only what is left of it touches the principal. */
export const cutOf = (debt: Debt, discountMinor: number): Cut => {
  const feeMinor = Math.min(discountMinor, debt.feeMinor);
  const interestMinor = Math.min(discountMinor - feeMinor, debt.interestMinor);
  return { feeMinor, interestMinor, principalMinor: discountMinor - feeMinor - interestMinor };
};

type Periodic = Exclude<Terms, { planType: 'LUMP_SUM' | 'CUSTOM' }>;

const periodic = ({ periods, frequency = 'MONTHLY', firstDueOn, dueDay }: Periodic) => ({
  periods,
  frequency,
  ...(firstDueOn === undefined ? {} : { firstDueOn }),
  ...(dueDay === undefined ? {} : { dueDay }),
});

/** The rate, and where it is lower for a time, that too. */
const interest = (terms: Exclude<Periodic, { planType: 'FEE_BASED' }>, own: string) => {
  const { annualRate = own, interestRelief: relief } = terms;
  const lower = relief && { periods: relief.periods, annualRatePct: percent(relief.annualRate ?? '0') };
  return {
    ...periodic(terms),
    annualRatePct: percent(annualRate),
    ...(lower === undefined ? {} : { interestRelief: lower }),
  };
};

const feeOf = (frequency: Frequency = 'MONTHLY', feePerMonth: string): string =>
  roundTo(decimal(feePerMonth).times(12).div(instalmentsPerYear[frequency]), 8, 'DOWN').toFixed();

/** The engine's inputs for these terms: interest and fees so far are lines of their own and bear nothing (4.4). */
export const inputsOf = (terms: Terms, debt: Debt, { plan, calendar }: PolicyPack): ScheduleInputs => {
  const cut = cutOf(debt, terms.planType === 'LUMP_SUM' ? (terms.discountMinor ?? 0) : 0);
  const common = {
    currency: terms.currency,
    principalMinor: debt.principalMinor,
    startsOn: debt.startsOn,
    conventions: terms.conventions ?? plan.conventions,
    calendar,
    carriedInterestMinor: debt.interestMinor - cut.interestMinor,
    carriedFeeMinor: debt.feeMinor - cut.feeMinor,
  };
  switch (terms.planType) {
    case 'EQUAL_INSTALMENT':
    case 'EQUAL_PRINCIPAL':
      return { type: terms.planType, ...common, ...interest(terms, debt.annualRate) };
    case 'FEE_BASED':
      return {
        type: 'FEE_BASED',
        ...common,
        ...periodic(terms),
        feePerPeriodPct: percent(terms.feePerPeriod ?? feeOf(terms.frequency, plan.feePerMonth)),
        feeTiming: terms.feeTiming ?? 'SPREAD',
      };
    case 'STEP_UP':
      return {
        type: 'STEP_UP',
        ...common,
        ...interest(terms, debt.annualRate),
        lowPeriods: terms.lowPeriods,
        lowInstalmentMinor: terms.lowInstalmentMinor,
      };
    case 'MORATORIUM':
      return {
        type: 'MORATORIUM',
        ...common,
        ...interest(terms, debt.annualRate),
        moratoriumPeriods: terms.moratoriumPeriods,
        moratoriumInterest: terms.moratoriumInterest ?? 'SPREAD',
        followedBy: terms.followedBy ?? 'EQUAL_INSTALMENT',
      };
    case 'LUMP_SUM':
      return {
        type: 'LUMP_SUM',
        ...common,
        annualRatePct: percent(terms.annualRate ?? debt.annualRate),
        dueOn: terms.dueOn,
        discountMinor: cut.principalMinor,
      };
    case 'CUSTOM':
      return {
        type: 'CUSTOM',
        ...common,
        annualRatePct: percent(terms.annualRate ?? debt.annualRate),
        instalments: terms.instalments.map(({ dueOn, principalMinor, feeMinor = 0 }) => ({
          dueOn,
          principalMinor,
          feeMinor,
        })),
      };
  }
};

/** R31: the last day that a plan may run to. */
export const lastDay = (startsOn: LocalDate, { plan }: PolicyPack): LocalDate => addMonths(startsOn, plan.maxMonths);
