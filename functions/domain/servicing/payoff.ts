import { addDays } from '#functions/domain/calendar.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PayoffQuote } from '#functions/domain/payoff-part.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import type { Allocation, InstalmentStanding } from '#functions/domain/plan/allocation.ts';
import { settledRows } from '#functions/domain/plan/settlement.ts';
import type { Line } from '#functions/domain/plan/waterfall.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { allocationOf, ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { settlementOf } from '#functions/domain/servicing/settlement.ts';

const sumOf = (allocation: Allocation, part: (instalment: InstalmentStanding) => number): number =>
  allocation.instalments.reduce((sum, instalment) => sum + part(instalment), 0);

/** Interest and fees that were paid although the rows do not charge them any more. */
const paidInVain = (now: Standing, rows: readonly Row[]): number =>
  now.allocation.instalments.reduce((sum, { paid }, index) => {
    const { interestMinor = 0, feeMinor = 0 } = rows[index] ?? {};
    return sum + Math.max(0, paid.interest - interestMinor) + Math.max(0, paid.fee - feeMinor);
  }, 0);

type Amounts = Pick<PayoffQuote, 'lines' | 'totalMinor' | 'sparedMinor' | 'returnedMinor'>;

/** C27: all money so far, replayed over rows that charge interest and fees for the days that have passed and no more. */
export const amountsOn = (file: CaseFile, now: Standing, onDate: string): Amounts => {
  const then = allocationOf(file, now.agreement, ledgerOf(file), onDate);
  const open = (line: Line): number => sumOf(then, ({ openByLine }) => openByLine[line]);
  const lines = {
    principalMinor: open('principal'),
    interestMinor: open('interest'),
    feeMinor: open('fee'),
    penaltyMinor: open('penalty'),
    costsMinor: open('costs'),
  };
  const totalMinor = sumOf(then, ({ openMinor }) => openMinor);
  return {
    lines,
    totalMinor,
    sparedMinor: Math.max(0, now.openMinor - totalMinor),
    returnedMinor: paidInVain(now, settledRows(now.schedule, onDate)),
  };
};

const dayAsked = (file: CaseFile, onDate: string | undefined, context: Context): string => {
  const day = today(file, context);
  if (onDate !== undefined && onDate < day)
    throw new Refusal('InvalidRequest', 'a debt is paid off today or later', {
      fields: [{ pointer: '/onDate', message: `lies before ${day}` }],
    });
  return onDate ?? day;
};

/** C27: what has been paid ahead covers the days that have passed; what was to come is not asked for, and the rest goes back. */
const settledBy = (file: CaseFile, quote: PayoffQuote, quoted: Decision, context: Context): Decision => {
  const after = standing(withPart(file, 'payoffs', quote.quoteId, quote), quote.quotedOn);
  const settlement = after === undefined ? [] : settlementOf(file, after, context);
  return settlement.length === 0
    ? quoted
    : { ...quoted, events: [...quoted.events, ...settlement], uniques: freeOpenCase(file) };
};

/**
 * R57, R58, C27: what settles the debt on a day, line by line, before any reward. For ten days it binds the bank: money that
 * comes to the total by then settles the case, and what of it was for days after it came is refunded.
 */
export const quotePayoff: Decider<{ readonly onDate?: string | undefined }> = (file, { onDate: asked }, context) => {
  inState(file, 'SIGNING', 'ACTIVE', 'BREACHED', 'SETTLED');
  const wanted = dayAsked(file, asked, context);
  const quotedOn = today(file, context);
  const now = standing(file, quotedOn);
  if (now === undefined)
    throw new Refusal('StateForbids', 'a debt is paid off from the second signature on', {
      rules: ['R57'],
      state: file.status.state,
    });
  if (now.settled) throw new Refusal('NothingOwed', 'nothing is owed on that day', { rules: ['R57'] });
  const isPaidOff = amountsOn(file, now, quotedOn).totalMinor <= context.policy.instalment.toleranceMinor;
  const onDate = isPaidOff ? quotedOn : wanted;
  const amounts = amountsOn(file, now, onDate);
  const paidMinor = ledgerOf(file).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const quote: PayoffQuote = {
    quoteId: context.newId('payoff'),
    agreementId: now.agreement.agreementId,
    scheduleVersion: now.schedule.scheduleVersion,
    currency: now.schedule.currency,
    quotedBy: context.actor.id,
    quotedAt: context.asOf,
    quotedOn,
    onDate,
    validUntil: addDays(quotedOn, context.policy.plan.payoffQuoteDays),
    ...amounts,
    settlesAtMinor: paidMinor + amounts.totalMinor,
  };
  const quoted = { events: [happened('PayoffQuoted', { quote })], ids: { quoteId: quote.quoteId } };
  return isPaidOff ? settledBy(file, quote, quoted, context) : quoted;
};
