import { expect, test } from 'vitest';
import { recordConsent, register, RegistrationForm, withdrawConsent } from '#functions/domain/intake/consents.ts';
import { borrower, decided, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { offeredCase, openedCase, registeredCase } from '#test/support/builders.ts';
import { account } from '#test/support/sample-parts.ts';
import { activeCase, signingCase } from '#test/support/agreed-stories.ts';
import { people } from '#test/support/acts.ts';

const yes = { kind: 'SERVICE', decision: 'GIVEN', textVersion: '1', channel: 'APP' } as const;
const setting = { asOf: shanghai('2026-03-04'), by: borrower };
const later = { asOf: shanghai('2026-03-20'), by: borrower };
const form = {
  reason: 'RELIEF',
  accountIds: [account('a case').accountId],
  statedIncomeMinor: 900_000,
  statedAffordableMinor: 150_000,
  currency: 'CNY',
} as const;
const filled = { ...form, accountIds: [...form.accountIds] };
const serviceConsent = (file: ReturnType<typeof offeredCase>): string =>
  Object.values(file.consents).find((one) => one.kind === 'SERVICE')?.consentId ?? '';

test('R7: nobody agrees to what has not been explained', () => {
  expect(refusalOf(recordConsent, openedCase(), yes, setting)?.code).toBe('ServiceNotOffered');
});

test('R7: a no to the service ends the case without a mark and frees the person for another', () => {
  const declined = decided(recordConsent, offeredCase(), { ...yes, decision: 'REFUSED' }, setting);
  expect(declined.events).toEqual(['ConsentRefused', 'Declined']);
  expect(declined.file.status.state).toBe('DECLINED');
  expect(declined.decision.uniques).toMatchObject([{ kind: 'OPEN_CASE', act: 'free' }]);
});

test('R7: a no to home entry ends nothing', () => {
  const refused = decided(recordConsent, offeredCase(), { ...yes, kind: 'HOME_ENTRY', decision: 'REFUSED' }, setting);
  expect(refused.events).toEqual(['ConsentRefused']);
  expect(refused.file.status.state).toBe('OFFERED');
});

test('R7: consent counts on the text in force only', () => {
  expect(refusalOf(recordConsent, offeredCase(), { ...yes, textVersion: '0' }, setting)?.code).toBe(
    'ConsentTextOutdated',
  );
});

test('R7: staff who speak for the borrower name their evidence', () => {
  expect(refusalOf(recordConsent, offeredCase(), yes, { ...setting, by: people.agent })?.code).toBe(
    'BehalfEvidenceMissing',
  );
  const given = decided(
    recordConsent,
    offeredCase(),
    { ...yes, onBehalf: { evidenceId: 'rec-1' } },
    { ...setting, by: people.agent },
  );
  expect(Object.values(given.file.consents).at(-1)?.evidenceId).toBe('rec-1');
});

test('R7: withdrawn before both have signed, the case ends', () => {
  const file = signingCase();
  const ended = decided(withdrawConsent, file, { consentId: serviceConsent(file) }, later);
  expect(ended.events).toEqual(['ConsentWithdrawn', 'VisitAborted', 'Withdrawn']);
  expect(ended.file.status.state).toBe('WITHDRAWN');
});

test('R7: withdrawn after the agreement is in effect, the agreement stays', () => {
  const file = activeCase();
  const kept = decided(withdrawConsent, file, { consentId: serviceConsent(file) }, later);
  expect(kept.events).toEqual(['ConsentWithdrawn', 'VisitAborted']);
  expect(kept.file.status.state).toBe('ACTIVE');
  expect(refusalOf(withdrawConsent, kept.file, { consentId: serviceConsent(file) }, later)?.code).toBe(
    'ConsentNotInForce',
  );
});

test('R8: registration names why, accounts and means, and asks for the papers', () => {
  const registered = decided(register, offeredCase(), filled, setting);
  expect(registered.events).toEqual(['Registered', 'DocumentsRequested', 'NoticePlanned']);
  expect(registered.file.status.state).toBe('DOCS_PENDING');
});

test('R4: the reason is one of four and stays on the case; another, or none, is not taken', () => {
  for (const reason of ['BUSY_OR_ILL', 'RELIEF', 'GUIDANCE', 'CONSOLIDATE'] as const) {
    const { file } = decided(register, offeredCase(), { ...filled, reason }, setting);
    expect(file.registrations['registration']).toMatchObject({ reason, statedAffordableMinor: 150_000 });
  }
  for (const reason of ['OTHER', '', undefined])
    expect(RegistrationForm.safeParse({ ...filled, reason }).success).toBe(false);
});

test('R8: no registration without consent, without an account, or twice', () => {
  const file = offeredCase();
  const withdrawn = { ...file, consents: {} };
  expect(refusalOf(register, withdrawn, filled, setting)?.code).toBe('ServiceConsentMissing');
  expect(refusalOf(register, file, { ...filled, accountIds: [] }, setting)?.code).toBe('RegistrationIncomplete');
  expect(refusalOf(register, file, { ...filled, accountIds: ['acc-9'] }, setting)?.code).toBe('AccountNotInCase');
  expect(refusalOf(register, file, { ...filled, currency: 'HKD' }, setting)?.code).toBe('CurrencyMismatch');
  expect(refusalOf(register, registeredCase(), filled, setting)?.code).toBe('StateForbids');
  const once = decided(register, file, filled, setting).file;
  expect(decided(register, once, filled, setting).events).toEqual([]);
});
