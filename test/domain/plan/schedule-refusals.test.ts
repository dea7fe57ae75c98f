import { describe, expect, test } from 'vitest';
import { buildSchedule } from '#functions/domain/plan/schedule.ts';
import { defaultConventions, ScheduleInputs } from '#functions/domain/plan/schedule-inputs.ts';

const common = {
  currency: 'CNY',
  principalMinor: 1_200_000,
  startsOn: '2027-01-31',
  conventions: defaultConventions,
} as const;

const loan = {
  ...common,
  type: 'EQUAL_INSTALMENT',
  annualRatePct: '12',
  frequency: 'MONTHLY',
  periods: 12,
} as const;

describe('what is not a schedule', () => {
  const refused = expect.objectContaining({ code: 'ScheduleInvalid', rules: ['R28'] });
  const custom = { ...common, type: 'CUSTOM', annualRatePct: '0' } as const;

  test.each([
    ['amounts that do not add up', { ...custom, instalments: [{ dueOn: '2027-02-28', principalMinor: 1 }] }],
    ['amounts beyond the principal', { ...custom, instalments: [{ dueOn: '2027-02-28', principalMinor: 1_200_001 }] }],
    [
      'dates that do not rise',
      {
        ...custom,
        instalments: [
          { dueOn: '2027-02-28', principalMinor: 600_000 },
          { dueOn: '2027-02-28', principalMinor: 600_000 },
        ],
      },
    ],
    ['more periods than cents', { ...loan, principalMinor: 5, annualRatePct: '0' }],
    ['a first date before the start', { ...loan, firstDueOn: '2027-01-31' }],
    [
      'a moratorium without an end',
      { ...loan, type: 'MORATORIUM', moratoriumPeriods: 12, moratoriumInterest: 'PAID', followedBy: 'EQUAL_PRINCIPAL' },
    ],
    ['low instalments below the interest', { ...loan, type: 'STEP_UP', lowPeriods: 2, lowInstalmentMinor: 11_999 }],
    ['low instalments above the later ones', { ...loan, type: 'STEP_UP', lowPeriods: 2, lowInstalmentMinor: 300_000 }],
    [
      'a discount of everything',
      { ...common, type: 'LUMP_SUM', annualRatePct: '0', dueOn: '2027-03-01', discountMinor: 1_200_000 },
    ],
  ])('R28: %s are refused', (_, terms) => {
    expect(() => buildSchedule(ScheduleInputs.parse(terms))).toThrow(refused);
  });
});
