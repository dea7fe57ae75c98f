import * as z from 'zod';
import type { Story } from '#infra/local/demo/teller.ts';

type Body = Readonly<Record<string, unknown>>;

/** A text of an answer, or a surprise. */
export const text = (body: Body, name: string): string =>
  z.string({ error: `the answer has no ${name}` }).parse(body[name]);

export const part = (body: Body, name: string): Record<string, unknown> =>
  z.record(z.string(), z.unknown(), { error: `the answer has no ${name}` }).parse(body[name]);

export const stateOf = async ({ must }: Story, caseId: string): Promise<string> =>
  text((await must('supervisor', 'GET', `/cases/${caseId}`)).body, 'state');
