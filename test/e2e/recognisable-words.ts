import * as z from 'zod';
import { operations } from '#functions/contracts/operations.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import type { Call } from '#infra/local/api-client.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { jsonSchemaOf, wholeSample } from '#test/contracts/samples.ts';

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

export interface Words {
  /** The story in which every open text of a request is a recognisable word. */
  readonly story: Story;
  /** The body of a request with a word in every text that it may have. */
  readonly wordy: (row: Operation) => unknown;
  /** Every word that was sent so far, with the field that it went into. */
  readonly sent: ReadonlyMap<string, string>;
}

/** Texts that the schemas leave open but that are codes of the bank or of the law: events, indexes and logs may name them. */
const codes: ReadonlySet<string> = new Set([
  'kind',
  'productType',
  'branch',
  'region',
  'jurisdiction',
  'timezone',
  'textVersion',
  'templateVersion',
  'mediaType',
  'field',
  'acknowledged',
  'sourceRef',
  'operation',
]);

/** Whatever is no list, no code and no date is a text that somebody may write, however short. */
const isOpenText = (where: string, schema: z.infer<typeof Schema>): boolean =>
  !codes.has(where.split('.').at(-1) ?? '') &&
  schema.type === 'string' &&
  schema.enum === undefined &&
  schema.const === undefined &&
  schema.pattern === undefined &&
  schema.format === undefined;

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

  const fill = (given: unknown, value: unknown, where: string): unknown => {
    const schema = Schema.parse(given);
    if (isOpenText(where, schema)) return word(where);
    if (value === undefined) return undefined;
    if (Array.isArray(value)) return value.map((one: unknown) => fill(schema.items ?? {}, one, where));
    const fields = Fields.safeParse(value);
    if (!fields.success || schema.properties === undefined) return value;
    const known = Object.entries(schema.properties).map(
      ([field, of]) => [field, fill(of, fields.data[field], `${where}.${field}`)] as const,
    );
    return Object.fromEntries([...Object.entries(fields.data), ...known.filter(([, one]) => one !== undefined)]);
  };

  const worded = (method: string, path: string, call: Call | undefined): Call | undefined => {
    const row = rowAt(method, path);
    if (row?.body === undefined || call?.body === undefined) return call;
    return { ...call, body: fill(jsonSchemaOf(row.body), call.body, row.operationId) };
  };
  const told: Story = {
    ...story,
    ask: async (role, method, path, call) => story.ask(role, method, path, worded(method, path, call)),
    must: async (role, method, path, call) => story.must(role, method, path, worded(method, path, call)),
    refused: async (code, role, method, path, call) =>
      story.refused(code, role, method, path, worded(method, path, call)),
  };
  /** A body with a word in each of its texts, those of optional parts too. */
  const wordy = (row: Operation): unknown =>
    row.body === undefined ? undefined : fill(jsonSchemaOf(row.body), wholeSample(row.body), row.operationId);
  return { story: told, sent, wordy };
};

/** Every text that some request may carry, by operation and field. */
export const textsOf = (row: Operation): readonly string[] => {
  const walk = (given: unknown, where: string): string[] => {
    const schema = Schema.parse(given);
    if (isOpenText(where, schema)) return [where];
    return [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, of]) => walk(of, `${where}.${name}`)),
      ...(schema.items === undefined ? [] : walk(schema.items, where)),
    ];
  };
  return row.body === undefined ? [] : walk(jsonSchemaOf(row.body), row.operationId);
};
