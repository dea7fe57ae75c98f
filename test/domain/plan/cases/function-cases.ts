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
  /** 0: paid at the end of a period, 1: at its start. */
  type: z.union([z.literal(0), z.literal(1)]).default(0),
});

/** Spreadsheet functions, unrounded. */
export const functionCase = ({ inputs }: PublishedCase): Found => {
  const { rate, rate_num, rate_den, nper, pv, start, end, per, type, ...rest } = FunctionInputs.parse(inputs);
  const periodRate = decimal(rate ?? rate_num ?? '0').div(rate_den);
  const principal = decimal(pv);
  const first = per ?? start;
  const last = per ?? end;
  const growth = type === 1 ? periodRate.plus(1) : decimal(1);
  const level = levelInstalment(principal, periodRate, nper).div(growth);
  /** Paid at the start, the first instalment bears nothing and every later one a period less. */
  const from = type === 1 ? Math.max(2, first) : first;
  const interest = last < from ? decimal(0) : cumulativeInterest(principal, periodRate, nper, from, last).div(growth);
  const paid = level.times(last - first + 1);
  switch (rest.function) {
    case 'PMT':
      return { value: level };
    case 'CUMIPMT':
    case 'IPMT':
      return { value: interest };
    case 'CUMPRINC':
    case 'PPMT':
      return {
        value: type === 1 ? paid.minus(interest) : cumulativePrincipal(principal, periodRate, nper, first, last),
      };
  }
};
