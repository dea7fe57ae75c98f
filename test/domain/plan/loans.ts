import { defaultConventions } from '#functions/domain/plan/schedule-inputs.ts';

export const common = {
  currency: 'CNY',
  principalMinor: 1_200_000,
  startsOn: '2027-01-31',
  conventions: defaultConventions,
} as const;

export const loan = {
  ...common,
  type: 'EQUAL_INSTALMENT',
  annualRatePct: '12',
  frequency: 'MONTHLY',
  periods: 12,
} as const;

export const weekends = { holidays: ['2027-03-31'], weekend: [6, 7] } as const;
