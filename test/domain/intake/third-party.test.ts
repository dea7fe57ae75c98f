import { expect, test } from 'vitest';
import { thirdPartyScript } from '#functions/domain/contact-gate/third-party-script.ts';
import { recordContactOutcome, startContact } from '#functions/domain/intake/contacts.ts';
import { stateContactPreferences } from '#functions/domain/intake/preferences.ts';
import { permitThirdPartyContact } from '#functions/domain/intake/third-party.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Language } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { caseUnder, withContact } from '#test/domain/contact-gate/gating.ts';
import { contextOf, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { openedCase } from '#test/support/builders.ts';

const failed = { answered: false, status: 'CONCLUDED' } as const;
/** Three failed calls on 3 March: from the fourth on somebody else may be asked. */
const threeFailed = (): CaseFile =>
  ['10:00', '12:00', '14:00'].reduce(
    (file, time) => withContact(file, shanghai('2026-03-03', time), failed),
    openedCase(),
  );
const leave = { permitted: true, reason: 'no answer for days' };
const supervisor = (day: string, time?: string) => ({ asOf: shanghai(day, time), by: people.supervisor });
const toOther = { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', party: 'THIRD_PARTY' } as const;

test('R9: off until a supervisor switches it on, with a reason, when the borrower is unreachable', () => {
  const none = refusalOf(permitThirdPartyContact, openedCase(), leave, supervisor('2026-03-03'));
  expect(none).toMatchObject({ code: 'BorrowerNotUnreachable', rules: ['R9', 'C13'] });
  const early = refusalOf(permitThirdPartyContact, threeFailed(), leave, supervisor('2026-03-03', '18:00'));
  expect(early).toMatchObject({ code: 'BorrowerNotUnreachable', facts: { earliest: '2026-03-03T16:00:00.000Z' } });
  const silent = refusalOf(permitThirdPartyContact, threeFailed(), { permitted: true }, supervisor('2026-03-04'));
  expect(silent).toMatchObject({ code: 'ReasonMissing', rules: ['R9'] });
  const { events, file, decision } = decided(permitThirdPartyContact, threeFailed(), leave, supervisor('2026-03-04'));
  expect(events).toEqual(['ThirdPartyContactPermitted']);
  expect(Object.values(file.permits)).toMatchObject([{ status: 'ON', unreachableBy: 'FAILED_CALLS' }]);
  // The words are a private item; the journal holds their digest.
  expect(JSON.stringify(decision.events)).not.toContain(leave.reason);
  expect(decided(permitThirdPartyContact, file, leave, supervisor('2026-03-05')).events).toEqual([]);
});

test('C13: an invalid number is ground at once, three days in a row without an answer as well', () => {
  const invalid = withContact(openedCase(), shanghai('2026-03-03'), { ...failed, failure: 'NUMBER_INVALID' });
  const atOnce = decided(permitThirdPartyContact, invalid, leave, supervisor('2026-03-03', '11:00'));
  expect(Object.values(atOnce.file.permits)[0]?.unreachableBy).toBe('NUMBER_INVALID');
  const days = ['2026-03-03', '2026-03-04', '2026-03-05'].reduce(
    (file, day) => withContact(file, shanghai(day), failed),
    openedCase(),
  );
  expect(refusalOf(permitThirdPartyContact, days, leave, supervisor('2026-03-05', '11:00'))).toBeUndefined();
  const reached = withContact(days, shanghai('2026-03-05', '12:00'), { answered: true, rightParty: true });
  expect(refusalOf(permitThirdPartyContact, reached, leave, supervisor('2026-03-06'))?.code).toBe(
    'BorrowerNotUnreachable',
  );
});

test.each(['TW', 'HK'])('1.2: in %s nobody else is ever asked, whatever a supervisor says', (jurisdiction) => {
  const file = caseUnder(jurisdiction);
  const context = { ...contextOf(supervisor('2026-03-04')), policy: packOf(jurisdiction) };
  expect(() => permitThirdPartyContact(file, leave, context)).toThrow(
    expect.objectContaining({ code: 'ThirdPartyNotPermitted' }),
  );
});

test('R9: with the leave a person is asked by telephone, learns nothing, and a refusal ends it', () => {
  const setting = { asOf: shanghai('2026-03-04', '11:00') };
  const blocked = decided(startContact, threeFailed(), toOther, setting);
  expect(blocked.events).toEqual(['ContactBlocked']);
  const permitted = decided(permitThirdPartyContact, threeFailed(), leave, supervisor('2026-03-04')).file;
  const started = decided(startContact, permitted, toOther, setting);
  expect(started.events).toEqual(['ContactStarted']);
  const byMessage = decided(startContact, permitted, { ...toOther, channel: 'SMS' }, setting);
  expect(byMessage.events).toEqual(['ContactBlocked']);
  const contactId = started.decision.ids?.['contactId'] ?? '';
  const outcome = { contactId, answered: true, rightParty: false, serviceExplained: false, recordingId: 'rec-1' };
  const told = { ...outcome, serviceExplained: true };
  expect(refusalOf(recordContactOutcome, started.file, told, setting)).toMatchObject({ code: 'RightPartyNotReached' });
  const refused = decided(recordContactOutcome, started.file, { ...outcome, failure: 'REFUSED' }, setting);
  expect(refused.events).toContain('ThirdPartyContactEnded');
  expect(decided(startContact, refused.file, toOther, { asOf: shanghai('2026-03-04', '12:00') }).events).toEqual([
    'ContactBlocked',
  ]);
});

test('R9: it ends when the borrower is reached, or when the supervisor switches it off', () => {
  const permitted = decided(permitThirdPartyContact, threeFailed(), leave, supervisor('2026-03-04')).file;
  const inbound = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND', party: 'BORROWER' } as const;
  expect(decided(startContact, permitted, inbound, { asOf: shanghai('2026-03-04', '15:00') }).events).toContain(
    'ThirdPartyContactEnded',
  );
  const off = decided(permitThirdPartyContact, permitted, { permitted: false }, supervisor('2026-03-05'));
  expect(Object.values(off.file.permits)[0]).toMatchObject({ status: 'ENDED', endedBecause: 'SWITCHED_OFF' });
});

test.each(Language.options)('R9: what is said to somebody else in %s has no word of a debt', (language) => {
  const before = openedCase();
  const file: CaseFile = { ...before, meta: before.meta && { ...before.meta, language } };
  const script = thirdPartyScript(file, policy);
  expect(script).toContain(policy.hotline);
  expect(script).not.toMatch(
    /debt|owe|overdue|loan|card|payment|repay|amount|欠|债|債|逾期|贷|貸|卡|还款|還款|账|帳|款/iu,
  );
});

test('R6: wishes narrow the gate, are kept as the whole of it, and cannot forbid everything', () => {
  const file = openedCase();
  const wishes = { window: { from: '18:00', to: '20:00' }, refusedChannels: ['SMS' as const], noHolidays: true };
  const byBorrower = { asOf: shanghai('2026-03-03'), by: { id: 'user-1', role: 'borrower' } as const };
  const stated = decided(stateContactPreferences, file, wishes, byBorrower);
  expect(stated.events).toEqual(['ContactPreferencesStated']);
  expect(decided(stateContactPreferences, stated.file, wishes, byBorrower).events).toEqual([]);
  const call = {
    purpose: 'OFFER',
    channel: 'PHONE',
    direction: 'OUTBOUND',
    contactPointId: 'phone-1',
    party: 'BORROWER',
  } as const;
  const at = (time: string) => decided(startContact, stated.file, call, { asOf: shanghai('2026-03-03', time) }).events;
  expect([at('12:00'), at('18:30')]).toEqual([['ContactBlocked'], ['ContactStarted']]);
  const unknown = { refusedPointIds: ['phone-9'] };
  expect(refusalOf(stateContactPreferences, file, unknown, byBorrower)?.code).toBe('ContactPointUnknown');
  const nothing = { window: { from: '23:00', to: '23:30' } };
  expect(refusalOf(stateContactPreferences, file, nothing, byBorrower)?.code).toBe('PreferenceImpossible');
  const byAgent = refusalOf(stateContactPreferences, file, wishes, { asOf: shanghai('2026-03-03') });
  expect(byAgent?.code).toBe('BehalfEvidenceMissing');
});
