import { consentInForce } from '#functions/domain/consents.ts';
import { fromPack } from '#functions/domain/contact-gate/planned-contact.ts';
import type { Moment, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';

/** C10: the pack's hours in the borrower's zone, which his consent to other hours lifts. */
const windowSpeaks = ({ file, policy, time, zone }: Moment): Spoken => {
  const { from, to } = policy.contact.window;
  const basis = fromPack(policy, 'contact.window');
  const limit = `${from}-${to} ${zone}`;
  const isOpen = time >= from && time < to;
  const consent = isOpen ? undefined : consentInForce(file, 'OUT_OF_HOURS');
  if (consent !== undefined) {
    const source = `${basis.source}; lifted by the borrower's consent of ${consent.decidedAt.slice(0, 10)}`;
    return { ...basis, says: 'PASS', origin: 'CONSENT', source, limit, waitingHelps: true };
  }
  return { ...basis, says: isOpen ? 'PASS' : 'FORBID', limit, waitingHelps: true };
};

/** On a public holiday some purposes wait. */
const holidaySpeaks = ({ policy, contact, today }: Moment): Spoken[] => {
  const { closedOnHolidays } = policy.contact;
  if (!policy.calendar.holidays.includes(today)) return [];
  const isClosed = closedOnHolidays.includes(contact.purpose);
  return [
    {
      ...fromPack(policy, 'contact.closedOnHolidays'),
      says: isClosed ? 'FORBID' : 'PASS',
      limit: `${today} is a public holiday; closed to ${closedOnHolidays.join(', ') || 'nothing'}`,
      waitingHelps: true,
    },
  ];
};

/** Days on which nobody is contacted at all. */
const blackoutSpeaks = ({ policy, today }: Moment): Spoken[] => {
  if (!policy.contact.blackoutDays.includes(today)) return [];
  const key = policy.contact.blackoutHolidays.length > 0 ? 'contact.blackoutHolidays' : 'contact.blackoutDays';
  const basis = fromPack(policy, key);
  return [
    {
      ...basis,
      rules: ['R18', ...basis.rules],
      says: 'FORBID',
      limit: `${today} is a blackout day`,
      waitingHelps: true,
    },
  ];
};

/** What the pack says about the hour and the day. */
export const hoursSpeak = (moment: Moment): readonly Spoken[] => [
  windowSpeaks(moment),
  ...holidaySpeaks(moment),
  ...blackoutSpeaks(moment),
];
