import { sha256Hex } from '#functions/domain/ids.ts';
import { addHours } from '#functions/domain/calendar.ts';
import type { Life } from '#test/lives/life.ts';
import { instantOf } from '#test/lives/life.ts';
import { agent, borrower, dayOf, pick, secondLead, supervisor, system } from '#test/lives/cast.ts';
import type { Tries } from '#test/lives/cast.ts';
import { fitOfficersCalled } from '#test/domain/visits/fit.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';

/** An amendment that both have signed, with its agreement. */
const signedAmendment = ({ file }: Life) => {
  const adjustment = Object.values(file.adjustments).findLast(({ amendment }) => amendment?.signatures.length === 2);
  return adjustment?.amendment === undefined
    ? undefined
    : { agreementId: adjustment.agreementId, amendmentId: adjustment.amendment.amendmentId };
};

const freeOfficers = (...officerIds: readonly string[]) =>
  fitOfficersCalled(...officerIds).map((officer) => ({ ...officer, taken: new Set<string>() }));

const person = {
  ...reportedBorrower,
  language: 'zh-Hans' as const,
  contactPoints: [...reportedBorrower.contactPoints],
};

/** What comes seldom, or from other houses: reports, hand-overs, rewards, bookings, originals of amendments. */
export const rareActs: Tries<
  | 'reportAccount'
  | 'openCase'
  | 'handOverOfficer'
  | 'inviteOfficer'
  | 'downloadAmendment'
  | 'matchPayment'
  | 'requestReward'
  | 'decideReward'
  | 'acknowledgeBooking'
  | 'tellOfExtension'
> = {
  reportAccount: (life, { some, flip }) => {
    const known = pick(life.file.accounts, { some, many: 0, flip });
    const isPaid = some === 9;
    return {
      input: {
        ...reportedCard,
        borrower: person,
        jurisdiction: 'CN',
        salt: sha256Hex('salt'),
        accountId: some < 7 && known !== undefined ? known.accountId : `account_${some}`,
        principalMinor: isPaid ? 0 : 900_000 + some,
        contractualDpd: isPaid ? 0 : 40,
        reportedAt: instantOf(life.now),
      },
      by: system,
    };
  },
  openCase: (life, { some }) => ({
    input: {
      borrower: person,
      branch: 'north',
      region: 'east',
      jurisdiction: 'CN',
      salt: sha256Hex('salt'),
      accounts: [{ ...reportedCard, accountId: `account_${some}`, reportedAt: instantOf(life.now) }],
    },
    by: agent,
  }),
  handOverOfficer: (life, { flip }) => {
    const [gone] = fitOfficersCalled(flip ? 'officer-1' : 'officer-2');
    return (
      gone && {
        input: {
          officer: { ...gone, absences: [{ from: dayOf(life) }] },
          candidates: freeOfficers('officer-1', 'officer-2', 'officer-3', 'officer-4'),
        },
        by: supervisor,
      }
    );
  },
  inviteOfficer: ({ file }) => {
    const appointment = Object.values(file.appointments).at(-1);
    const [officerId] = appointment?.officers ?? [];
    return appointment === undefined || officerId === undefined
      ? undefined
      : { input: { appointmentId: appointment.appointmentId, officerId }, by: system };
  },
  downloadAmendment: (life) => {
    const signed = signedAmendment(life);
    return signed && { input: signed, by: borrower };
  },
  matchPayment: (life, { some }) => ({
    input: {
      money: {
        paymentId: `payment_found_${life.file.version}`,
        sourceRef: `found-${life.file.version}`,
        amountMinor: 5_000 + some,
        currency: 'CNY',
        valueDate: dayOf(life),
        channel: 'TRANSFER',
        receivedAt: instantOf(life.now),
        reasonCode: 'NO_REFERENCE',
        matchBy: addHours(instantOf(life.now), 24),
        status: 'UNAPPLIED',
      },
    },
    by: agent,
  }),
  requestReward: ({ file }) => {
    const quote = Object.values(file.payoffs).at(-1);
    return quote && { input: { quoteId: quote.quoteId }, by: borrower };
  },
  decideReward: ({ file }, { some, flip }) => {
    const reward = Object.values(file.rewards).findLast(({ status }) => status === 'REQUESTED');
    return (
      reward && {
        input: {
          rewardId: reward.rewardId,
          decision: some === 9 ? 'REFUSE' : 'GRANT',
          form: flip ? 'REBATE' : 'REDUCTION',
          reason: 'as shown',
        },
        by: secondLead,
      }
    );
  },
  acknowledgeBooking: ({ file }, { some }) => {
    const booking = Object.values(file.bookings).find(({ status }) => status !== 'BOOKED');
    if (booking === undefined) return undefined;
    const { bookingId } = booking;
    return {
      input:
        some === 9
          ? { bookingId, result: 'REJECTED', reasonCode: 'AccountUnknown' }
          : { bookingId, result: 'BOOKED', coreRef: 'core-1' },
      by: system,
    };
  },
  tellOfExtension: (life, dice) => {
    const complaint = pick(life.file.complaints, dice);
    return complaint && { input: { complaintId: complaint.complaintId, to: dayOf(life) }, by: system };
  },
};
