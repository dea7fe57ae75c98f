import type { LocalDate } from '#functions/domain/calendar.ts';
import { sparedInterest } from '#functions/domain/plan/spared-interest.ts';
import type { Bears, PrincipalCut } from '#functions/domain/plan/spared-interest.ts';
import { pay, spend, sumOf } from '#functions/domain/plan/spending.ts';
import type { Claim, PaidPart, Receipt } from '#functions/domain/plan/spending.ts';
import { waterfallOf } from '#functions/domain/plan/waterfall.ts';
import type { Line, Profile, Waterfall } from '#functions/domain/plan/waterfall.ts';

export interface Charge {
  readonly line: Line;
  readonly amountMinor: number;
  readonly dueOn: LocalDate;
  /** The charge exists from this day on; a payment of an earlier value date cannot pay it. */
  readonly addedOn?: LocalDate | undefined;
}

/** A schedule row is one; penalties and costs come on top as charges. */
export interface Instalment {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  readonly charges?: readonly Charge[] | undefined;
}

/** One entry of the append-only ledger; negative: a reversal of `reversalOf`, else a refund. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly valueDate: LocalDate;
  readonly reversalOf?: string | undefined;
}

export interface InstalmentStanding {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly paid: Readonly<Record<Line, number>>;
  readonly dueMinor: number;
  readonly openMinor: number;
  readonly openByLine: Readonly<Record<Line, number>>;
  /** Value date of the payment that closed it, up to the tolerance of R53. */
  readonly paidOn?: LocalDate | undefined;
}

export interface Allocation {
  readonly instalments: readonly InstalmentStanding[];
  readonly payments: readonly { readonly paymentId: string; readonly allocations: readonly PaidPart[] }[];
  /** Money that found nothing to pay: refunded within five business days (4.5). */
  readonly excessMinor: number;
  /** Interest that principal repaid early no longer bears (C27). */
  readonly sparedMinor: number;
}

const claimsOf = (instalments: readonly Instalment[], waterfall: Waterfall): Claim[] =>
  instalments.flatMap(({ no, dueOn, principalMinor, interestMinor, feeMinor, charges = [] }) => {
    const claim = (line: Line, amountMinor: number, standsBy = dueOn, addedOn?: LocalDate): Claim => ({
      instalmentNo: no,
      line,
      standsBy,
      addedOn,
      amountMinor,
      openMinor: amountMinor,
    });
    const own = waterfall.chargesStandBy === 'OWN_DUE_DATE';
    return [
      claim('principal', principalMinor),
      claim('interest', interestMinor),
      claim('fee', feeMinor),
      ...charges.map((charge) => claim(charge.line, charge.amountMinor, own ? charge.dueOn : dueOn, charge.addedOn)),
    ];
  });

/**
 * A reversed payment never was money: it counts with what is left of it, on its own value date,
 * and everything later is replayed (4.5). Sorting is stable, so one day keeps its ledger order.
 */
const receiptsOf = (ledger: readonly LedgerEntry[]): Receipt[] => {
  const reversed = new Map<string, number>();
  for (const { reversalOf, amountMinor } of ledger) {
    if (reversalOf === undefined) continue;
    reversed.set(reversalOf, (reversed.get(reversalOf) ?? 0) + amountMinor);
  }
  return ledger
    .filter((entry) => entry.reversalOf === undefined)
    .map(({ paymentId, valueDate, amountMinor }) => ({
      paymentId,
      valueDate,
      amountMinor: amountMinor + (reversed.get(paymentId) ?? 0),
    }))
    .sort((left, right) => compareText(left.valueDate, right.valueDate));
};

const compareText = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

/** A refund beyond the excess takes back what was paid last. */
const takeBack = (claims: readonly Claim[], history: readonly PaidPart[], amountMinor: number): PaidPart[] => {
  const parts: PaidPart[] = [];
  let leftMinor = amountMinor;
  for (const { instalmentNo, line } of [...history].reverse()) {
    const claim = claims.findLast(
      (candidate) =>
        candidate.instalmentNo === instalmentNo &&
        candidate.line === line &&
        candidate.openMinor < candidate.amountMinor,
    );
    if (claim === undefined || leftMinor === 0) continue;
    const back = Math.min(leftMinor, claim.amountMinor - claim.openMinor);
    parts.push(pay(claim, -back));
    leftMinor -= back;
  }
  return parts;
};

const byLine = (claims: readonly Claim[], part: (claim: Claim) => number): Record<Line, number> => {
  const sums = { fee: 0, interest: 0, principal: 0, penalty: 0, costs: 0 };
  for (const claim of claims) sums[claim.line] += part(claim);
  return sums;
};

const openOf = (claims: readonly Claim[]): number => claims.reduce((sum, claim) => sum + claim.openMinor, 0);

export interface AllocationOptions {
  /** A shortfall up to this counts as paid (R53); it stays open in the books. */
  readonly toleranceMinor?: number;
  /** The order for money of a value date, where the borrower has chosen: a choice holds from its day on. */
  readonly waterfallOn?: (valueDate: LocalDate) => Waterfall;
  /** Where it is known, principal repaid ahead spares its interest (C27). */
  readonly bears?: Bears;
}

/** Takes off the open interest what repaid principal no longer bears; what was paid of it already stays paid. */
const spare = (claims: readonly Claim[], sparedByNo: ReadonlyMap<number, number>, taken: Map<number, number>): void => {
  for (const claim of claims) {
    if (claim.line !== 'interest') continue;
    const before = taken.get(claim.instalmentNo) ?? 0;
    const offMinor = Math.min(claim.openMinor, (sparedByNo.get(claim.instalmentNo) ?? 0) - before);
    if (offMinor <= 0) continue;
    claim.amountMinor -= offMinor;
    claim.openMinor -= offMinor;
    taken.set(claim.instalmentNo, before + offMinor);
  }
};

/** Which instalment is paid by what, asked anew each time: nothing of it is stored, so replay is simply asking again. */
export const allocateBy = (
  instalments: readonly Instalment[],
  ledger: readonly LedgerEntry[],
  waterfall: Waterfall,
  { toleranceMinor = 0, waterfallOn = () => waterfall, bears }: AllocationOptions = {},
): Allocation => {
  const claims = claimsOf(instalments, waterfall);
  const claimsByNo = Map.groupBy(claims, (claim) => claim.instalmentNo);
  const paidOn = new Map<number, LocalDate>();
  const history: PaidPart[] = [];
  const cuts: PrincipalCut[] = [];
  const spared = new Map<number, number>();
  const dueOn = new Map(instalments.map((instalment) => [instalment.no, instalment.dueOn]));
  let excessMinor = 0;
  const payments = receiptsOf(ledger).map((receipt) => {
    const { paymentId, valueDate, amountMinor } = receipt;
    const fromExcess = Math.min(excessMinor, Math.max(0, -amountMinor));
    const order = waterfallOn(valueDate);
    const allocations =
      amountMinor >= 0
        ? spend(claims, receipt, order, (parts) => {
            if (bears === undefined || order.inAdvance !== 'LAST_INSTALMENT') return;
            const ahead = parts.filter(
              (part) => part.line === 'principal' && (dueOn.get(part.instalmentNo) ?? '') > valueDate,
            );
            cuts.push(...ahead.map((part) => ({ ...part, valueDate })));
            spare(claims, sparedInterest(instalments, cuts, bears), spared);
          })
        : takeBack(claims, history, -amountMinor - fromExcess);
    history.push(...allocations);
    excessMinor += amountMinor - sumOf(allocations);
    for (const no of new Set(allocations.map((part) => part.instalmentNo))) {
      if (openOf(claimsByNo.get(no) ?? []) > toleranceMinor) paidOn.delete(no);
      else if (!paidOn.has(no)) paidOn.set(no, valueDate);
    }
    return { paymentId, allocations };
  });
  const standings = instalments.map(({ no, dueOn }) => {
    const own = claimsByNo.get(no) ?? [];
    return {
      no,
      dueOn,
      paid: byLine(own, (claim) => claim.amountMinor - claim.openMinor),
      dueMinor: own.reduce((sum, claim) => sum + claim.amountMinor, 0),
      openMinor: openOf(own),
      openByLine: byLine(own, (claim) => claim.openMinor),
      paidOn: paidOn.get(no),
    };
  });
  return {
    instalments: standings,
    payments,
    excessMinor,
    sparedMinor: [...spared.values()].reduce((sum, amount) => sum + amount, 0),
  };
};

/** Oldest instalment first, inside it by the waterfall that the agreement names (4.5). */
export const allocate = (
  instalments: readonly Instalment[],
  ledger: readonly LedgerEntry[],
  profile: Profile,
  options: AllocationOptions & { readonly excess?: 'NEXT_INSTALMENTS' | 'PRINCIPAL' } = {},
): Allocation => allocateBy(instalments, ledger, waterfallOf(profile, options.excess), options);
