import { dropLetter, sealLetter } from '#functions/domain/letters/letters.ts';
import { acknowledgeBooking } from '#functions/domain/servicing/bookings.ts';
import { decideDefault, proposeDefault } from '#functions/domain/servicing/default.ts';
import { recordNoticeDelivery } from '#functions/domain/servicing/deliveries.ts';
import { issueDemand } from '#functions/domain/servicing/demands.ts';
import { openFollowUp, reportFollowUp } from '#functions/domain/servicing/follow-ups.ts';
import {
  askAboutInstalment,
  endCure,
  noteInstalmentLate,
  raiseBreach,
  remindInstalment,
} from '#functions/domain/servicing/instalments.ts';
import { claimNotice, postponeNotice, recordNotice } from '#functions/domain/servicing/notices.ts';
import { quotePayoff } from '#functions/domain/servicing/payoff.ts';
import { setPaymentPreferences } from '#functions/domain/servicing/payment-choice.ts';
import { decideReward, requestReward } from '#functions/domain/servicing/rewards.ts';
import { matchPayment, recordPayment, reversePayment } from '#functions/domain/servicing/payments.ts';

/** Acts while a plan runs: money, dates, follow-ups, breaches, messages. */
export const servicingDeciders = {
  recordPayment,
  matchPayment,
  setPaymentPreferences,
  reversePayment,
  quotePayoff,
  requestReward,
  decideReward,
  acknowledgeBooking,
  openFollowUp,
  reportFollowUp,
  remindInstalment,
  askAboutInstalment,
  noteInstalmentLate,
  raiseBreach,
  endCure,
  proposeDefault,
  decideDefault,
  issueDemand,
  sealLetter,
  dropLetter,
  claimNotice,
  recordNotice,
  recordNoticeDelivery,
  postponeNotice,
};
