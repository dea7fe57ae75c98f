import type { Currency } from '#functions/domain/money.ts';
import { decimal, roundMinor } from '#functions/domain/plan/rate.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

export interface Household {
  readonly adults: number;
  readonly dependants: number;
}

const oneAdult: Household = { adults: 1, dependants: 0 };

/**
 * 4.6: what a household of this size needs to live on in its region, by the pack's table; declared essentials below it
 * are raised to it. Undefined where the pack speaks of another currency.
 */
export const essentialsFloor = (
  { currency, plan }: PolicyPack,
  region: string | undefined,
  asked: Currency,
  { adults, dependants }: Household = oneAdult,
): number | undefined => {
  if (asked !== currency) return undefined;
  const row = plan.essentialsFloors.find((one) => one.region === region);
  if (row !== undefined) return row.adultMinor + (adults - 1) * row.furtherAdultMinor + dependants * row.dependantMinor;
  const further = roundMinor(decimal(plan.essentialsFloorMinor).times(plan.furtherPersonShare), 'HALF_UP');
  return plan.essentialsFloorMinor + (adults - 1 + dependants) * further;
};
