import { amortise, levelOf } from '#functions/domain/plan/amortise.ts';
import type { Amortisation, Part } from '#functions/domain/plan/amortise.ts';

export interface Prepayment {
  /** Paid together with the instalment of this number, all of it to principal. */
  readonly no: number;
  readonly amountMinor: number;
  /** The same instalments for a shorter time, or smaller ones for the same time. */
  readonly effect: 'REDUCE_TERM' | 'REDUCE_INSTALMENT';
}

/** An annuity after extra payments; the principal of the instalment includes the extra. */
export const amortiseWithPrepayments = (plan: Amortisation, prepayments: readonly Prepayment[]): Part[] => {
  let levelMinor = plan.levelMinor ?? levelOf(plan);
  let rest: Amortisation = { ...plan, levelMinor };
  const done: Part[] = [];
  for (const { no, amountMinor, effect } of [...prepayments].sort((a, b) => a.no - b.no)) {
    const parts = amortise(rest).slice(0, no - done.length);
    const paid = parts.reduce((sum, part) => sum + part.principalMinor, 0);
    const extraMinor = Math.min(amountMinor, rest.principalMinor - paid);
    done.push(...withExtra(parts, extraMinor));
    const principalMinor = rest.principalMinor - paid - extraMinor;
    const years = plan.years.slice(no);
    const { levelMinor: _, ...open } = { ...rest, principalMinor, years };
    if (principalMinor === 0 || years.length === 0) return done;
    if (effect === 'REDUCE_INSTALMENT') levelMinor = levelOf(open);
    rest = { ...open, levelMinor };
  }
  return [...done, ...amortise(rest).filter((part) => part.principalMinor + part.interestMinor > 0)];
};

const withExtra = (parts: readonly Part[], extraMinor: number): Part[] =>
  parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, principalMinor: part.principalMinor + extraMinor } : part,
  );
