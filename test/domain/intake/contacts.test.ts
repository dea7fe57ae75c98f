import { expect, test } from 'vitest';
import { blockedContact, recordContactOutcome, startContact } from '#functions/domain/intake/contacts.ts';
import { decided, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { openedCase } from '#test/support/builders.ts';

const call = {
  purpose: 'OFFER',
  channel: 'PHONE',
  direction: 'OUTBOUND',
  contactPointId: 'phone-1',
  party: 'BORROWER',
} as const;
const morning = { asOf: shanghai('2026-03-03') };
const reached = { answered: true, rightParty: true, serviceExplained: true, recordingId: 'rec-1' };

const started = () => decided(startContact, openedCase(), call, morning);
const contactId = (ids: Readonly<Record<string, string>> | undefined): string => ids?.['contactId'] ?? '';

test('R6: a blocked contact is in the journal with its rules, and then refused', () => {
  const { file, decision, events } = decided(startContact, openedCase(), call, {
    asOf: shanghai('2026-03-03', '06:00'),
  });
  expect(events).toEqual(['ContactBlocked']);
  const refusal = blockedContact(file, decision.ids ?? {});
  expect(refusal).toMatchObject({ code: 'ContactNotAllowed', rules: ['R6', 'C10'] });
  expect(refusal?.facts.earliest).toBe('2026-03-03T00:00:00.000Z');
  expect(refusalOf(recordContactOutcome, file, { contactId: contactId(decision.ids), ...reached }, morning)?.code).toBe(
    'ContactConcludedAlready',
  );
});

test('R6: a contact that passes is started and nothing is refused', () => {
  const { file, decision, events } = started();
  expect(events).toEqual(['ContactStarted']);
  expect(blockedContact(file, decision.ids ?? {})).toBeUndefined();
});

test('R6: a number that is not on file is not called', () => {
  expect(refusalOf(startContact, openedCase(), { ...call, contactPointId: 'phone-9' }, morning)?.code).toBe(
    'ContactPointUnknown',
  );
  const { contactPointId: _, ...without } = call;
  expect(refusalOf(startContact, openedCase(), without, morning)?.code).toBe('ContactPointUnknown');
});

test('R9: a third person is not contacted while nobody has permitted it, and the attempt is in the journal', () => {
  const { contactPointId: _, ...other } = call;
  const thirdParty = { ...other, purpose: 'SERVICE', party: 'THIRD_PARTY' } as const;
  const { file, decision, events } = decided(startContact, openedCase(), thirdParty, morning);
  expect(events).toEqual(['ContactBlocked']);
  expect(blockedContact(file, decision.ids ?? {})).toMatchObject({
    code: 'ThirdPartyNotPermitted',
    rules: ['R6', 'R9', 'C13'],
  });
});

test('R5: the service explained to the borrower makes the offer and plans its message', () => {
  const { file, decision } = started();
  const offered = decided(recordContactOutcome, file, { contactId: contactId(decision.ids), ...reached }, morning);
  expect(offered.events).toEqual(['ContactConcluded', 'ServiceOffered', 'NoticePlanned']);
  expect(offered.file.status.state).toBe('OFFERED');
  expect(Object.values(offered.file.notices)[0]).toMatchObject({
    kind: 'SERVICE_OFFER',
    status: 'PLANNED',
    channel: 'SMS',
  });
});

test('R5: nobody reached is noted and the case stays open', () => {
  const { file, decision } = started();
  const outcome = { contactId: contactId(decision.ids), answered: false, rightParty: false, serviceExplained: false };
  const tried = decided(recordContactOutcome, file, outcome, morning);
  expect(tried.events).toEqual(['ContactConcluded']);
  expect(tried.file.status.state).toBe('OPEN');
});

test('R5: the service is never explained to somebody else', () => {
  const { file, decision } = started();
  const outcome = { contactId: contactId(decision.ids), ...reached, rightParty: false };
  expect(refusalOf(recordContactOutcome, file, outcome, morning)?.code).toBe('RightPartyNotReached');
});

test('C15: an answered call has a recording', () => {
  const { file, decision } = started();
  const { recordingId: _, ...unrecorded } = reached;
  expect(
    refusalOf(recordContactOutcome, file, { contactId: contactId(decision.ids), ...unrecorded }, morning),
  ).toMatchObject({ code: 'RecordingMissing', rules: ['C15'] });
});

test('4.15, 15: words of a note live in a private item, the journal has their digest', () => {
  const { file, decision } = started();
  const noted = decided(
    recordContactOutcome,
    file,
    { contactId: contactId(decision.ids), ...reached, note: 'asks for mornings' },
    morning,
  );
  expect(JSON.stringify(noted.decision.events)).not.toContain('mornings');
  expect(noted.decision.privates).toMatchObject([{ kind: 'TEXT', text: 'asks for mornings' }]);
});
