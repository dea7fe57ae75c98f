import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gate } from '#functions/domain/contact-gate/gate.ts';
import type { PlannedContact } from '#functions/domain/contact-gate/planned-contact.ts';
import { permitThirdPartyContact } from '#functions/domain/intake/third-party.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { withinHours } from '#functions/domain/visits/slots.ts';
import { call, caseUnder, withContact } from '#test/domain/contact-gate/gating.ts';
import { contextOf, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';

const packs = ['CN', 'TW', 'HK'] as const;
const day = '2026-03-10';
/** A file with so many calls of the day before it. */
const after = (file: CaseFile, calls: number, more: object): CaseFile =>
  Array.from({ length: calls }).reduce<CaseFile>(
    (sofar, _, index) => withContact(sofar, shanghai(day, `1${index}:00`), more),
    file,
  );

const contact = (file: CaseFile, jurisdiction: string, asOf: string, planned: PlannedContact = call): string => {
  const { allowed, ruleIds, earliest } = gate(file, planned, { asOf, policy: packOf(jurisdiction) });
  return allowed ? 'passes' : `${ruleIds.join(' ')}${earliest === undefined ? ', never' : ''}`;
};
const refusedBy = (act: () => unknown): string => {
  try {
    act();
    return 'passes';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.rules.join(' ')}`;
    throw error;
  }
};

/** One case, the same acts, three packs. */
const acts: readonly (readonly [string, (file: CaseFile, jurisdiction: string) => string])[] = [
  ['a call at 07:30', (file, of) => contact(file, of, shanghai(day, '07:30'))],
  ['a call at 22:30', (file, of) => contact(file, of, shanghai(day, '22:30'))],
  [
    'the seventh call to a number in a day',
    (file, of) => contact(after(file, 6, { answered: false }), of, shanghai(day, '17:00')),
  ],
  [
    'a fourth call after three answered ones',
    (file, of) => contact(after(file, 3, { answered: true }), of, shanghai(day, '17:00')),
  ],
  [
    'an offer by SMS on 28 February (Peace Memorial Day)',
    (file, of) => contact(file, of, shanghai('2026-02-28', '11:00'), { ...call, purpose: 'OFFER', channel: 'SMS' }),
  ],
  [
    'a reminder by SMS at Lunar New Year',
    (file, of) => contact(file, of, shanghai('2026-02-17', '11:00'), { ...call, purpose: 'REMINDER', channel: 'SMS' }),
  ],
  [
    'a visit at Lunar New Year',
    (file, of) =>
      refusedBy(() =>
        withinHours(
          file,
          {
            startsAt: shanghai('2026-02-17', '10:00'),
            endsAt: shanghai('2026-02-17', '12:00'),
            atBorrowersRequest: true,
          },
          { policy: packOf(of) },
        ),
      ),
  ],
  [
    'asking a third person after three failed calls',
    (file, of) =>
      refusedBy(() =>
        permitThirdPartyContact(
          after(file, 3, { answered: false }),
          { permitted: true, reason: 'no answer' },
          { ...contextOf({ asOf: shanghai('2026-03-11'), by: people.supervisor }), policy: packOf(of) },
        ),
      ),
  ],
];

const table = (): string =>
  [
    `| the same case | ${packs.join(' | ')} |`,
    `| --- | ${packs.map(() => '---').join(' | ')} |`,
    ...acts.map(([what, done]) => `| ${what} | ${packs.map((of) => done(caseUnder(of), of)).join(' | ')} |`),
  ].join('\n');

test('1.2: one case under three packs is refused different things, and the README shows what the packs do', () => {
  const shown = table();
  const rows = shown
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split(' | ')
        .slice(1)
        .map((cell) => cell.replace(' |', '')),
    );
  const different = rows.filter((cells) => new Set(cells).size > 1);
  expect(different.length).toBeGreaterThanOrEqual(5);
  expect(readFileSync('README.md', 'utf8')).toContain(shown);
});
