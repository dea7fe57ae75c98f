import * as z from 'zod';
import * as caseFile from '#functions/contracts/case-file.ts';
import type { Operation } from '#functions/contracts/operation.ts';
import * as bookings from '#functions/domain/booking-parts.ts';
import * as defaults from '#functions/domain/default-parts.ts';
import * as documents from '#functions/contracts/documents-operations.ts';
import * as schemas from '#functions/contracts/schemas.ts';
import * as adjustment from '#functions/domain/adjustment-parts.ts';
import * as calendar from '#functions/domain/calendar.ts';
import * as care from '#functions/domain/care-parts.ts';
import * as complaint from '#functions/domain/complaints/complaint.ts';
import * as ids from '#functions/domain/ids.ts';
import * as journal from '#functions/domain/journal.ts';
import * as model from '#functions/domain/model.ts';
import * as money from '#functions/domain/money.ts';
import * as moneyParts from '#functions/domain/money-parts.ts';
import * as parts from '#functions/domain/parts.ts';
import * as listing from '#functions/domain/listing.ts';
import * as rewards from '#functions/domain/reward-part.ts';
import * as scheduleInputs from '#functions/domain/plan/schedule-inputs.ts';
import * as planTerms from '#functions/domain/plan/plan-terms.ts';
import * as plan from '#functions/domain/plan-parts.ts';
import * as servicing from '#functions/domain/servicing-parts.ts';

/** Modules whose exported schemas go by their own names, so that a client gets one type for each; a new part is named by standing in one. */
const modules: readonly Readonly<Record<string, unknown>>[] = [
  ids,
  calendar,
  money,
  parts,
  plan,
  planTerms,
  scheduleInputs,
  documents,
  servicing,
  listing,
  adjustment,
  care,
  complaint,
  moneyParts,
  bookings,
  defaults,
  rewards,
  model,
  journal,
  caseFile,
  schemas,
];

/** What is named in its own right: shapes, closed lists of words, and the few texts with a form of their own. */
const isNamed = (value: unknown): value is z.ZodType =>
  value instanceof z.ZodObject ||
  value instanceof z.ZodEnum ||
  value instanceof z.ZodDiscriminatedUnion ||
  value === ids.Id ||
  value === ids.Sha256 ||
  value === calendar.LocalDate ||
  value === calendar.Instant ||
  value === parts.Rate ||
  value === journal.JsonValue;

const pascal = (words: string): string =>
  words.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Component names: the parts of a case file by their own, requests and responses by their operation's. */
export const componentNames = (operations: readonly Operation[]): Record<string, z.ZodType> => {
  const names = new Map<z.ZodType, string>();
  const name = (schema: z.ZodType, wanted: string): void => {
    if (!names.has(schema)) names.set(schema, wanted);
  };
  for (const module of modules)
    for (const [wanted, schema] of Object.entries(module)) if (isNamed(schema)) name(schema, wanted);
  for (const { operationId, resource, body, response } of operations) {
    if (body !== undefined) name(body, `${pascal(operationId)}Request`);
    const isShared = operations.some((other) => other.operationId !== operationId && other.response === response);
    name(response, isShared ? `${pascal(resource)}Answer` : `${pascal(operationId)}Response`);
  }
  return Object.fromEntries([...names].map(([schema, wanted]) => [wanted, schema]));
};
