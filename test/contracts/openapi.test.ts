import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { openApiDocument, openApiText } from '#functions/contracts/openapi.ts';
import { documentOf } from '#functions/contracts/operation-descriptions.ts';
import { operation } from '#functions/contracts/operation.ts';
import { PageQuery } from '#functions/contracts/schemas.ts';

const rows = [
  operation({
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    resource: 'cases',
    summary: 'Lists',
    roles: ['agent'],
    params: z.strictObject({}),
    query: PageQuery,
    status: 200,
    response: z.strictObject({ items: z.array(z.string()) }),
    refusals: [],
    events: [],
    rules: [],
    ifMatch: 'honoured',
    idempotent: false,
  }),
  operation({
    operationId: 'judgeThing',
    method: 'POST',
    path: '/cases/{caseId}/things',
    resource: 'cases',
    summary: 'Judges',
    roles: ['risk'],
    params: z.strictObject({ caseId: z.string() }),
    query: z.strictObject({}),
    body: z.strictObject({ reason: z.string() }),
    status: 201,
    response: z.strictObject({ caseId: z.string() }),
    refusals: ['ReasonMissing'],
    events: [],
    rules: ['R33'],
    ifMatch: 'required',
    idempotent: true,
  }),
  operation({
    operationId: 'getHealth',
    method: 'GET',
    path: '/health',
    resource: 'service',
    summary: 'Health',
    roles: 'public',
    params: z.strictObject({}),
    query: z.strictObject({}),
    status: 200,
    response: z.strictObject({ status: z.literal('ok') }),
    refusals: [],
    events: [],
    rules: [],
    ifMatch: 'honoured',
    idempotent: false,
  }),
];

const Parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const Described = z.object({
  operationId: z.string(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(Parameter),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), headers: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const Document = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), Described)) });

/** The document as a reader sees it: every `$ref` to a header, parameter or response in its place. */
const resolved = (value: unknown, root: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => resolved(one, root));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = z.looseObject({ $ref: z.string().optional() }).parse(value);
  if ($ref === undefined || $ref.startsWith('#/components/schemas/'))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, root)]));
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((from, key) => z.record(z.string(), z.unknown()).parse(from)[key], root);
  return resolved(found, root);
};
const plain: unknown = JSON.parse(JSON.stringify(documentOf(rows)));
const document = Document.parse(resolved(plain, plain));
const described = (path: string, method: string) => Described.parse(document.paths[path]?.[method]);

test('the document is OpenAPI 3.1 with every row once', () => {
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId))).toEqual([
    'listThings',
    'judgeThing',
    'getHealth',
  ]);
});

test('a judging act wants key and version, and says what may be refused', () => {
  const { parameters, responses } = described('/cases/{caseId}/things', 'post');
  const required = parameters.filter((one) => one.in === 'header' && one.required === true).map((one) => one.name);
  expect(required.toSorted()).toEqual(['Idempotency-Key', 'If-Match']);
  expect(responses['422']?.description).toContain('ReasonMissing');
  expect(Object.keys(responses)).toEqual(
    expect.arrayContaining([
      '201',
      '400',
      '401',
      '403',
      '404',
      '405',
      '409',
      '412',
      '413',
      '415',
      '422',
      '428',
      '429',
      '500',
    ]),
  );
  expect(Object.keys(responses['201']?.headers ?? {})).toEqual(
    expect.arrayContaining(['As-Of', 'ETag', 'Idempotency-Replayed']),
  );
});

test('a list has a link to its next page and may refuse a cursor', () => {
  const { responses } = described('/things', 'get');
  expect(Object.keys(responses['200']?.headers ?? {})).toContain('Link');
  expect(responses['400']?.description).toContain('CursorInvalid');
});

test('a public operation wants no token, every other one does', () => {
  expect(described('/health', 'get').security).toEqual([]);
  expect(described('/health', 'get').responses['401']).toBeUndefined();
  expect(described('/things', 'get').security).toBeUndefined();
});

test('the committed document is what the table says (`npm run openapi`)', () => {
  const committed: unknown = JSON.parse(readFileSync('openapi.json', 'utf8'));
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

const Components = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });
const { schemas } = Components.parse(JSON.parse(JSON.stringify(openApiDocument()))).components;

test('every component goes by a name that a client generator can use for a type', () => {
  expect(Object.keys(schemas).filter((name) => !/^[A-Z][0-9A-Za-z]*$/.test(name))).toEqual([]);
});

test('a part of the case file stands in the document once, however many operations answer with it', () => {
  const text = openApiText();
  for (const part of ['Account', 'Proposal', 'Agreement', 'FollowUp', 'Problem']) {
    expect(schemas).toHaveProperty(part);
    expect(text.split(JSON.stringify(schemas[part]))).toHaveLength(2);
  }
});
