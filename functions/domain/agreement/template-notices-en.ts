import { when } from '#functions/domain/agreement/template-notice-words.ts';
import { moreNotices } from '#functions/domain/agreement/template-more-notices.ts';
import type { NoticeWords } from '#functions/domain/agreement/template-notice-words.ts';

/** English messages, version 2. BREACH_NOTICE holds what C4 asks of a letter. */
export const englishNotices: NoticeWords = {
  greeting: (name) => `Dear ${name},`,
  greetingWithoutName: 'Dear customer,',
  greetingOfOfficer: 'Dear colleague,',
  signedBy: (bank) => bank,
  places: {
    HOME: 'at your home',
    BRANCH: 'at our branch',
    VIDEO: 'by video call',
    NEUTRAL: 'at the place we agreed on',
  },
  papers: {
    ID: 'proof of identity',
    RESIDENCE: 'proof of household or residence',
    INCOME_OR_ASSET: 'recent proof of income or assets',
    OTHER: 'other papers',
  },
  outcomes: { GRANTED: 'granted', REFUSED: 'not granted' },
  kinds: {
    SERVICE_OFFER: {
      subject: (bank) => `${bank}: repayment assistance`,
      lines: (facts) => [
        `A payment to ${facts.bank} is due.`,
        'If you cannot pay now, our repayment assistance helps: with your consent our officers meet you at an agreed time and work out with you a plan that you can carry.',
        'The service is free of charge. You may decline without any disadvantage.',
        when(facts.link, (link) => `To learn more or to agree: ${link}.`),
      ],
    },
    DOCUMENTS_MISSING: {
      subject: (bank) => `${bank}: documents still needed`,
      lines: (facts) => [
        'Before we can agree on an appointment we still need some documents.',
        when(facts.missing, (missing) => `Missing: ${missing}.`),
        when(facts.until, (until) => `Please hand them in by ${until}.`),
        when(
          facts.link,
          (link) => `You can upload them at ${link}; e-mail, post and any of our counters are fine too.`,
        ),
      ],
    },
    APPOINTMENT_CONFIRMED: {
      subject: (bank) => `${bank}: your appointment`,
      lines: (facts) => [
        'Your appointment for repayment assistance is confirmed.',
        when(facts.startsAt, (time) => `Time: ${time}.`),
        when(facts.place, (place) => `Place: ${place}.`),
        when(
          facts.officers,
          (officers) => `Our officers: ${officers}. They show their work ID first; please check it.`,
        ),
        'If you need another date, please tell us at least one day before. You may end the visit at any time. No cash is taken.',
      ],
    },
    APPOINTMENT_CHANGED: {
      subject: (bank) => `${bank}: your appointment: another time`,
      lines: (facts) => [
        'Another time is proposed for your appointment.',
        when(facts.startsAt, (time) => `Time: ${time}.`),
        when(facts.place, (place) => `Place: ${place}.`),
        'Please confirm it, or propose one that suits you.',
      ],
    },
    APPOINTMENT_CANCELLED: {
      subject: (bank) => `${bank}: your appointment is off`,
      lines: (facts) => [
        'Your appointment will not take place.',
        when(facts.startsAt, (time) => `It was to be at ${time}.`),
        facts.isEnded
          ? 'The service has ended, and nobody will visit you. This has no disadvantage for you.'
          : 'We will agree on another one with you. This has no disadvantage for you.',
      ],
    },
    APPOINTMENT_REMINDER: {
      subject: (bank) => `${bank}: a reminder of your appointment`,
      lines: (facts) => [
        'This is a reminder of your appointment.',
        when(facts.startsAt, (time) => `Time: ${time}.`),
        when(facts.place, (place) => `Place: ${place}.`),
        when(
          facts.officers,
          (officers) => `Our officers: ${officers}. They show their work ID first; please check it.`,
        ),
        'If it does not suit you, please tell us today.',
      ],
    },
    OFFICER_INVITATION: {
      subject: (bank) => `${bank}: a visit of yours`,
      lines: (facts) => [
        'The attached calendar entry is the latest word on a visit of yours; take it over into your calendar.',
        when(facts.startsAt, (time) => `Time: ${time}.`),
        when(facts.place, (place) => `Place: ${place}.`),
        when(facts.officers, (officers) => `Officers: ${officers}.`),
        'Whom you visit is in your visiting pack, never in an e-mail.',
      ],
    },
    OFFICERS_CHANGED: {
      subject: (bank) => `${bank}: other officers look after you`,
      lines: (facts) => [
        'Another officer looks after you from now on.',
        when(facts.officers, (officers) => `Who comes or calls: ${officers}.`),
        'The time of your appointment does not change by this.',
      ],
    },
    AGREEMENT_ACTIVE: {
      subject: (bank) => `${bank}: your agreement is in force`,
      lines: (facts) => [
        `Your repayment assistance agreement${facts.agreementNo === undefined ? '' : ` ${facts.agreementNo}`} is in force${facts.dueOn === undefined ? '' : ` since ${facts.dueOn}`}.`,
        'Both sides have an original. As long as you keep to the plan, no collection takes place.',
        when(facts.personInCharge, (person) => `Your person in charge is ${person}.`),
        when(facts.link, (link) => `Your original: ${link}.`),
      ],
    },
    INSTALMENT_REMINDER: {
      subject: (bank) => `${bank}: your next instalment`,
      lines: (facts) => [
        facts.amount !== undefined && facts.dueOn !== undefined
          ? `Your next instalment of ${facts.amount} is due on ${facts.dueOn}.`
          : when(facts.dueOn, (day) => `Your next instalment is due on ${day}.`),
        'If it will be difficult this time, please tell us before the due date; we can look for an adjustment together.',
      ],
    },
    INSTALMENT_LATE: {
      subject: (bank) => `${bank}: instalment not received yet`,
      lines: (facts) => [
        when(facts.dueOn, (day) => `We have not yet received in full the instalment that was due on ${day}.`),
        when(facts.amount, (amount) => `Open amount: ${amount}.`),
        when(facts.until, (until) => `Please pay by ${until} or talk to us.`),
        'If you have already paid, this message needs no answer. In sudden hardship you may apply for a suspension of interest or a longer term.',
      ],
    },
    BREACH_NOTICE: {
      subject: (bank) => `${bank}: written notice of breach`,
      lines: (facts) => [
        `Under your repayment assistance agreement${facts.agreementNo === undefined ? '' : ` ${facts.agreementNo}`} with ${facts.bank}, instalments have not been paid as agreed.`,
        when(facts.amount, (amount) => `Overdue amount: ${amount}.`),
        when(facts.outstanding, (balance) => `Whole remaining balance: ${balance}.`),
        'Reason and basis: the sections on repayment and on liability for breach in the agreement, and the law of contract.',
        when(
          facts.until,
          (until) =>
            `You may put this right by paying the overdue amount, or by agreeing on an adjustment with us, by ${until}.`,
        ),
        'Otherwise the Bank may end the agreement, ask for the whole remaining debt and resume collection as far as the law allows.',
        'Your rights: you may check your account and payments, ask for a breakdown, object and hand in evidence, apply for an adjustment, and complain; objections are dealt with promptly and in writing.',
        'Payment is made only to the account of the Bank named in the agreement.',
        `To check the account, pay, object or hand in evidence: hotline ${facts.hotline}${facts.link === undefined ? '' : ` or ${facts.link}`}.`,
      ],
    },
    ...moreNotices.en,
    FOLLOW_UP: {
      subject: (bank) => `${bank}: how is your plan going?`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? 'We would like to ask how your repayment plan is going.'
          : `By ${facts.dueOn} we would like to ask how your repayment plan is going.`,
        when(facts.personInCharge, (person) => `${person} will contact you.`),
        'This is a service and not a demand for payment. Tell us if something has changed.',
      ],
    },
    CAPACITY_REVIEWED: {
      subject: (bank) => `${bank}: what you can carry`,
      lines: (facts) => [
        'The plan that was looked at takes more than you can carry. A person has looked at this, not a program alone.',
        facts.alternatives === undefined
          ? 'It is assessed again. Please tell us what has changed, and hand in further proof of your income if you have it.'
          : `We can offer you instead: ${facts.alternatives}.`,
        'On request we explain the reasons. If you do not agree, you may object or complain.',
      ],
    },
    ADJUSTMENT_ANSWERED: {
      subject: (bank) => `${bank}: answer to your application`,
      lines: (facts) => [
        'We have decided on your application to adjust the repayment plan.',
        when(facts.outcome, (outcome) => `Answer: ${outcome}.`),
        when(facts.dueOn, (day) => `It applies from ${day}.`),
        when(facts.link, (link) => `Details: ${link}.`),
        'On request we explain the reasons. If you do not agree, you may object or complain.',
      ],
    },
    AMENDMENT_LAPSED: {
      subject: (bank) => `${bank}: the amendment has lapsed`,
      lines: () => [
        'The amendment to your repayment plan was not signed by both sides in time, so nothing has changed: the plan holds as it was.',
        'You may ask for an adjustment again at any time.',
      ],
    },
    DISPUTE_RECEIVED: {
      subject: (bank) => `${bank}: your objection`,
      lines: (facts) => [
        'We have received your objection. Until it is answered nothing is negotiated, signed or changed to your disadvantage.',
        when(facts.until, (until) => `You get a written answer by ${until}.`),
      ],
    },
    DISPUTE_ANSWERED: {
      subject: (bank) => `${bank}: answer to your objection`,
      lines: (facts) => [
        'Your objection has been answered in writing by somebody who was not involved.',
        when(facts.link, (link) => `The answer: ${link}.`),
        'If you do not agree, you may complain, or turn to mediation, arbitration or a court.',
      ],
    },
    COMPLAINT_RECEIVED: {
      subject: (bank) => `${bank}: your complaint`,
      lines: (facts) => [
        'We have received your complaint. It is handled by somebody who has no part in the matter, and it has no disadvantage for you.',
        when(facts.until, (until) => `You get a written answer by ${until}.`),
      ],
    },
    COMPLAINT_EXTENDED: {
      subject: (bank) => `${bank}: your complaint needs more time`,
      lines: (facts) => [
        'Your complaint needs more time.',
        when(facts.until, (until) => `You get a written answer by ${until}.`),
        when(facts.link, (link) => `The reason: ${link}.`),
      ],
    },
    COMPLAINT_ANSWERED: {
      subject: (bank) => `${bank}: answer to your complaint`,
      lines: (facts) => [
        'Your complaint has been answered in writing, with the finding, its reason and the remedy.',
        when(facts.link, (link) => `The answer: ${link}.`),
        'If you do not agree, you may ask for a review, or turn to mediation, arbitration, a court or the regulator.',
      ],
    },
    SETTLED: {
      subject: (bank) => `${bank}: everything is paid`,
      lines: (facts) => [
        facts.dueOn === undefined
          ? 'Your debt under repayment assistance is settled in full.'
          : `Your debt under repayment assistance was settled in full on ${facts.dueOn}.`,
        when(facts.link, (link) => `Your certificate of settlement: ${link}.`),
        'Thank you for keeping to the plan.',
      ],
    },
  },
};
