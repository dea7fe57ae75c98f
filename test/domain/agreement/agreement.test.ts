import { expect, test } from 'vitest';
import { checklistItems, keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { people } from '#test/support/acts.ts';
import {
  approvedCase,
  borrower,
  code,
  codeSent,
  drawnUp,
  drawnUpCase,
  onDay,
  play,
  policy,
  proposedCase,
  runningCase,
  sealedText,
  sealing,
  signedCase,
  text,
  unsealedCase,
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

const withCode = { ...sign, code };
const asked = (asOf = now): CaseFile => codeSent(drawnUpCase(), asOf);
const byBorrower = { asOf: now, by: borrower };
const requested = { ...sign, contactPointId: 'phone-1', code };

test('R37: nobody signs twice, and no officer signs on screen for the borrower', () => {
  const once = play(asked(), 'signAgreement', withCode, byBorrower).file;
  expect(() => play(once, 'signAgreement', withCode, byBorrower)).toThrow(refused('AlreadySigned'));
  expect(() => play(once, 'requestSigningCode', requested, byBorrower)).toThrow(refused('AlreadySigned'));
  expect(() => play(drawnUpCase(), 'signAgreement', { ...sign, party: 'BORROWER' }, officer)).toThrow(
    refused('SignatureNotReliable'),
  );
});

test('R37: E is the local day of the second signature, and collection is blocked from then on', () => {
  const once = play(asked(onDay('2026-03-13')), 'signAgreement', withCode, { asOf: onDay('2026-03-13'), by: borrower });
  expect(once.happened).toEqual(['SignatoryAuthenticated', 'KeyTermsAcknowledged', 'AgreementSigned']);
  const both = play(
    once.file,
    'signAgreement',
    { ...sign, acknowledged: [] },
    { asOf: onDay('2026-03-13', '16:30:00'), by: people.supervisor },
  );
  expect(both.happened).toEqual(['AgreementSigned', 'CollectionBlocked', 'LimitationInterrupted']);
  expect(both.file.agreements[drawnUp.agreementId]).toMatchObject({ effectiveOn: '2026-03-14', status: 'SIGNED' });
});

test('4.1: after fourteen days the text can no longer be signed, nor a code be had for it', () => {
  const late = { asOf: onDay('2026-03-27'), by: borrower };
  expect(() => play(asked(), 'signAgreement', withCode, late)).toThrow(refused('SigningExpired'));
  expect(() => play(drawnUpCase(), 'requestSigningCode', requested, late)).toThrow(refused('SigningExpired'));
  const onTheLastDay = onDay('2026-03-26');
  expect(play(asked(onTheLastDay), 'signAgreement', withCode, { asOf: onTheLastDay, by: borrower }).happened).toContain(
    'AgreementSigned',
  );
});

test('C33: without a code, with another one, or with one for another text, the borrower has not signed', () => {
  expect(() => play(drawnUpCase(), 'signAgreement', sign, byBorrower)).toThrow(refused('SignatureNotReliable'));
  expect(() => play(drawnUpCase(), 'signAgreement', withCode, byBorrower)).toThrow(refused('SignatureNotReliable'));
  const other = sha256Hex('other');
  expect(() => play(drawnUpCase(), 'requestSigningCode', { ...requested, sha256: other }, byBorrower)).toThrow(
    refused('TextChanged'),
  );
});

test('C33: a wrong code is counted in the journal, and after the fifth the right one is worth nothing', () => {
  let file = asked();
  for (const left of [4, 3, 2, 1, 0]) {
    const tried = play(file, 'signAgreement', { ...sign, code: '654321' }, byBorrower);
    expect(tried.happened).toEqual(['SigningCodeFailed']);
    expect(tried.ids['wrongCode']).toBe(String(left));
    ({ file } = tried);
  }
  expect(() => play(file, 'signAgreement', withCode, byBorrower)).toThrow(refused('SignatureNotReliable'));
  expect(file.agreements[drawnUp.agreementId]?.signatures).toEqual([]);
});

test('C33: a code lasts ten minutes, is good once, and a later one makes it void', () => {
  expect(() =>
    play(asked(), 'signAgreement', withCode, { asOf: onDay('2026-03-12', '05:10:00'), by: borrower }),
  ).toThrow(refused('SignatureNotReliable'));
  expect(
    play(asked(), 'signAgreement', withCode, { asOf: onDay('2026-03-12', '05:09:59'), by: borrower }).happened,
  ).toContain('AgreementSigned');
  const again = play(asked(), 'requestSigningCode', { ...requested, code: '222222' }, byBorrower);
  const codes = again.file.agreements[drawnUp.agreementId]?.codes ?? [];
  expect(codes.map(({ status }) => status)).toEqual(['VOID', 'SENDING']);
  expect(() => play(again.file, 'signAgreement', withCode, byBorrower)).toThrow(refused('SignatureNotReliable'));
});

test('C33: five codes a day for one agreement, and the refusal says when there is another', () => {
  let file = drawnUpCase();
  for (let count = 0; count < 5; count += 1) file = codeSent(file, now);
  expect(() => play(file, 'requestSigningCode', requested, byBorrower)).toThrow(
    expect.objectContaining({
      code: 'TooManyRequests',
      facts: expect.objectContaining({ earliest: '2026-03-13T05:00:00.000Z' }),
    }),
  );
});

test('C33: a code goes only to a contact point that a visit has found right', () => {
  expect(() =>
    play(drawnUpCase(), 'requestSigningCode', { ...requested, contactPointId: 'phone-2' }, byBorrower),
  ).toThrow(refused('ContactPointUnknown'));
  const file = drawnUpCase();
  const unverified: CaseFile = {
    ...file,
    visits: {},
  };
  expect(() => play(unverified, 'requestSigningCode', requested, byBorrower)).toThrow(
    refused('ContactPointUnverified'),
  );
});

test('C33: the code is in no event and in no part of the file, only its salted digest in a private item', () => {
  const file = asked();
  const { privates, ...open } = file;
  expect(JSON.stringify(open)).not.toContain(code);
  const kept = Object.values(privates).find(({ kind }) => kind === 'CODE');
  expect(kept).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/u) });
  expect(JSON.stringify(kept)).not.toContain(code);
  expect(JSON.stringify(open)).not.toContain(kept?.kind === 'CODE' ? kept.digest : 'no digest');
});

test('R34: a form that was replaced between drawing up and the first signature is drawn up again; after it, it stands', () => {
  const file = drawnUpCase();
  const onFormOf = (before: CaseFile, templateVersion: string): CaseFile => {
    const agreement = before.agreements[drawnUp.agreementId];
    if (agreement === undefined) throw new Error('no agreement');
    return { ...before, agreements: { [drawnUp.agreementId]: { ...agreement, templateVersion } } };
  };
  expect(() => play(onFormOf(file, '1'), 'requestSigningCode', requested, byBorrower)).toThrow(refused('FormRetired'));
  expect(() => play(onFormOf(file, '1'), 'signAgreement', { ...sign, acknowledged: [] }, officer)).toThrow(
    refused('FormRetired'),
  );
  const half = play(asked(), 'signAgreement', withCode, byBorrower).file;
  expect(
    play(onFormOf(half, '1'), 'signAgreement', { ...sign, acknowledged: [] }, { ...officer, by: people.supervisor })
      .happened,
  ).toContain('CollectionBlocked');
});

test('R34: of two texts only the later one can be signed', () => {
  const later = play(drawnUpCase(), 'drawUpAgreement', { ...drawnUp, agreementId: 'agreement_2' }, officer).file;
  expect(() => play(later, 'signAgreement', { ...sign, acknowledged: [] }, officer)).toThrow(refused('SigningExpired'));
});

const original = { agreementId: drawnUp.agreementId, sha256: sealedText, proof: 'vault-1' };

test('R38: an original wants two signatures, the sealed file and a proof', () => {
  expect(() => play(drawnUpCase(), 'recordOriginal', { ...original, holder: 'BANK' }, officer)).toThrow(
    refused('NotSignedByBoth'),
  );
  for (const sha256 of [sha256Hex('x'), text])
    expect(() => play(signedCase(), 'recordOriginal', { ...original, sha256, holder: 'BORROWER' }, officer)).toThrow(
      refused('TextChanged'),
    );
  expect(() =>
    play(signedCase(), 'recordOriginal', { ...original, proof: undefined, holder: 'BORROWER' }, officer),
  ).toThrow(refused('DeliveryProofMissing'));
});

test('R38: the seal gives the bank its original; the case is active only when the borrower has taken his', () => {
  const file = signedCase();
  expect(file.status.state).toBe('SIGNING');
  expect(file.agreements[drawnUp.agreementId]?.originals.map(({ holder }) => holder)).toEqual(['BANK']);
  expect(play(file, 'recordOriginal', { ...original, holder: 'BANK' }, officer).happened).toEqual([]);
  expect(play(file, 'sealAgreement', sealing, officer).happened).toEqual([]);
  const taken = play(file, 'downloadOriginal', { agreementId: drawnUp.agreementId }, byBorrower);
  expect(taken.happened).toEqual(['OriginalDelivered', 'AgreementTookEffect', 'NoticePlanned', 'ObservationStarted']);
  expect(taken.file.status.state).toBe('ACTIVE');
  expect(play(taken.file, 'downloadOriginal', { agreementId: drawnUp.agreementId }, byBorrower).happened).toEqual([]);
  expect(play(file, 'recordOriginal', { ...original, holder: 'BORROWER' }, officer).file.status.state).toBe('ACTIVE');
});

test('R38, 35a: the borrower has his original to the end of the archive', () => {
  const running = play(signedCase(), 'downloadOriginal', { agreementId: drawnUp.agreementId }, byBorrower).file;
  const archived: CaseFile = { ...running, status: { state: 'ARCHIVED', since: now, packageId: 'package_1' } };
  const taken = play(archived, 'downloadOriginal', { agreementId: drawnUp.agreementId }, byBorrower);
  expect(taken.happened).toEqual([]);
  expect(taken.ids).toEqual({ agreementId: drawnUp.agreementId });
});

test('C34: the package of the case gets text, original and the evidence of its signatures', () => {
  const kept = whatIsKept(signedCase()).filter(({ path }) => path.startsWith('data/agreements/'));
  expect(kept.map(({ path, sha256 }) => [path, sha256])).toEqual([
    [`data/agreements/${drawnUp.agreementId}.pdf`, text],
    [`data/agreements/${drawnUp.agreementId}.original.pdf`, sealedText],
    [`data/agreements/${drawnUp.agreementId}.evidence.json`, sealing.evidence.sha256],
  ]);
});

test('R38: nobody takes an original before the text is signed and sealed', () => {
  const download = { agreementId: drawnUp.agreementId };
  expect(() => play(drawnUpCase(), 'downloadOriginal', download, byBorrower)).toThrow(refused('NotSignedByBoth'));
  expect(() => play(unsealedCase(), 'downloadOriginal', download, byBorrower)).toThrow(refused('NotSignedByBoth'));
});

test('R42: instalments and follow-ups are on the agenda from the second signature on', () => {
  const kinds = (file: ReturnType<typeof signedCase>) => new Set(agenda(file, policy).map(({ kind }) => kind));
  expect([...kinds(signedCase())].toSorted()).toEqual(
    expect.arrayContaining(['FOLLOW_UP', 'INSTALMENT_CHECK', 'INSTALMENT_REMINDER', 'ORIGINALS']),
  );
  expect([...kinds(runningCase())]).not.toContain('ORIGINALS');
});
