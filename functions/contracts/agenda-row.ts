import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams } from '#functions/contracts/schemas.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';

/** The case's future, as data or as a calendar. */
export const agendaRow = {
  getAgenda: operation({
    method: 'GET',
    resource: 'cases',
    events: [],
    ifMatch: 'honoured',
    idempotent: false,
    status: 200,
    operationId: 'getAgenda',
    path: '/cases/{caseId}/agenda',
    summary: 'Forecasts what falls due until to=',
    roles: ['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject({
      /** An instant, or a day to its end; without it the forecast goes to the end of retention. */
      to: z.union([Instant, LocalDate]).optional(),
      /** Wins over the Accept header, for what cannot send one. */
      format: z.enum(['json', 'ical']).optional(),
    }),
    response: z.union([
      caseAnswer({
        items: z.array(
          z.strictObject({
            kind: z.string(),
            ref: z.string(),
            dueAt: Instant,
            /** The same in the borrower's zone. */
            date: LocalDate,
            reason: z.string(),
            rule: z.string(),
            /** Expected: follows if the plan is kept. */
            basis: z.enum(['SET', 'EXPECTED']),
          }),
        ),
      }),
      z.string(),
    ]),
    produces: ['application/json', 'text/calendar'],
    refusals: [],
    rules: ['R41', 'R42', 'R53'],
  }),
} as const;
