import { dateOf } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Account } from '#functions/domain/parts.ts';
import { effectiveAnnualCost } from '#functions/domain/plan/cost.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import type { Schedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions, invalid } from '#functions/domain/plan/schedule-inputs.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What a plan can be asked for; everything else follows from the accounts. */
export interface Terms {
  readonly planType: 'EQUAL_INSTALMENT' | 'EQUAL_PRINCIPAL';
  readonly periods: number;
  readonly currency: Currency;
  /** Below the accounts' own rate it is relief (R29; 4.15, 27). */
  readonly annualRate?: string | undefined;
  readonly firstDueOn?: string | undefined;
  readonly graceDays?: number | undefined;
}

export interface PricedPlan extends Schedule {
  readonly annualRate: string;
  readonly startsOn: string;
  readonly graceDays: number;
  /** As a ratio, like every rate on the wire. */
  readonly effectiveAnnualCost: string;
  /** Interest that the accounts' own rate would have borne beyond this plan's. */
  readonly reliefMinor: number;
  /** Everything owed at the start. */
  readonly owedMinor: number;
}

/** The accounts that the borrower registered, in one currency: one agreement for each (4.15, 30). */
export const registeredAccounts = (file: CaseFile, currency: Currency): readonly Account[] => {
  const registered = file.registrations['registration']?.accountIds ?? Object.keys(file.accounts);
  return Object.values(file.accounts).filter(
    (account) => account.currency === currency && registered.includes(account.accountId),
  );
};

const sum = (accounts: readonly Account[], part: (account: Account) => number): number =>
  accounts.reduce((total, account) => total + part(account), 0);

const highestRate = (accounts: readonly Account[]): string =>
  accounts.reduce((highest, { annualRate }) => (decimal(annualRate).gt(highest) ? annualRate : highest), '0');

const percent = (ratio: string): string => decimal(ratio).times(100).toFixed();
const ratio = (percentage: string): string => decimal(percentage).div(100).toFixed();

/** Interest and fees so far are lines of their own and bear nothing: no interest on interest (4.4). */
const schedule = (
  terms: Terms,
  accounts: readonly Account[],
  startsOn: string,
  rate: string,
  context: Pick<Context, 'policy'>,
): Schedule =>
  buildSchedule({
    type: terms.planType,
    currency: terms.currency,
    principalMinor: sum(accounts, (account) => account.principalMinor),
    startsOn,
    conventions: defaultConventions,
    calendar: context.policy.calendar,
    carriedInterestMinor: sum(accounts, (account) => account.interestMinor),
    carriedFeeMinor: sum(accounts, (account) => account.feesMinor + account.penaltyMinor),
    frequency: 'MONTHLY',
    periods: terms.periods,
    annualRatePct: percent(rate),
    ...(terms.firstDueOn === undefined ? {} : { firstDueOn: terms.firstDueOn }),
  });

const checkTerms = (terms: Terms, { policy }: Pick<Context, 'policy'>): void => {
  if (!policy.plan.types.includes(terms.planType))
    throw new Refusal('PlanTypeOff', `${terms.planType} is not offered`, { rules: ['R28'] });
  if (terms.periods > policy.plan.maxMonths)
    throw new Refusal('TermTooLong', `at most ${policy.plan.maxMonths} months`, { rules: ['R31', 'C6'] });
};

/** Amounts, dates and cost of one plan, within the law's limits (R28-R32); a pure function of file, terms and day. */
export const price = (file: CaseFile, terms: Terms, context: Pick<Context, 'asOf' | 'policy'>): PricedPlan => {
  checkTerms(terms, context);
  const { policy } = context;
  const accounts = registeredAccounts(file, terms.currency);
  if (accounts.length === 0)
    throw new Refusal('CurrencyMismatch', `no registered account is kept in ${terms.currency}`);
  const owedMinor = sum(
    accounts,
    (account) => account.principalMinor + account.interestMinor + account.feesMinor + account.penaltyMinor,
  );
  if (sum(accounts, (account) => account.principalMinor) <= 0) throw invalid('no principal is open');
  const own = highestRate(accounts);
  const annualRate = terms.annualRate ?? own;
  if (decimal(annualRate).gt(own))
    throw new Refusal('CostAboveCap', 'a plan never costs more than the debt it restructures', {
      rules: ['R32', 'C17'],
    });
  const startsOn = dateOf(context.asOf, zoneOf(file, policy));
  const planned = schedule(terms, accounts, startsOn, annualRate, context);
  const cost = ratio(effectiveAnnualCost({ principalMinor: owedMinor, startsOn, rows: planned.rows }));
  if (decimal(cost).gt(policy.plan.maxAnnualCost)) {
    throw new Refusal('CostAboveCap', `the plan costs ${cost} a year, at most ${policy.plan.maxAnnualCost}`, {
      rules: ['R32', 'C30'],
    });
  }
  const fullRate = decimal(annualRate).eq(own) ? planned : schedule(terms, accounts, startsOn, own, context);
  return {
    ...planned,
    annualRate,
    startsOn,
    graceDays: terms.graceDays ?? policy.plan.graceDays,
    effectiveAnnualCost: cost,
    reliefMinor: Math.max(0, fullRate.totalMinor - planned.totalMinor),
    owedMinor,
  };
};
