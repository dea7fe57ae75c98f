import { expect, test } from 'vitest';
import { checklistItems, keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { people } from '#test/support/builders.ts';
import {
  approvedCase,
  borrower,
  drawnUp,
  drawnUpCase,
  onDay,
  play,
  policy,
  proposedCase,
  runningCase,
  signedCase,
  text,
} from '#test/domain/servicing/play.ts';

const now = onDay('2026-03-12', '05:00:00');
const officer = { asOf: now, by: people.officer };
const refused = (code: string) => expect.objectContaining({ code });
const sign = { agreementId: drawnUp.agreementId, sha256: text, acknowledged: [...keyTermIds] };

test('R34: only an approved plan is put in writing', () => {
  expect(() => play(proposedCase(), 'drawUpAgreement', drawnUp, officer)).toThrow(refused('PlanNotApproved'));
});

test('R35: a text that lacks an item of the checklist is refused, the card promise included', () => {
  for (const left of checklistItems) {
    const checklist = checklistItems.filter((id) => id !== left);
    expect(() => play(approvedCase(), 'drawUpAgreement', { ...drawnUp, checklist }, officer)).toThrow(
      refused('ChecklistIncomplete'),
    );
  }
});

test('R36: the borrower acknowledges every key term, one by one', () => {
  for (const left of keyTermIds) {
    const acknowledged = keyTermIds.filter((id) => id !== left);
    expect(() => play(drawnUpCase(), 'signAgreement', { ...sign, acknowledged }, { asOf: now, by: borrower })).toThrow(
      refused('KeyTermsUnacknowledged'),
    );
  }
});

test('R37: another text than the one on file is not signed', () => {
  expect(() =>
    play(drawnUpCase(), 'signAgreement', { ...sign, sha256: sha256Hex('other') }, { asOf: now, by: borrower }),
  ).toThrow(refused('TextChanged'));
});

test('R37: nobody signs twice, and no officer signs on screen for the borrower', () => {
  const once = play(drawnUpCase(), 'signAgreement', sign, { asOf: now, by: borrower }).file;
  expect(() => play(once, 'signAgreement', sign, { asOf: now, by: borrower })).toThrow(refused('AlreadySigned'));
  expect(() => play(drawnUpCase(), 'signAgreement', { ...sign, party: 'BORROWER' }, officer)).toThrow(
    refused('SignatureNotReliable'),
  );
});

test('R37: E is the local day of the second signature, and collection is blocked from then on', () => {
  const once = play(drawnUpCase(), 'signAgreement', sign, { asOf: onDay('2026-03-13'), by: borrower });
  expect(once.happened).toEqual(['KeyTermsAcknowledged', 'AgreementSigned']);
  const both = play(
    once.file,
    'signAgreement',
    { ...sign, acknowledged: [] },
    { asOf: onDay('2026-03-13', '16:30:00'), by: people.supervisor },
  );
  expect(both.happened).toEqual(['AgreementSigned', 'CollectionBlocked']);
  expect(both.file.agreements[drawnUp.agreementId]).toMatchObject({ effectiveOn: '2026-03-14', status: 'SIGNED' });
});

test('4.1: after fourteen days the text can no longer be signed', () => {
  expect(() => play(drawnUpCase(), 'signAgreement', sign, { asOf: onDay('2026-03-27'), by: borrower })).toThrow(
    refused('SigningExpired'),
  );
  expect(play(drawnUpCase(), 'signAgreement', sign, { asOf: onDay('2026-03-26'), by: borrower }).happened).toContain(
    'AgreementSigned',
  );
});

const original = { agreementId: drawnUp.agreementId, sha256: text, proof: 'vault-1' };

test('R38: an original wants two signatures, the same text and a proof', () => {
  expect(() => play(drawnUpCase(), 'recordOriginal', { ...original, holder: 'BANK' }, officer)).toThrow(
    refused('NotSignedByBoth'),
  );
  expect(() =>
    play(signedCase(), 'recordOriginal', { ...original, sha256: sha256Hex('x'), holder: 'BANK' }, officer),
  ).toThrow(refused('TextChanged'));
  expect(() =>
    play(signedCase(), 'recordOriginal', { ...original, proof: undefined, holder: 'BANK' }, officer),
  ).toThrow(refused('DeliveryProofMissing'));
});

test('R38: the case is active only when both hold an original', () => {
  const one = play(signedCase(), 'recordOriginal', { ...original, holder: 'BANK' }, officer);
  expect(one.file.status.state).toBe('SIGNING');
  expect(play(one.file, 'recordOriginal', { ...original, holder: 'BANK' }, officer).happened).toEqual([]);
  const two = play(one.file, 'recordOriginal', { ...original, holder: 'BORROWER' }, officer);
  expect(two.happened).toEqual(['OriginalDelivered', 'AgreementTookEffect', 'NoticePlanned', 'ObservationStarted']);
  expect(two.file.status.state).toBe('ACTIVE');
});

test('R42: instalments and follow-ups are on the agenda from the second signature on', () => {
  const kinds = (file: ReturnType<typeof signedCase>) => new Set(agenda(file, policy).map(({ kind }) => kind));
  expect([...kinds(signedCase())].toSorted()).toEqual(
    expect.arrayContaining(['FOLLOW_UP', 'INSTALMENT_CHECK', 'INSTALMENT_REMINDER', 'ORIGINALS']),
  );
  expect([...kinds(runningCase())]).not.toContain('ORIGINALS');
});
