import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const Sealed = z.strictObject({ at: z.string(), of: z.string() });

const bindingOf = (
  at: string,
  operationId: string,
  caller: string,
  question: Readonly<Record<string, unknown>>,
): string => {
  const { cursor: _, ...rest } = question;
  return sha256Hex(
    JSON.stringify([at, operationId, caller, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))]),
  ).slice(0, 24);
};

/** A place in a list that only the same caller can go on from, in the same query. */
export const sealCursor = (
  at: string,
  operationId: string,
  caller: string,
  question: Readonly<Record<string, unknown>>,
): string =>
  Buffer.from(JSON.stringify({ at, of: bindingOf(at, operationId, caller, question) })).toString('base64url');

export const openCursor = (
  cursor: string,
  operationId: string,
  caller: string,
  question: Readonly<Record<string, unknown>>,
): string => {
  const broken = new Refusal('CursorInvalid', 'this cursor does not belong to this query; start again without it');
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw broken;
  }
  const sealed = Sealed.safeParse(json);
  if (!sealed.success || sealed.data.of !== bindingOf(sealed.data.at, operationId, caller, question)) throw broken;
  return sealed.data.at;
};
