import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { lazySchemas } from '#infra/bundle.ts';

const Schema = z.custom<z.ZodType>((value) => typeof value === 'object' && value !== null && '_zod' in value);
const Contracts = z.object({
  operations: z.array(z.looseObject({ operationId: z.string(), params: Schema, query: Schema, response: Schema })),
  eventSchemas: z.record(z.string(), Schema),
  partKinds: z.record(z.string(), z.object({ schema: Schema })),
  machineTasks: z.record(z.string(), z.record(z.string(), z.object({ input: Schema, output: Schema }))),
  CaseHeader: Schema,
  PrivateItem: Schema,
});

/** The contracts as the bundles have them, or with zod as it is. */
const contractsWith = async (name: string, plugins: Parameters<typeof build>[0]['plugins']) => {
  const outfile = resolve(`dist/test/${name}.mjs`);
  mkdirSync('dist/test', { recursive: true });
  await build({
    stdin: {
      contents: `export { operations } from '#functions/contracts/operations.ts';
        export { machineTasks } from '#functions/contracts/workflows.ts';
        export { eventSchemas } from '#functions/domain/events.ts';
        export { partKinds, CaseHeader } from '#functions/domain/model.ts';
        export { PrivateItem } from '#functions/domain/private-items.ts';`,
      resolveDir: resolve('functions'),
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    plugins: plugins ?? [],
    logLevel: 'error',
    minifyWhitespace: true,
  });
  const contracts = Contracts.parse(await import(outfile));
  return { contracts };
};
const lazy = await contractsWith('lazy', [lazySchemas]);
const plain = await contractsWith('plain', []);

const described = ({ contracts }: typeof lazy) => {
  const told = (schema: z.ZodType) => [
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }),
  ];
  return {
    operations: contracts.operations.map(({ operationId, params, query, response, ...row }) => {
      const { body } = z.object({ body: Schema.optional() }).parse(row);
      return [operationId, told(params), told(query), told(response), body === undefined ? [] : told(body)];
    }),
    events: Object.entries(contracts.eventSchemas).map(([name, schema]) => [name, told(schema)]),
    parts: Object.entries(contracts.partKinds).map(([name, { schema }]) => [name, told(schema)]),
    tasks: Object.values(contracts.machineTasks).flatMap((tasks) =>
      Object.entries(tasks).map(([name, { input, output }]) => [name, told(input), told(output)]),
    ),
    others: [told(contracts.CaseHeader), told(contracts.PrivateItem)],
  };
};

test('what the bundles build at first use says the same as what zod builds at once', () => {
  expect(described(lazy)).toEqual(described(plain));
});

const answers = ({ contracts }: typeof lazy, body: unknown) =>
  contracts.operations.map(({ operationId, params, query, response }) =>
    [params, query, response].map((schema) => {
      const { success, data, error } = schema.safeParse(body);
      return [operationId, success, data, error?.issues];
    }),
  );

test.each([
  ['nothing', {}],
  ['a case id', { caseId: 'case_1' }],
  ['a page', { limit: '7', cursor: 'x' }],
  ['an unknown field', { caseId: 'case_1', version: 1, state: 'OPEN', surprise: true }],
  ['text', 'text'],
])('refusals and defaults are the same: %s', (_, body) => {
  expect(answers(lazy, body)).toEqual(answers(plain, body));
});

test('an error of a late schema is a ZodError to whoever asks', () => {
  expect(() => lazy.contracts.CaseHeader.parse({})).toThrow(expect.objectContaining({ name: 'ZodError' }));
});
