import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { LocalDate } from '#functions/domain/calendar.ts';

/** One figure with what it is made of and what it says. */
const Figure = z.strictObject({
  id: z.string(),
  says: z.string(),
  numerator: z.int(),
  denominator: z.int(),
  value: z.string().optional(),
});
const Arrears = z.strictObject({
  product: z.string(),
  bucket: z.string(),
  reason: z.string(),
  currency: z.string(),
  accounts: z.int().optional(),
  owedMinor: z.int().optional(),
});

/** 4.13: what the bank learns, for those who answer for it. */
export const reportRow = operation({
  operationId: 'getReport',
  method: 'GET',
  path: '/reports/{report}',
  resource: 'officers',
  summary:
    'Measures of a period, de-identified: of the service, or arrears by product, bucket and reason; JSON, CSV or SVG',
  roles: ['supervisor', 'risk', 'committee', 'auditor'],
  params: z.strictObject({ report: z.enum(['service', 'delinquency']) }),
  query: z.strictObject({
    from: LocalDate,
    to: LocalDate,
    branch: z.string().max(40).optional(),
    format: z.enum(['json', 'csv', 'svg']).default('json'),
  }),
  status: 200,
  response: z.union([
    z.strictObject({
      report: z.string(),
      from: LocalDate,
      to: LocalDate,
      branch: z.string().optional(),
      measures: z.array(Figure),
      arrears: z.array(Arrears),
    }),
    z.string(),
  ]),
  produces: ['application/json', 'text/csv', 'image/svg+xml'],
  refusals: ['PeriodTooLong'],
  events: [],
  rules: ['R65', '4.13', 'C3'],
  ifMatch: 'honoured',
  idempotent: false,
});
