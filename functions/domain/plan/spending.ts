import type { LocalDate } from '#functions/domain/calendar.ts';
import { splitMinor } from '#functions/domain/money.ts';
import { standingOn } from '#functions/domain/plan/waterfall.ts';
import type { Line, Waterfall, WaterfallGroup } from '#functions/domain/plan/waterfall.ts';

export interface PaidPart {
  readonly instalmentNo: number;
  readonly line: Line;
  readonly amountMinor: number;
}

/** One line of one instalment, or one charge, and what is still open of it. */
export interface Claim {
  readonly instalmentNo: number;
  readonly line: Line;
  readonly standsBy: LocalDate;
  readonly addedOn: LocalDate | undefined;
  amountMinor: number;
  openMinor: number;
}

export interface Receipt {
  readonly paymentId: string;
  readonly valueDate: LocalDate;
  readonly amountMinor: number;
}

export const pay = (claim: Claim, amountMinor: number): PaidPart => {
  claim.openMinor -= amountMinor;
  return { instalmentNo: claim.instalmentNo, line: claim.line, amountMinor };
};

const payInTurn = (claims: readonly Claim[], moneyMinor: number): PaidPart[] => {
  const parts: PaidPart[] = [];
  let leftMinor = moneyMinor;
  for (const claim of claims) {
    const amountMinor = Math.min(claim.openMinor, leftMinor);
    if (amountMinor <= 0) continue;
    parts.push(pay(claim, amountMinor));
    leftMinor -= amountMinor;
  }
  return parts;
};

/** Equal shares over the open instalments; what an almost paid one cannot take goes round again. */
const payAlike = (claims: readonly Claim[], moneyMinor: number): PaidPart[] => {
  const parts: PaidPart[] = [];
  let leftMinor = moneyMinor;
  while (leftMinor > 0) {
    const open = Map.groupBy(
      claims.filter((claim) => claim.openMinor > 0),
      (claim) => claim.instalmentNo,
    );
    if (open.size === 0) return parts;
    const shares = splitMinor(leftMinor, open.size);
    const round = [...open.values()].flatMap((own, index) => payInTurn(own, shares[index] ?? 0));
    parts.push(...round);
    leftMinor -= sumOf(round);
  }
  return parts;
};

export const sumOf = (parts: readonly PaidPart[]): number => parts.reduce((sum, part) => sum + part.amountMinor, 0);

/** The claims of one group in the order in which they are paid. */
const inOrder = (claims: readonly Claim[], group: WaterfallGroup, waterfall: Waterfall): Claim[] => {
  const rank = (claim: Claim): number => group.lines.indexOf(claim.line);
  const isLastFirst = waterfall.inAdvance === 'LAST_INSTALMENT' && group.standings.includes('IN_ADVANCE');
  const turn = (left: Claim, right: Claim): number =>
    isLastFirst ? right.instalmentNo - left.instalmentNo : left.instalmentNo - right.instalmentNo;
  return [...claims].sort((left, right) =>
    waterfall.processing === 'BY_INSTALMENT'
      ? turn(left, right) || rank(left) - rank(right)
      : rank(left) - rank(right) || turn(left, right),
  );
};

/** One payment through the whole waterfall; what finds nothing to pay is left over. `onGroup` hears what each group took. */
export const spend = (
  claims: readonly Claim[],
  receipt: Receipt,
  waterfall: Waterfall,
  onGroup: (parts: readonly PaidPart[]) => void = () => {},
): PaidPart[] => {
  const parts: PaidPart[] = [];
  for (const group of waterfall.groups) {
    const candidates = claims.filter(
      (claim) =>
        claim.openMinor > 0 &&
        group.lines.includes(claim.line) &&
        group.standings.includes(standingOn(claim.standsBy, receipt.valueDate)) &&
        (claim.addedOn === undefined || claim.addedOn <= receipt.valueDate),
    );
    const ordered = inOrder(candidates, group, waterfall);
    const leftMinor = receipt.amountMinor - sumOf(parts);
    const isAlike = waterfall.inAdvance === 'REAMORTISE' && group.standings.includes('IN_ADVANCE');
    const taken = isAlike ? payAlike(ordered, leftMinor) : payInTurn(ordered, leftMinor);
    parts.push(...taken);
    onGroup(taken);
  }
  return parts;
};
