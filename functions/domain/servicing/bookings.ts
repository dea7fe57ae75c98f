import { addBusinessDays } from '#functions/domain/calendar.ts';
import type { Booking } from '#functions/domain/booking-parts.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { signedAgreement } from '#functions/domain/servicing/ledger.ts';

/** Core banking books overnight: it answers by the end of the next business day (default). */
const answerBusinessDays = 1;

/** The instruction to core banking that goes with what has just been decided; `file` has the agreement as it is then. */
export const instructed = (
  file: CaseFile,
  what: Pick<Booking, 'kind' | 'ref' | 'type' | 'amountMinor'> & {
    fromOn?: string | undefined;
    toOn?: string | undefined;
  },
  context: Context,
): CaseEvent[] => {
  const agreement = signedAgreement(file);
  if (agreement === undefined) return [];
  const { fromOn, toOn, ...about } = what;
  const proposal = file.proposals[agreement.proposalId];
  const currency = file.schedules[String(agreement.scheduleVersion)]?.currency ?? proposal?.currency;
  if (currency === undefined) throw new TypeError(`agreement ${agreement.agreementId} has no currency`);
  const booking: Booking = {
    bookingId: context.newId('booking'),
    ...about,
    agreementId: agreement.agreementId,
    accountIds: agreement.debts?.map(({ accountId }) => accountId) ?? Object.keys(file.accounts),
    currency,
    scheduleVersion: agreement.scheduleVersion,
    ...(fromOn === undefined ? {} : { fromOn }),
    ...(toOn === undefined ? {} : { toOn }),
    instructedAt: context.asOf,
    answerDueOn: addBusinessDays(today(file, context), answerBusinessDays, context.policy.calendar),
    status: 'INSTRUCTED',
  };
  return [happened('BookingInstructed', { booking })];
};

export interface BookingAnswer {
  readonly bookingId: string;
  readonly result: 'BOOKED' | 'REJECTED';
  readonly coreRef?: string | undefined;
  readonly reasonCode?: string | undefined;
}

const isSame = (booking: Booking, answer: BookingAnswer): boolean =>
  booking.status === answer.result && booking.coreRef === answer.coreRef && booking.reasonCode === answer.reasonCode;

/** Core banking's answer. A rejected entry may be booked after all, once somebody has seen to it; a booked one stays. */
export const acknowledgeBooking: Decider<BookingAnswer> = (file, answer, context) => {
  const { bookingId, result, coreRef, reasonCode } = answer;
  const booking = file.bookings[bookingId];
  if (booking === undefined) throw new Refusal('NotFound', 'there is no such booking instruction');
  if (isSame(booking, answer)) return { events: [], ids: { bookingId } };
  if (booking.status === 'BOOKED')
    throw new Refusal('StateForbids', 'it is booked; a correction is another instruction', { state: booking.status });
  if (result === 'BOOKED' && coreRef === undefined)
    throw new Refusal('EvidenceMissing', 'name the entry under which it is booked');
  if (result === 'REJECTED' && reasonCode === undefined) throw new Refusal('ReasonMissing', 'say why it is not booked');
  const { coreRef: _, reasonCode: __, ...rest } = booking;
  const answered: Booking = {
    ...rest,
    status: result,
    answeredAt: context.asOf,
    ...(coreRef === undefined ? {} : { coreRef }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
  return {
    events: [happened(result === 'BOOKED' ? 'BookingAcknowledged' : 'BookingRejected', { booking: answered })],
    ids: { bookingId },
  };
};

/** Instructions that core banking has not answered yet. */
export const openBookings = (file: CaseFile): readonly Booking[] =>
  Object.values(file.bookings).filter(({ status }) => status === 'INSTRUCTED');
