import { expect, test } from 'vitest';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { PartyChanges, updateParties } from '#functions/domain/intake/parties.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { partiesShown } from '#functions/usecases/case-view.ts';
import { borrower, decided, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { offeredCase, openedCase } from '#test/support/builders.ts';

const asOf = shanghai('2026-03-10');
const byBorrower = { asOf, by: borrower };
const byAgent = { asOf, by: people.agent };
const changes = (input: object) => PartyChanges.parse(input);
const pointsOf = (file: CaseFile) => borrowerOf(file)?.contactPoints ?? [];
const newPhone = { addContactPoints: [{ kind: 'PHONE', value: '+8613900139000' }] };

test('C35: the borrower corrects a number: the new one has a new id, the journal does not know it, the old one stays on file', () => {
  const before = openedCase();
  const old = pointsOf(before).map(({ contactPointId }) => contactPointId);
  const input = changes({ ...newPhone, removeContactPointIds: old });
  const { file, events, decision } = decided(updateParties, before, input, byBorrower);
  expect(events).toEqual(['PartiesUpdated']);
  expect(pointsOf(file)).toEqual([
    { contactPointId: expect.stringMatching(/^point_/), kind: 'PHONE', value: '+8613900139000' },
  ]);
  expect(decision.events[0]?.data).toEqual({
    changed: ['CONTACT_POINTS'],
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(JSON.stringify(decision.events)).not.toContain('139');
  const kept = Object.values(file.privates).find(({ kind }) => kind === 'CORRECTED');
  expect(JSON.stringify(kept)).toContain(pointsOf(before)[0]?.value);
});

test('C35: staff name the evidence for what they correct; that somebody seems vulnerable needs none', () => {
  expect(refusalOf(updateParties, openedCase(), changes(newPhone), byAgent)).toMatchObject({
    code: 'EvidenceMissing',
    rules: ['C1', 'C35'],
  });
  const proven = changes({ ...newPhone, evidenceId: 'call-1' });
  expect(decided(updateParties, openedCase(), proven, byAgent).events).toEqual(['PartiesUpdated']);
  const noted = changes({ vulnerability: ['ILLNESS'] });
  expect(decided(updateParties, openedCase(), noted, byAgent).events).toEqual(['VulnerabilityNoted', 'HoldPlaced']);
});

test('C1: whoever answers for the debt or speaks for the borrower stands on paper, masked, and can end', () => {
  const guarantor = { name: 'Zhao Liu', idType: 'ID_CARD', idNo: '110101198001011234' };
  expect(refusalOf(updateParties, openedCase(), changes({ guarantor }), byBorrower)?.code).toBe('EvidenceMissing');
  const named = decided(updateParties, openedCase(), changes({ guarantor, evidenceId: 'paper-1' }), byBorrower).file;
  expect(partiesShown(named)).toMatchObject([
    { role: 'BORROWER' },
    { role: 'GUARANTOR', name: 'Zhao Liu', idNo: '**************1234' },
  ]);
  const ended = decided(updateParties, named, changes({ guarantor: null }), byBorrower);
  expect(ended.events).toEqual(['PartiesUpdated']);
  expect(partiesShown(ended.file)).toMatchObject([{ role: 'BORROWER' }]);
  expect(decided(updateParties, ended.file, changes({ guarantor: null }), byBorrower).events).toEqual([]);
});

test('4.15, 34: a vulnerable borrower is neither visited nor negotiated with until a person has looked; told twice, it is one hold', () => {
  const { file } = decided(updateParties, offeredCase(), changes({ vulnerability: ['OLD_AGE'] }), byAgent);
  expect(Object.values(file.holds)).toMatchObject([
    { kind: 'VULNERABILITY_HOLD', blocks: ['VISIT', 'NEGOTIATE'], reviewOn: '2026-03-24' },
  ]);
  expect(decided(updateParties, file, changes({ vulnerability: ['OLD_AGE'] }), byAgent).events).toEqual([]);
  const more = decided(updateParties, file, changes({ vulnerability: ['LANGUAGE'] }), byAgent);
  expect(more.events).toEqual(['VulnerabilityNoted']);
  expect(more.file.meta?.vulnerability).toEqual(['OLD_AGE', 'LANGUAGE']);
});

test('C35: language and zone change the case; what is already so changes nothing', () => {
  const { file } = decided(
    updateParties,
    openedCase(),
    changes({ language: 'en', timezone: 'Asia/Taipei' }),
    byBorrower,
  );
  expect(file.meta).toMatchObject({ language: 'en', timezone: 'Asia/Taipei' });
  expect(decided(updateParties, file, changes({ language: 'en' }), byBorrower).events).toEqual([]);
});

test('C35: a borrower keeps at least one contact point, and only his own can be removed', () => {
  const all = pointsOf(openedCase()).map(({ contactPointId }) => contactPointId);
  for (const removeContactPointIds of [all, ['somebody-elses']])
    expect(refusalOf(updateParties, openedCase(), changes({ removeContactPointIds }), byBorrower)).toMatchObject({
      code: 'InvalidRequest',
    });
  expect(PartyChanges.safeParse({}).success).toBe(false);
  expect(PartyChanges.safeParse({ evidenceId: 'e-1' }).success).toBe(false);
});
