import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, CaseParams, caseParams, NoQuery, pageShape } from '#functions/contracts/schemas.ts';
import { Booking, Reconciliation } from '#functions/domain/booking-parts.ts';
import { Id } from '#functions/domain/ids.ts';

const shared = { resource: 'payments', rules: ['4.7', 'R58'], ifMatch: 'honoured', idempotent: false } as const;

/** What the bank's books must follow, and what they say to it. */
export const bookingRows = {
  listBookings: operation({
    ...shared,
    operationId: 'listBookings',
    method: 'GET',
    path: '/cases/{caseId}/bookings',
    summary: 'Booking instructions with core banking’s answers, and balances that were held against the ledger',
    roles: ['supervisor', 'risk', 'auditor', 'system'],
    params: CaseParams,
    query: z.strictObject(pageShape),
    status: 200,
    response: caseAnswer({
      items: z.array(Booking),
      next: z.string().optional(),
      reconciliations: z.array(Reconciliation),
    }),
    refusals: [],
    events: [],
  }),
  acknowledgeBooking: operation({
    ...shared,
    operationId: 'acknowledgeBooking',
    method: 'PUT',
    path: '/cases/{caseId}/bookings/{bookingId}/acknowledgement',
    summary: 'Core banking has booked the instruction, or says why not',
    roles: ['system'],
    params: caseParams({ bookingId: Id }),
    query: NoQuery,
    body: z.strictObject({
      result: z.enum(['BOOKED', 'REJECTED']),
      /** Core banking's own number of the entry. */
      coreRef: Id.optional(),
      reasonCode: Id.optional(),
    }),
    status: 200,
    response: caseAnswer({ booking: Booking }),
    refusals: ['EvidenceMissing', 'ReasonMissing'],
    events: ['BookingAcknowledged', 'BookingRejected'],
  }),
} as const;
