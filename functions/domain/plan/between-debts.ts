import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Line } from '#functions/domain/plan/waterfall.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';

/** One account inside an agreement, with the figures that the plan was made from (4.15, 30). */
export interface Debt {
  readonly accountId: string;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feesMinor: number;
  readonly annualRate: string;
  readonly firstDelinquentOn: LocalDate;
  readonly security?: 'NONE' | 'PARTLY' | 'FULLY' | undefined;
}

export interface DebtPart {
  readonly accountId: string;
  readonly line: Line;
  readonly amountMinor: number;
}

export interface PaidLines {
  readonly paymentId: string;
  readonly valueDate: LocalDate;
  readonly parts: readonly { readonly line: Line; readonly amountMinor: number }[];
  /** The account that the borrower has named for this money (C25). */
  readonly designated?: string | undefined;
}

/** Shares in proportion to weights, to the minor unit: running sums are rounded, so that nothing is lost or made. */
export const inProportion = (totalMinor: number, weights: readonly number[]): number[] => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return weights.map((_, index) => (index === 0 ? totalMinor : 0));
  let seen = 0;
  let given = 0;
  return weights.map((weight) => {
    seen += weight;
    const upTo = roundMinor(decimal(totalMinor).times(seen).div(all), 'HALF_UP');
    const share = upTo - given;
    given = upTo;
    return share;
  });
};

const secured = { NONE: 0, PARTLY: 1, FULLY: 2 } as const;

const byText = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** C25: the borrower's designation, else due first, least secured, heavier burden, earlier due. Equal in all: pro rata. */
const before = (left: Debt, right: Debt, { designated, valueDate }: PaidLines): number =>
  Number(right.accountId === designated) - Number(left.accountId === designated) ||
  Number(right.firstDelinquentOn <= valueDate) - Number(left.firstDelinquentOn <= valueDate) ||
  secured[left.security ?? 'NONE'] - secured[right.security ?? 'NONE'] ||
  decimal(right.annualRate).cmp(decimal(left.annualRate)) ||
  byText(left.firstDelinquentOn, right.firstDelinquentOn);

/** Debts of one rank stand together. */
const ranks = (debts: readonly Debt[], payment: PaidLines): Debt[][] => {
  const groups: Debt[][] = [];
  for (const debt of debts.toSorted((left, right) => before(left, right, payment))) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && before(last[0], debt, payment) === 0) last.push(debt);
    else groups.push([debt]);
  }
  return groups;
};

const weightOf = ({ principalMinor, interestMinor, feesMinor }: Debt, line: Line): number => {
  if (line === 'principal') return principalMinor;
  return line === 'interest' ? principalMinor + interestMinor : feesMinor + principalMinor;
};

type Open = Map<string, number>;
const claimKey = (accountId: string, line: Line): string => `${line}#${accountId}`;

/** Of each line of the plan, what falls to each debt. */
const openClaims = (debts: readonly Debt[], dueByLine: Readonly<Record<Line, number>>): Open => {
  const open: Open = new Map();
  for (const line of ['fee', 'interest', 'principal', 'penalty', 'costs'] as const) {
    const shares = inProportion(
      dueByLine[line],
      debts.map((debt) => weightOf(debt, line)),
    );
    for (const [index, debt] of debts.entries()) open.set(claimKey(debt.accountId, line), shares[index] ?? 0);
  }
  return open;
};

const takeFrom = (open: Open, group: readonly Debt[], line: Line, moneyMinor: number): DebtPart[] => {
  const rooms = group.map(({ accountId }) => open.get(claimKey(accountId, line)) ?? 0);
  const room = rooms.reduce((sum, one) => sum + one, 0);
  const shares = inProportion(Math.min(moneyMinor, room), rooms);
  return group.flatMap(({ accountId }, index) => {
    const amountMinor = shares[index] ?? 0;
    if (amountMinor === 0) return [];
    const key = claimKey(accountId, line);
    open.set(key, (open.get(key) ?? 0) - amountMinor);
    return [{ accountId, line, amountMinor }];
  });
};

const sumOf = (parts: readonly { readonly amountMinor: number }[]): number =>
  parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** Money that was taken back (a refund beyond the excess) leaves the debts that were paid last. */
const giveBack = (open: Open, order: readonly Debt[][], line: Line, moneyMinor: number, paid: Open): DebtPart[] => {
  const parts: DebtPart[] = [];
  let left = moneyMinor;
  for (const { accountId } of order.toReversed().flat()) {
    const key = claimKey(accountId, line);
    const amountMinor = Math.min(left, paid.get(key) ?? 0);
    if (amountMinor <= 0) continue;
    open.set(key, (open.get(key) ?? 0) + amountMinor);
    parts.push({ accountId, line, amountMinor: -amountMinor });
    left -= amountMinor;
  }
  return parts;
};

const note = (paid: Open, parts: readonly DebtPart[]): void => {
  for (const { accountId, line, amountMinor } of parts) {
    const key = claimKey(accountId, line);
    paid.set(key, (paid.get(key) ?? 0) + amountMinor);
  }
};

export interface BetweenDebts {
  /** By payment, in the order given. */
  readonly payments: readonly { readonly paymentId: string; readonly parts: readonly DebtPart[] }[];
  /** What is still open of each debt's share in the plan. */
  readonly open: readonly { readonly accountId: string; readonly principalMinor: number; readonly openMinor: number }[];
}

/**
 * 4.5, 2: what each payment pays inside the plan is shared between the debts that the plan is made of. Asked anew each time,
 * like the allocation itself; the parts of a payment add up to what it paid, line by line.
 */
export const betweenDebts = (
  debts: readonly Debt[],
  dueByLine: Readonly<Record<Line, number>>,
  payments: readonly PaidLines[],
): BetweenDebts => {
  const open = openClaims(debts, dueByLine);
  const paid: Open = new Map();
  const shared = payments.map((payment) => {
    const order = ranks(debts, payment);
    const parts = payment.parts.flatMap(({ line, amountMinor }) => {
      if (amountMinor < 0) return giveBack(open, order, line, -amountMinor, paid);
      let leftMinor = amountMinor;
      return order.flatMap((group) => {
        const taken = takeFrom(open, group, line, leftMinor);
        leftMinor -= sumOf(taken);
        return taken;
      });
    });
    note(paid, parts);
    return { paymentId: payment.paymentId, parts: joined(parts) };
  });
  return {
    payments: shared,
    open: debts.map(({ accountId }) => ({
      accountId,
      principalMinor: open.get(claimKey(accountId, 'principal')) ?? 0,
      openMinor: [...open].reduce((sum, [key, minor]) => (key.endsWith(`#${accountId}`) ? sum + minor : sum), 0),
    })),
  };
};

/** One part for each account and line. */
const joined = (parts: readonly DebtPart[]): DebtPart[] =>
  [...Map.groupBy(parts, ({ accountId, line }) => claimKey(accountId, line)).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ ...first, amountMinor: sumOf(same) }];
  });
