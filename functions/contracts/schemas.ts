import * as z from 'zod';
import { Id } from '#functions/domain/ids.ts';
import { Money } from '#functions/domain/money.ts';

/** Shapes that several operations share on the wire. */
export { Id, Money };

export const NoParams = z.strictObject({});
export const NoQuery = z.strictObject({});
/** Said once in the document, as every operation on a case has it. */
const CaseId = Id.meta({ param: { id: 'CaseId' } });
export const CaseParams = z.strictObject({ caseId: CaseId });
/** `/cases/{caseId}/…` with further parameters: `caseParams({ visitId: Id })`. */
export const caseParams = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ caseId: CaseId, ...shape });

/** `limit` (25, at most 100) and an opaque `cursor` tied to its query. */
export const pageShape = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
};
export const PageQuery = z.strictObject(pageShape);
/** `next` is absent on the last page; the `Link` header says the same. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), next: z.string().optional() });

/** Answer about a case: its frame and the part concerned. */
export const caseAnswer = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ caseId: Id, version: z.int().nonnegative(), state: z.string(), ...shape });
export const CaseAnswer = caseAnswer({});

/** Staff who act for the borrower name their evidence (api.md, "On behalf"). */
export const OnBehalf = z.strictObject({ evidenceId: Id });

/** A switch in a query string. */
export const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');
