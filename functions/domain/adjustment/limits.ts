import type { Adjustment } from '#functions/domain/adjustment-parts.ts';
import { highestTier, tierOfRelief } from '#functions/domain/adjustment/approval.ts';
import { isReplanning, need } from '#functions/domain/adjustment/relief.ts';
import type { Relief, ReliefType } from '#functions/domain/adjustment/relief.ts';
import type { Plan } from '#functions/domain/adjustment/running-plan.ts';
import { addMonths, daysBetween, monthsBetween, nextBusinessDayOnOrAfter } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Row, Tier } from '#functions/domain/plan-parts.ts';
import { decimal } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';

/** 4.7: a due date moves by thirty days at most; up to seven days need nobody's consent (R46). */
const grace = { maxDays: 30, freeDays: 7 };
const holidayPeriods = 3;
/** R46: months of extension by tier, all extensions of the agreement together. */
const extensionTiers = { L1: 6, L2: 24 };

/** 4.7: how often within how many months (undefined: of the whole agreement). */
const oftenest: Partial<Record<ReliefType, readonly { readonly times: number; readonly months?: number }[]>> = {
  TERM_EXTENSION: [{ times: 2 }],
  GRACE_EXTENSION: [{ times: 2, months: 12 }],
  PAYMENT_HOLIDAY: [{ times: 1, months: 12 }],
  DUE_DAY_CHANGE: [{ times: 1, months: 12 }],
  PLAN_REPLACEMENT: [
    { times: 1, months: 12 },
    { times: 2, months: 60 },
  ],
};

export const living = (file: CaseFile): readonly Adjustment[] =>
  Object.values(file.adjustments).filter(({ status }) => status !== 'REFUSED' && status !== 'LAPSED');

const limit = (detail: string): Refusal => new Refusal('AdjustmentLimitReached', detail, { rules: ['R46', '4.7'] });

/** As what it counts: a waiver that brings new terms along is a replacement besides. */
const checkOften = ({ file, policy, day }: Plan, type: ReliefType): void => {
  const asked = living(file)
    .filter((other) => other.type === type || (type === 'PLAN_REPLACEMENT' && isReplanning(other)))
    .map(({ requestedAt }) => dayOf(file, policy, requestedAt));
  for (const { times, months } of oftenest[type] ?? []) {
    const recent = months === undefined ? asked : asked.filter((one) => addMonths(one, months) > day);
    if (recent.length >= times)
      throw limit(`${type} ${times} times${months === undefined ? ' for one agreement' : ` in ${months} months`}`);
  }
};

type Span = { readonly fromOn?: string | undefined; readonly toOn?: string | undefined };
const lengthOf = ({ fromOn, toOn }: Span): number =>
  fromOn === undefined || toOn === undefined ? 0 : daysBetween(fromOn, toOn) + 1;

const suspensions = (file: CaseFile): readonly Adjustment[] =>
  living(file).filter(({ type }) => type === 'INTEREST_SUSPENSION');

const checkSuspension = ({ file, now, policy }: Plan, relief: Relief): void => {
  const fromOn = need(relief, 'fromOn');
  const toOn = need(relief, 'toOn');
  if (decimal(now.schedule.annualRate).eq(0))
    throw new Refusal('RateIsZero', 'the plan bears no interest', { rules: ['4.7'] });
  const { suspensionMaxMonths, suspensionMaxMonthsTotal } = policy.adjustment;
  if (toOn >= addMonths(fromOn, suspensionMaxMonths)) throw limit(`at most ${suspensionMaxMonths} months at a time`);
  const others = suspensions(file);
  if (others.some((other) => (other.fromOn ?? '') <= toOn && fromOn <= (other.toOn ?? '')))
    throw new Refusal('SuspensionOverlaps', 'interest is, or is asked to be, suspended on some of these days', {
      rules: ['4.7'],
    });
  const days = others.reduce((sum, other) => sum + lengthOf(other), lengthOf({ fromOn, toOn }));
  if (days > daysBetween(fromOn, addMonths(fromOn, suspensionMaxMonthsTotal)))
    throw limit(`at most ${suspensionMaxMonthsTotal} months for one agreement`);
};

/** A new schedule counts interest anew: days that are suspended must lie behind it. Of two that are only asked for one wins. */
const checkNoSuspension = ({ now, day }: Plan): void => {
  if (now.schedule.suspended.some(({ toOn }) => toOn >= day))
    throw new Refusal('SuspensionOverlaps', 'interest is suspended; other terms come after it', { rules: ['4.7'] });
};

/** PENALTY_WAIVER: no more than the accounts brought as penalties, all waivers together. */
const checkPenalties = ({ file }: Plan, relief: Relief): void => {
  const brought = Object.values(file.accounts).reduce((sum, { penaltyMinor }) => sum + penaltyMinor, 0);
  const before = living(file)
    .filter(({ type }) => type === 'PENALTY_WAIVER')
    .reduce((sum, { costMinor }) => sum + costMinor, 0);
  const asked = need(relief, 'lines').reduce((sum, { amountMinor }) => sum + amountMinor, before);
  if (asked > brought)
    throw new Refusal('PastIsFixed', `penalties in this plan: ${brought}, waived before: ${before}`, {
      rules: ['R49', '4.7'],
    });
};

/** 4.7: the limits of each type that its request alone shows. */
export const checkLimits = (plan: Plan, relief: Relief): void => {
  checkOften(plan, relief.type);
  if (isReplanning(relief)) {
    checkOften(plan, 'PLAN_REPLACEMENT');
    checkNoSuspension(plan);
  }
  switch (relief.type) {
    case 'INTEREST_SUSPENSION':
      checkSuspension(plan, relief);
      break;
    case 'GRACE_EXTENSION': {
      const days = daysBetween(need(relief, 'fromOn'), need(relief, 'toOn'));
      if (days <= 0 || days > grace.maxDays) throw limit(`later, and by ${grace.maxDays} days at most`);
      break;
    }
    case 'PAYMENT_HOLIDAY':
      if (need(relief, 'periods') > holidayPeriods) throw limit(`at most ${holidayPeriods} periods`);
      checkNoSuspension(plan);
      break;
    case 'TERM_EXTENSION':
      checkNoSuspension(plan);
      break;
    case 'PENALTY_WAIVER':
      checkPenalties(plan, relief);
      break;
    case 'PRINCIPAL_FORGIVENESS':
      if (!plan.policy.adjustment.principalForgiveness) throw limit('principal is not given up');
      break;
    case 'PLAN_REPLACEMENT':
    case 'INTEREST_WAIVER':
    case 'FEE_WAIVER':
    case 'DUE_DAY_CHANGE':
      break;
  }
};

/** R31: sixty months from the first effective date, whatever was extended before; a closed last day moves later (C32). */
export const checkTerm = ({ now, policy }: Plan, after: readonly Row[]): void => {
  const since = now.agreement.effectiveOn ?? now.schedule.fromOn;
  const last = nextBusinessDayOnOrAfter(addMonths(since, policy.plan.maxMonths), policy.calendar);
  const lastDueOn = after.at(-1)?.dueOn ?? since;
  if (lastDueOn > last && lastDueOn > (now.schedule.rows.at(-1)?.dueOn ?? ''))
    throw new Refusal('TermTooLong', `at most ${policy.plan.maxMonths} months, until ${last}`, {
      rules: ['R31', 'C6'],
    });
};

/** Begun months by which the plan becomes longer; a closed day on which it would have ended makes it no longer (C32). */
export const monthsLonger = (before: readonly Row[], after: readonly Row[], { calendar }: PolicyPack): number => {
  const was: LocalDate = before.at(-1)?.dueOn ?? '';
  const is: LocalDate = after.at(-1)?.dueOn ?? was;
  if (was === '' || is <= was) return 0;
  const months = monthsBetween(was, is);
  return nextBusinessDayOnOrAfter(addMonths(was, months), calendar) < is ? months + 1 : months;
};

const extensionTier = (months: number): Tier => {
  if (months === 0) return 'AUTO';
  if (months <= extensionTiers.L1) return 'L1';
  return months <= extensionTiers.L2 ? 'L2' : 'L3';
};

const baseTier = (relief: Relief): Tier => {
  switch (relief.type) {
    case 'DUE_DAY_CHANGE':
      return 'AUTO';
    case 'GRACE_EXTENSION':
      return daysBetween(need(relief, 'fromOn'), need(relief, 'toOn')) <= grace.freeDays ? 'AUTO' : 'L1';
    case 'TERM_EXTENSION':
    case 'PAYMENT_HOLIDAY':
    case 'INTEREST_WAIVER':
    case 'FEE_WAIVER':
    case 'PENALTY_WAIVER':
      return isReplanning(relief) ? 'L2' : 'L1';
    case 'INTEREST_SUSPENSION':
    case 'PLAN_REPLACEMENT':
      return 'L2';
    case 'PRINCIPAL_FORGIVENESS':
      return 'L3';
  }
};

/** R46; 4.15, 24: by all relief of the agreement together, in money and in months; a change of days alone needs nobody. */
export const tierFor = (
  { file, now, policy }: Plan,
  relief: Relief,
  { costMinor, months }: { readonly costMinor: number; readonly months: number },
): Tier => {
  const base = baseTier(relief);
  if (relief.type === 'DUE_DAY_CHANGE' || relief.type === 'GRACE_EXTENSION') return base;
  const others = living(file);
  const given = others.reduce((sum, other) => sum + other.costMinor, costMinor);
  const longer = others.reduce((sum, other) => sum + (other.extendedMonths ?? 0), months);
  return highestTier(
    base,
    tierOfRelief(given, now.openMinor + given - costMinor, policy),
    months === 0 ? 'AUTO' : extensionTier(longer),
  );
};
