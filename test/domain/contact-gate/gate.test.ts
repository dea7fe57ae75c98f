import { expect, test } from 'vitest';
import { gate, nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import { happened } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { policy, shanghai } from '#test/domain/intake/deciding.ts';
import { anAct } from '#test/support/acts.ts';
import { openedCase, registeredCase } from '#test/support/builders.ts';

const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' } as const;
const notice = { purpose: 'SERVICE', channel: 'SMS', direction: 'OUTBOUND' } as const;
const at = (asOf: string) => ({ asOf, policy });

const withContacts = (file: CaseFile, count: number, more: Partial<Part<'contacts'>>): CaseFile =>
  Array.from({ length: count }, (_, index) => index).reduce(
    (all, index) =>
      withPart(all, 'contacts', `c-${index}`, {
        contactId: `c-${index}`,
        ...call,
        startedAt: shanghai('2026-03-10', `09:0${index}`),
        by: 'agent-1',
        status: 'CONCLUDED',
        gate: { allowed: true, ruleIds: [] },
        ...more,
      }),
    file,
  );

test('C10: a call at eight in the morning of the borrower passes, one minute earlier it does not', () => {
  const file = openedCase();
  expect(gate(file, call, at(shanghai('2026-03-10', '08:00')))).toEqual({ allowed: true, ruleIds: [] });
  expect(gate(file, call, at(shanghai('2026-03-10', '07:59')))).toMatchObject({
    allowed: false,
    ruleIds: ['R6', 'C10'],
    earliest: '2026-03-10T00:00:00.000Z',
  });
});

test('C10: at ten in the evening the next morning is the earliest', () => {
  const file = openedCase();
  expect(gate(file, call, at(shanghai('2026-03-10', '21:59'))).allowed).toBe(true);
  expect(gate(file, call, at(shanghai('2026-03-10', '22:00'))).earliest).toBe('2026-03-11T00:00:00.000Z');
});

test('C10: consent to out-of-hours contact opens the night', () => {
  const consent = {
    consentId: 'k-1',
    kind: 'OUT_OF_HOURS',
    status: 'GIVEN',
    textVersion: '1',
    channel: 'APP',
    decidedAt: shanghai('2026-03-09'),
  } as const;
  const file = anAct(registeredCase(), {
    asOf: shanghai('2026-03-09'),
    events: [happened('ConsentGiven', { consent })],
  }).after;
  expect(gate(file, call, at(shanghai('2026-03-10', '23:00'))).allowed).toBe(true);
});

test('C11: the seventh attempt of a day on one number waits until tomorrow; another number is free', () => {
  const file = withContacts(openedCase(), 6, { answered: false });
  const seventh = gate(file, call, at(shanghai('2026-03-10', '15:00')));
  expect(seventh).toMatchObject({ allowed: false, ruleIds: ['R6', 'C11'], earliest: '2026-03-11T00:00:00.000Z' });
  expect(
    gate(withContacts(openedCase(), 5, { answered: false }), call, at(shanghai('2026-03-10', '15:00'))).allowed,
  ).toBe(true);
  expect(gate(file, { ...call, contactPointId: 'phone-2' }, at(shanghai('2026-03-10', '15:00'))).allowed).toBe(true);
});

test('C12: after three answered calls no fourth on the same day, whatever the number', () => {
  const file = withContacts(openedCase(), 3, { answered: true });
  expect(gate(file, { ...call, contactPointId: 'phone-2' }, at(shanghai('2026-03-10', '15:00')))).toMatchObject({
    allowed: false,
    ruleIds: ['R6', 'C12'],
  });
  expect(gate(file, call, at(shanghai('2026-03-11'))).allowed).toBe(true);
});

test('C8: collection passes only in a terminated case, and no waiting helps', () => {
  const collection = { ...call, purpose: 'COLLECTION' } as const;
  const blocked = gate(openedCase(), collection, at(shanghai('2026-03-10')));
  expect(blocked).toEqual({ allowed: false, ruleIds: ['R6', 'C8', '4.15'] });
  const terminated: CaseFile = {
    ...openedCase(),
    status: { state: 'TERMINATED', since: shanghai('2026-03-01'), agreementId: 'a-1' },
  };
  expect(gate(terminated, collection, at(shanghai('2026-03-10'))).allowed).toBe(true);
});

test('4.15, 34: a hold that blocks calls stops the call and lets a message pass', () => {
  const hold = {
    holdId: 'h-1',
    kind: 'COMPLAINT_HOLD',
    blocks: ['CALL', 'VISIT'],
    placedBy: 'risk-1',
    placedAt: shanghai('2026-03-09'),
  } as const;
  const file = anAct(openedCase(), {
    asOf: shanghai('2026-03-09'),
    events: [happened('HoldPlaced', { hold: { ...hold, blocks: [...hold.blocks] } })],
  }).after;
  expect(gate(file, call, at(shanghai('2026-03-10')))).toEqual({ allowed: false, ruleIds: ['R6', '4.1', '4.15'] });
  expect(gate(file, { ...call, channel: 'SMS' }, at(shanghai('2026-03-10'))).allowed).toBe(true);
});

test('R6: an inbound contact always passes', () => {
  expect(gate(openedCase(), { ...call, direction: 'INBOUND' }, at(shanghai('2026-03-10', '03:00'))).allowed).toBe(true);
});

test('R6: a blackout day moves a contact to the next open day', () => {
  const closed = { ...policy, contact: { ...policy.contact, blackoutDays: ['2026-03-10', '2026-03-11'] } };
  const decision = gate(openedCase(), call, { asOf: shanghai('2026-03-10'), policy: closed });
  expect(decision).toMatchObject({ allowed: false, earliest: '2026-03-12T00:00:00.000Z' });
});

test('R7: nobody writes to a borrower who has declined', () => {
  const declined: CaseFile = { ...openedCase(), status: { state: 'DECLINED', since: shanghai('2026-03-01') } };
  expect(nextPermitted(declined, shanghai('2026-03-10'), { policy }, notice)).toBeUndefined();
});

test('R6: a message of the night is due at eight', () => {
  expect(nextPermitted(openedCase(), shanghai('2026-03-10', '23:30'), { policy }, notice)).toBe(
    '2026-03-11T00:00:00.000Z',
  );
  expect(nextPermitted(openedCase(), shanghai('2026-03-10', '03:00'), { policy }, notice)).toBe(
    '2026-03-10T00:00:00.000Z',
  );
  expect(nextPermitted(openedCase(), shanghai('2026-03-10', '12:00'), { policy }, notice)).toBe(
    shanghai('2026-03-10', '12:00'),
  );
});
