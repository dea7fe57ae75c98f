import { test } from 'vitest';
import { liveThem, livesWanted, seedWanted } from '#test/lives/driver.ts';

test('the same from another seed, beside it on another core', { timeout: 3_600_000 }, () => {
  liveThem(seedWanted(20260302) + 1_000_000, livesWanted(2));
});
