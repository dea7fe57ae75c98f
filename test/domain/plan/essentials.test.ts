import { expect, test } from 'vitest';
import { essentialsFloor } from '#functions/domain/plan/essentials.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { negotiatingCase } from '#test/support/builders.ts';
import { means, onDay, play } from '#test/domain/servicing/play.ts';
import { people } from '#test/support/acts.ts';

const taiwan = packOf('TW', '2026-1');
const hongKong = packOf('HK', '2026-1');
const family = { adults: 2, dependants: 1 };

test('4.6: Taiwan’s floor is 1.2 times the minimum living expense of the place, for every person', () => {
  expect(essentialsFloor(taiwan, 'TW-TPE', 'TWD')).toBe(2_489_300);
  expect(essentialsFloor(taiwan, 'TW-TPE', 'TWD', family)).toBe(3 * 2_489_300);
  expect(essentialsFloor(taiwan, 'TW-TAO', 'TWD')).toBe(2_062_400);
  expect(essentialsFloor(taiwan, 'elsewhere', 'TWD')).toBe(1_861_800);
  expect(essentialsFloor(taiwan, 'elsewhere', 'TWD', family)).toBe(3 * 1_861_800);
});

test('4.6: Hong Kong’s floor is social assistance with rent; further persons add less', () => {
  expect(essentialsFloor(hongKong, 'HK', 'HKD')).toBe(600_000);
  expect(essentialsFloor(hongKong, 'HK', 'HKD', family)).toBe(600_000 + 2 * 460_000);
});

test('4.6: another currency has no floor, and a person looks at it', () => {
  expect(essentialsFloor(taiwan, 'TW-TPE', 'USD')).toBeUndefined();
});

test.each(['CN', 'TW', 'HK'])('4.6: every table of floors in %s says where its figures come from', (jurisdiction) => {
  const { plan, basis } = packOf(jurisdiction, '2026-1');
  expect(plan.essentialsFloors.length).toBeGreaterThan(0);
  expect(basis['plan.essentialsFloors']?.source).toMatch(/to be confirmed by the bank/u);
  for (const { region, adultMinor, furtherAdultMinor } of plan.essentialsFloors) {
    expect(region).toMatch(new RegExp(`^${jurisdiction}(-[A-Z]{2,3})?$`, 'u'));
    expect(furtherAdultMinor).toBeLessThanOrEqual(adultMinor);
  }
});

test('4.6: the place where the household lives chooses the row, and what is declared below it is raised', () => {
  const file = negotiatingCase();
  const assessed = (region?: string) => {
    const asked = { ...means(file), essentialsMinor: 100_000, ...(region === undefined ? {} : { region }) };
    const done = play(file, 'assessAffordability', asked, {
      asOf: onDay('2026-03-12', '03:00:00'),
      by: people.officer,
    });
    return done.file.assessments[done.ids['assessmentId'] ?? ''];
  };
  expect(assessed()).toMatchObject({ essentialsMinor: 150_000, reasons: ['ESSENTIALS_BELOW_FLOOR'] });
  expect(assessed('CN-BJ')).toMatchObject({ region: 'CN-BJ', essentialsMinor: 217_500, floorMinor: 217_500 });
});
