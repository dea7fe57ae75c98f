import * as z from 'zod';
import { Id } from '#functions/domain/ids.ts';

/**
 * Reads that must be on record (R14, R65; 4.15, 17): a chain of its own beside each case's journal, so that reading never
 * raises the version. Like every event they hold ids, never what was read.
 */
export const readEventSchemas = {
  DocumentRead: z.strictObject({ documentId: Id }),
  ArchiveRead: z.strictObject({ packageId: Id, objectId: Id }),
  VisitingPackRead: z.strictObject({ appointmentId: Id }),
  PersonalDataExported: z.strictObject({ format: z.string().max(20).optional() }),
} as const;

export type ReadEventName = keyof typeof readEventSchemas;
/** A read before it is stamped into the access log. */
export type ReadEvent = {
  [N in ReadEventName]: {
    readonly event: N;
    readonly v: 1;
    readonly data: z.infer<(typeof readEventSchemas)[N]>;
  };
}[ReadEventName];

export const wasRead = <N extends ReadEventName>(
  event: N,
  data: z.infer<(typeof readEventSchemas)[N]>,
): { readonly event: N; readonly v: 1; readonly data: z.infer<(typeof readEventSchemas)[N]> } => ({
  event,
  v: 1,
  data,
});

/** The access log of a case, as its entries name it. */
export const readStream = (caseId: string): string => `${caseId}/reads`;
