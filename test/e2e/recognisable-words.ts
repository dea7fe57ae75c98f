import * as z from 'zod';
import { operations } from '#functions/contracts/operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Call } from '#infra/local/api-client.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { jsonSchemaOf } from '#test/contracts/samples.ts';

const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  maxLength: z.number().optional(),
});
const Fields = z.record(z.string(), z.unknown());

/** Texts that the schema leaves open but that are codes: the business knows a few values of each. */
const codes = [
  'kind',
  'productType',
  'branch',
  'region',
  'jurisdiction',
  'textVersion',
  'field',
  'mediaType',
  'timezone',
  'templateVersion',
  'acknowledged',
];

export interface Words {
  /** The story in which every open text of a request is a recognisable word. */
  readonly story: Story;
  /** Every word that was sent so far, with the field that it went into. */
  readonly sent: ReadonlyMap<string, string>;
}

const isOpenText = (name: string, schema: z.infer<typeof Schema>): boolean =>
  schema.type === 'string' &&
  schema.enum === undefined &&
  schema.const === undefined &&
  schema.pattern === undefined &&
  schema.format === undefined &&
  (schema.maxLength ?? 4000) >= 20 &&
  !codes.includes(name);

const rowAt = (method: string, path: string): Operation | undefined =>
  operations.find(
    (row) =>
      row.method === method &&
      new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''),
  );

/** Puts a word of its own into every text field that a request has or may have; ids, dates, codes and numbers stay. */
export const withWords = (story: Story, marker: string): Words => {
  const sent = new Map<string, string>();
  const word = (where: string): string => {
    const one = `${marker}${String(sent.size).padStart(4, '0')}`;
    sent.set(one, where);
    return one;
  };

  const fill = (given: unknown, value: unknown, name: string, where: string): unknown => {
    const schema = Schema.parse(given);
    if (isOpenText(name, schema)) return word(where);
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return value.map((one: unknown) => fill(schema.items ?? {}, one, name, where));
    const fields = Fields.safeParse(value);
    if (!fields.success || schema.properties === undefined) return value;
    const known = Object.entries(schema.properties).map(
      ([field, of]) => [field, fill(of, fields.data[field], field, `${where}.${field}`)] as const,
    );
    return Object.fromEntries([...Object.entries(fields.data), ...known.filter(([, one]) => one !== undefined)]);
  };

  const worded = (method: string, path: string, call: Call | undefined): Call | undefined => {
    const row = rowAt(method, path);
    if (row?.body === undefined || call?.body === undefined) return call;
    return { ...call, body: fill(jsonSchemaOf(row.body), call.body, '', row.operationId) };
  };
  const told: Story = {
    ...story,
    ask: async (role, method, path, call) => story.ask(role, method, path, worded(method, path, call)),
    must: async (role, method, path, call) => story.must(role, method, path, worded(method, path, call)),
  };
  return { story: told, sent };
};
