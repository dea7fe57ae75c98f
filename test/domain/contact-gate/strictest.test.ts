import { describe, expect, test } from 'vitest';
import { explain, gate } from '#functions/domain/contact-gate/gate.ts';
import type { ContactLimits } from '#functions/domain/contact-parts.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { activeCase } from '#test/support/agreed-stories.ts';
import { call, caseUnder, onHold, wishing } from '#test/domain/contact-gate/gating.ts';

const policy = packOf('CN');
const noon = shanghai('2026-03-10', '12:00');
const at = (asOf: string) => ({ asOf, policy });
const ruleOf = (file: CaseFile, key: string, asOf = noon) =>
  explain(file, call, at(asOf)).rules.find((spoken) => spoken.key === key);

const agreed = (limits: ContactLimits): CaseFile => {
  const file = activeCase();
  const [agreement] = Object.values(file.agreements);
  if (agreement === undefined) throw new TypeError('an active case has an agreement');
  return withPart(file, 'agreements', agreement.agreementId, { ...agreement, contact: limits });
};

describe('1.2: the strictest of pack, wish and agreement wins', () => {
  test('a wish for mornings narrows the hours of the pack', () => {
    const file = wishing(caseUnder('CN'), { window: { from: '09:00', to: '11:00' } });
    expect(gate(file, call, at(noon))).toEqual({
      allowed: false,
      ruleIds: ['R6', '1.2'],
      earliest: '2026-03-11T01:00:00.000Z',
    });
    expect(ruleOf(file, 'preference.window')).toMatchObject({ says: 'FORBID', origin: 'PREFERENCE' });
    expect(ruleOf(file, 'contact.window')).toMatchObject({ says: 'PASS', origin: 'PACK', rules: ['C10'] });
  });

  test('a wish for nights does not widen them', () => {
    const file = wishing(caseUnder('CN'), { window: { from: '21:00', to: '23:30' } });
    expect(gate(file, call, at(shanghai('2026-03-10', '23:00')))).toMatchObject({
      allowed: false,
      ruleIds: ['R6', 'C10'],
      earliest: shanghai('2026-03-11', '21:00').replace('Z', '.000Z'),
    });
  });

  test('what the agreement says about contacts holds beside both', () => {
    const file = wishing(agreed({ weekdays: [1, 2] }), { window: { from: '09:00', to: '18:00' } });
    // A Wednesday: the next Monday at nine.
    expect(gate(file, call, at(shanghai('2026-03-18', '12:00')))).toMatchObject({
      allowed: false,
      earliest: '2026-03-23T01:00:00.000Z',
    });
    expect(ruleOf(file, 'agreement.weekdays', shanghai('2026-03-18', '12:00'))).toMatchObject({
      says: 'FORBID',
      origin: 'AGREEMENT',
      source: 'the signed agreement',
    });
  });

  test('a refused channel or number is not a matter of waiting', () => {
    const file = wishing(caseUnder('CN'), { refusedChannels: ['PHONE'], refusedPointIds: ['phone-1'] });
    expect(gate(file, call, at(noon))).toEqual({ allowed: false, ruleIds: ['R6', '1.2'] });
    expect(gate(file, { ...call, channel: 'SMS', contactPointId: 'phone-2' }, at(noon)).allowed).toBe(true);
    expect(gate(file, { ...call, channel: 'SMS' }, at(noon)).allowed).toBe(false);
  });

  test('who wants peace until a day is left in peace until that day begins', () => {
    const file = wishing(caseUnder('CN'), { quietUntil: '2028-06-01' });
    expect(gate(file, call, at(noon)).earliest).toBe('2028-06-01T00:00:00.000Z');
  });

  test('one talk a week is enough where the borrower says so', () => {
    const file = withPart(wishing(caseUnder('CN'), { maxAnsweredPerWeek: 1 }), 'contacts', 'c', {
      contactId: 'c',
      purpose: 'SERVICE',
      channel: 'PHONE',
      direction: 'OUTBOUND',
      startedAt: shanghai('2026-03-09', '12:00'),
      by: 'agent-1',
      status: 'CONCLUDED',
      gate: { allowed: true, ruleIds: [] },
      answered: true,
    });
    expect(gate(file, call, at(noon)).earliest).toBe('2026-03-16T00:00:00.000Z');
  });
});

/** 4.15, 34: what each hold blocks by default. */
const holds: readonly [Part<'holds'>['kind'], Part<'holds'>['blocks'], boolean, boolean, boolean][] = [
  ['COMPLAINT_HOLD', ['CALL', 'VISIT'], false, true, false],
  ['DISPUTE_HOLD', ['NEGOTIATE', 'SIGN', 'ADJUST'], true, true, true],
  ['VULNERABILITY_HOLD', ['VISIT', 'NEGOTIATE'], true, true, false],
  ['BEREAVEMENT_HOLD', ['CALL', 'VISIT', 'NEGOTIATE'], false, true, false],
  ['DECEASED', ['CALL', 'VISIT', 'NEGOTIATE', 'SIGN', 'ADJUST', 'MESSAGE', 'DELETE'], false, false, false],
  ['LEGAL_HOLD', ['DELETE'], true, true, true],
  ['SAFETY_HOLD', ['VISIT'], true, true, false],
];

test.each(holds)('4.15, 34: %s decides over call, message and visit', (kind, blocks, mayCall, mayWrite, mayVisit) => {
  const consented = withPart(caseUnder('CN'), 'consents', 'k', {
    consentId: 'k',
    kind: 'SERVICE',
    status: 'GIVEN',
    textVersion: '1',
    channel: 'APP',
    decidedAt: shanghai('2026-03-09'),
  });
  const file = onHold(consented, kind, blocks);
  const isAllowed = (channel: 'PHONE' | 'SMS' | 'VISIT'): boolean => gate(file, { ...call, channel }, at(noon)).allowed;
  expect([isAllowed('PHONE'), isAllowed('SMS'), isAllowed('VISIT')]).toEqual([mayCall, mayWrite, mayVisit]);
  const spoken = explain(file, { ...call, channel: 'VISIT' }, at(noon)).rules.find(({ origin }) => origin === 'HOLD');
  expect(spoken).toMatchObject({ key: `hold.${kind}`, says: mayVisit ? 'PASS' : 'FORBID' });
});

test('R7: no visit without the consent of the borrower', () => {
  expect(gate(caseUnder('CN'), { ...call, channel: 'VISIT' }, at(noon))).toEqual({
    allowed: false,
    ruleIds: ['R6', 'R7'],
  });
});

test('R7: the service is not offered a second time to somebody who has answered', () => {
  expect(gate(activeCase(), { ...call, purpose: 'OFFER' }, at(shanghai('2026-03-20')))).toEqual({
    allowed: false,
    ruleIds: ['R6', 'R7'],
  });
});

test('1.2: an offer waits until the public holiday is over, a service message does not', () => {
  const newYear = shanghai('2026-02-17', '12:00');
  expect(gate(caseUnder('CN'), { ...call, purpose: 'OFFER' }, at(newYear))).toEqual({
    allowed: false,
    ruleIds: ['R6', '4.15'],
    earliest: '2026-02-24T00:00:00.000Z',
  });
  expect(gate(caseUnder('CN'), call, at(newYear)).allowed).toBe(true);
});

test('R6: the preview names every rule that spoke, with source and limit', () => {
  const { rules } = explain(caseUnder('CN'), call, at(noon));
  expect(rules.map(({ key, rules: ids, says, origin, limit }) => [key, ids.join(), says, origin, limit])).toEqual([
    ['purpose', 'R7', 'PASS', 'STATE', 'OPEN'],
    ['contact.window', 'C10', 'PASS', 'PACK', '08:00-22:00 Asia/Shanghai'],
    ['contact.caps.answeredCallsAWeek', '4.15', 'PASS', 'DEFAULT', '0 of 7 in 7 days'],
    ['contact.caps.callsPerNumberADay', 'C11', 'PASS', 'PACK', '0 of 6 in a day'],
    ['contact.caps.answeredCallsADay', 'C12', 'PASS', 'PACK', '0 of 3 in a day'],
  ]);
  expect(rules.every(({ source }) => source !== '')).toBe(true);
});
