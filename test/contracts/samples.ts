import * as z from 'zod';
import type { Operation } from '#functions/contracts/operation.ts';

/** What a text may have to look like in this API; the first one that the pattern or format allows is taken. */
const spellings = [
  'sample_1',
  'sample',
  '2026-03-20',
  '2026-03-20T02:00:00Z',
  'a'.repeat(64),
  '0.1',
  '1',
  '10:00',
  'CNY',
  'Asia/Shanghai',
  'zh-Hans',
  'application/pdf',
] as const;

const Schema = z.looseObject({
  type: z.string().optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
});

const formats: Readonly<Record<string, string>> = { date: '2026-03-20', 'date-time': '2026-03-20T02:00:00Z' };

const textFor = ({ pattern, format, minLength = 0, maxLength = 4000 }: z.infer<typeof Schema>): string => {
  if (format !== undefined && formats[format] !== undefined) return formats[format];
  const isFit = (text: string): boolean =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return spellings.find(isFit) ?? 'x'.repeat(minLength);
};

const sampleFrom = (given: unknown, isWhole = false): unknown => {
  const schema = Schema.parse(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choice !== undefined) return sampleFrom(choice[0], isWhole);
  switch (schema.type ?? '') {
    case 'object': {
      const wanted = (isWhole ? Object.keys(schema.properties ?? {}) : (schema.required ?? [])).map(
        (name) => [name, sampleFrom(schema.properties?.[name] ?? {}, isWhole)] as const,
      );
      return Object.fromEntries(wanted);
    }
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, isWhole ? 1 : 0) }, () =>
        sampleFrom(schema.items, isWhole),
      );
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1);
    case 'boolean':
      return true;
    case 'string':
      return textFor(schema);
    default:
      return 'sample_1';
  }
};

/** Requests whose fields depend on each other, which a JSON schema does not say. */
const together: Readonly<Record<string, object>> = {
  requestUpload: { documentClass: 'ID' },
  assessAffordability: { provenIncomeMinor: 1 },
  quotePlans: { periods: 12 },
  reviewCapacity: { decision: 'ASSESS_AGAIN' },
  updateParties: { language: 'en', evidenceId: 'paper_1' },
};

export const jsonSchemaOf = (schema: z.ZodType): unknown =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** The smallest body that the row's schema lets through; an error says which field no sample fits. */
export const sampleBody = (row: Operation): unknown => {
  if (row.body === undefined) return undefined;
  const sample = z.record(z.string(), z.unknown()).parse(sampleFrom(jsonSchemaOf(row.body)));
  const body = { ...sample, ...together[row.operationId] };
  const checked = row.body.safeParse(body);
  if (!checked.success)
    throw new Error(`${row.operationId}: ${z.prettifyError(checked.error)} in ${JSON.stringify(body)}`);
  return body;
};

/** A body with everything that it may have; the parts need not go together. */
export const wholeSample = (schema: z.ZodType): unknown => sampleFrom(jsonSchemaOf(schema), true);

/** What a query must have at least. */
export const sampleQuery = (row: Operation): Record<string, string> =>
  z.record(z.string(), z.coerce.string()).parse(sampleFrom(jsonSchemaOf(row.query)));

/** Path parameters by their schemas; those that name the case are given. */
export const sampleParams = (row: Operation, given: Readonly<Record<string, string>>): Record<string, string> => {
  const sample = z.record(z.string(), z.coerce.string()).parse(sampleFrom(jsonSchemaOf(row.params)));
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, given[name] ?? value]));
};
