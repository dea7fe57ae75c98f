import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { NoParams, NoQuery } from '#functions/contracts/schemas.ts';
import { PublishedText } from '#functions/domain/policy/consent-text.ts';
import { PolicyPack } from '#functions/domain/policy/pack.ts';

const reads = {
  method: 'GET',
  resource: 'service',
  events: [],
  ifMatch: 'honoured',
  idempotent: false,
  status: 200,
} as const;

export const serviceOperations = {
  getHealth: operation({
    ...reads,
    operationId: 'getHealth',
    path: '/health',
    summary: 'Says that the API answers, with build version',
    roles: 'public',
    params: NoParams,
    query: NoQuery,
    response: z.strictObject({ status: z.literal('ok'), build: z.string() }),
    refusals: [],
    rules: [],
  }),
  getOpenApi: operation({
    ...reads,
    operationId: 'getOpenApi',
    path: '/openapi.json',
    summary: 'OpenAPI 3.1 of this table',
    roles: 'public',
    params: NoParams,
    query: NoQuery,
    response: z.looseObject({ openapi: z.string() }),
    refusals: [],
    rules: [],
  }),
  getPolicyPack: operation({
    ...reads,
    operationId: 'getPolicyPack',
    path: '/policy-packs/{jurisdiction}',
    summary: 'Numbers, hotline, hand-in places, text and form versions',
    roles: 'any',
    params: z.strictObject({ jurisdiction: z.string().min(1).max(10) }),
    query: z.strictObject({ version: z.string().max(20).optional() }),
    response: PolicyPack.extend({ consentTexts: z.array(PublishedText) }),
    refusals: ['PolicyPackUnknown'],
    rules: ['R7', 'R9a', 'R34'],
  }),
} as const;
