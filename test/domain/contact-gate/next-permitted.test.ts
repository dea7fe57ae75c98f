import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { addMinutes, epochMilliseconds, minutesBetween } from '#functions/domain/calendar.ts';
import { explain, gate, isPermitted, nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import type { ContactLimits } from '#functions/domain/contact-parts.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { call, caseUnder, wishing, withContact } from '#test/domain/contact-gate/gating.ts';

const limits: fc.Arbitrary<ContactLimits> = fc.record(
  {
    window: fc
      .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 23 }))
      .filter(([from, to]) => from < to)
      .map(([from, to]) => ({
        from: `${String(from).padStart(2, '0')}:30`,
        to: `${String(to).padStart(2, '0')}:45`,
      })),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    noHolidays: fc.boolean(),
    maxAnsweredPerWeek: fc.integer({ min: 1, max: 3 }),
    quietUntil: fc.constantFrom('2026-02-10', '2026-02-25', '2026-04-01'),
  },
  { requiredKeys: [] },
);

interface Situation {
  readonly file: CaseFile;
  readonly from: string;
  readonly jurisdiction: string;
}

const start = '2026-02-08T00:00:00Z';

const situations: fc.Arbitrary<Situation> = fc
  .record({
    jurisdiction: fc.constantFrom('CN', 'TW', 'HK'),
    // A zone with summer time too: New York moves its clocks on 8 March 2026.
    zone: fc.constantFrom('Asia/Shanghai', 'Asia/Taipei', 'America/New_York', 'Australia/Lord_Howe'),
    wish: fc.option(limits, { nil: undefined }),
    calls: fc.array(fc.record({ before: fc.integer({ min: 0, max: 60 * 48 }), answered: fc.boolean() }), {
      maxLength: 9,
    }),
    minute: fc.integer({ min: 0, max: 60 * 24 * 40 }),
    outOfHours: fc.boolean(),
  })
  .map(({ jurisdiction, zone, wish, calls, minute, outOfHours }) => {
    const from = addMinutes(start, minute);
    const called = calls.reduce(
      (file, { before, answered }) => withContact(file, addMinutes(from, -before), { answered }),
      caseUnder(jurisdiction, zone),
    );
    const wished = wish === undefined ? called : wishing(called, wish);
    const file = outOfHours
      ? withPart(wished, 'consents', 'k-1', {
          consentId: 'k-1',
          kind: 'OUT_OF_HOURS',
          status: 'GIVEN',
          textVersion: '1',
          channel: 'APP',
          decidedAt: start,
        })
      : wished;
    return { file, from, jurisdiction };
  });

property.prop(
  {
    situation: situations,
    steps: fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 20, maxLength: 20 }),
  },
  { numRuns: 60 },
)(
  'R6: the next permitted instant is allowed, and nothing earlier is',
  ({ situation: { file, from, jurisdiction }, steps }) => {
    const policy = packOf(jurisdiction);
    const isAllowed = (asOf: string): boolean => isPermitted(file, call, { asOf, policy });
    const next = nextPermitted(file, from, { policy }, call);
    if (next === undefined) {
      // Wishes and hours that never meet: then no minute of the next days passes.
      for (let minute = 0; minute < 60 * 24 * 9; minute += 97) expect(isAllowed(addMinutes(from, minute))).toBe(false);
      return;
    }
    expect(isAllowed(next)).toBe(true);
    expect(epochMilliseconds(next)).toBeGreaterThanOrEqual(epochMilliseconds(from));
    const minutes = minutesBetween(from, next);
    if (minutes === 0) return;
    expect(isAllowed(addMinutes(next, -1 / 60))).toBe(false);
    for (const step of steps) expect(isAllowed(addMinutes(from, Math.floor(step * minutes)))).toBe(false);
  },
);

test('R6: an hour that summer time skips opens when the clocks are moved, not an hour later', () => {
  const file = wishing(caseUnder('CN', 'America/New_York'), { window: { from: '02:30', to: '23:00' } });
  const consent = { consentId: 'k', kind: 'OUT_OF_HOURS', status: 'GIVEN', textVersion: '1', channel: 'APP' } as const;
  const night = withPart(file, 'consents', 'k', { ...consent, decidedAt: start });
  const policy = packOf('CN');
  expect(nextPermitted(night, '2026-03-08T06:30:00Z', { policy }, call)).toBe('2026-03-08T07:00:00.000Z');
});

test('C12: a call that is still going on counts as answered until its outcome says otherwise', () => {
  const policy = packOf('CN');
  const morning = '2026-03-10T02:00:00Z';
  const two = [1, 2].reduce((file) => withContact(file, morning, { answered: true }), caseUnder('CN'));
  const calling = withContact(two, morning, { status: 'STARTED' });
  const context = { asOf: '2026-03-10T02:05:00Z', policy };
  expect(gate(calling, call, context)).toMatchObject({ allowed: false, ruleIds: ['R6', 'C12'] });
  expect(gate(withContact(two, morning, { answered: false }), call, context).allowed).toBe(true);
});

test('1.2: a ceiling of seven days opens again when the oldest call has left the week', () => {
  const policy = packOf('HK');
  const file = [3, 4, 5, 6].reduce(
    (known, day) => [1, 2].reduce((all) => withContact(all, `2026-03-0${day}T03:00:00Z`, { answered: true }), known),
    caseUnder('HK'),
  );
  const decision = explain(file, call, { asOf: '2026-03-09T03:00:00Z', policy });
  expect(decision.rules.filter(({ says }) => says === 'FORBID')).toEqual([
    expect.objectContaining({ key: 'contact.caps.answeredCallsAWeek', origin: 'DEFAULT', limit: '8 of 7 in 7 days' }),
  ]);
  // Two calls of the 3rd leave on the 10th: six are left.
  expect(decision.earliest).toBe('2026-03-10T01:00:00.000Z');
});
