import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, NoQuery } from '#functions/contracts/schemas.ts';
import { RetentionClass } from '#functions/domain/archive/package.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Feedback } from '#functions/domain/feedback-parts.ts';
import { Id } from '#functions/domain/ids.ts';
import { JsonValue } from '#functions/domain/journal.ts';
import { Role } from '#functions/domain/actor.ts';
import { PrivateItem } from '#functions/domain/private-items.ts';

/** R68: names, numbers and words as they are held, and the parts of the file that are about the borrower. */
const PersonalData = caseAnswer({
  exportedAt: Instant,
  personal: z.array(PrivateItem),
  parts: z.record(z.string(), z.array(JsonValue)),
  corrections: z.array(z.strictObject({ seq: z.int().positive(), asOf: Instant, by: Role })),
  keeping: z.array(
    z.strictObject({
      class: RetentionClass,
      rule: z.string(),
      ground: z.string(),
      monthsFromClosing: z.int().positive().optional(),
      until: LocalDate.optional(),
      legalHold: z.boolean(),
    }),
  ),
});

/** What the borrower may ask and say about the service itself: rows of the heading "Cases and accounts". */
export const rightsRows = {
  exportPersonalData: operation({
    method: 'GET',
    resource: 'cases',
    ifMatch: 'honoured',
    idempotent: false,
    status: 200,
    operationId: 'exportPersonalData',
    path: '/cases/{caseId}/personal-data',
    summary: 'Copy of all personal data held, its corrections, and the ground and term on which each class is kept',
    roles: ['borrower', 'risk'],
    params: CaseParams,
    query: z.strictObject({
      /** `html`: a page to read and print, in the language of the request. */
      format: z.enum(['json', 'html']).default('json'),
    }),
    response: z.union([PersonalData, z.string()]),
    produces: ['application/json', 'text/html'],
    refusals: [],
    events: ['PersonalDataExported'],
    rules: ['R68', 'C35'],
  }),
  giveFeedback: operation({
    operationId: 'giveFeedback',
    method: 'POST',
    path: '/cases/{caseId}/feedback',
    resource: 'cases',
    summary: 'Rates a visit after it has ended, or the service at its end',
    roles: ['borrower'],
    params: CaseParams,
    query: NoQuery,
    body: z.strictObject({
      about: z.enum(['VISIT', 'SERVICE']),
      /** Absent: the last visit that has ended. */
      visitId: Id.optional(),
      rating: z.int().min(1).max(5),
      comment: z.string().max(2000).optional(),
    }),
    status: 201,
    response: caseAnswer({ feedback: Feedback }),
    refusals: ['FeedbackAlreadyGiven'],
    events: ['FeedbackGiven'],
    rules: ['4.13'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
} as const;
