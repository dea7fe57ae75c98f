import * as z from 'zod';
import { cumulativeInterest, cumulativePrincipal, decimal, levelInstalment } from '#functions/domain/plan/rate.ts';
import { Amount } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase } from '#test/domain/plan/cases/published-case.ts';

const FunctionInputs = z.strictObject({
  function: z.enum(['PMT', 'CUMIPMT', 'CUMPRINC', 'IPMT', 'PPMT']),
  rate: Amount.optional(),
  rate_num: Amount.optional(),
  rate_den: Amount.default('1'),
  nper: z.int(),
  pv: Amount,
  start: z.int().default(1),
  end: z.int().default(1),
  per: z.int().optional(),
  type: z.literal(0).optional(),
});

/** Spreadsheet functions, unrounded. */
export const functionCase = ({ inputs }: PublishedCase): Found => {
  const { rate, rate_num, rate_den, nper, pv, start, end, per, ...rest } = FunctionInputs.parse(inputs);
  const periodRate = decimal(rate ?? rate_num ?? '0').div(rate_den);
  const principal = decimal(pv);
  switch (rest.function) {
    case 'PMT':
      return { value: levelInstalment(principal, periodRate, nper) };
    case 'CUMIPMT':
    case 'IPMT':
      return { value: cumulativeInterest(principal, periodRate, nper, per ?? start, per ?? end) };
    case 'CUMPRINC':
    case 'PPMT':
      return { value: cumulativePrincipal(principal, periodRate, nper, per ?? start, per ?? end) };
  }
};
