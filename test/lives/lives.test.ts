import { test } from 'vitest';
import { liveThem, livesWanted, seedWanted } from '#test/lives/driver.ts';

test(
  'whatever people, machines and time do in whatever order: no forbidden state, no lost cent, no silence, and the file equals its replay',
  { timeout: 3_600_000 },
  () => {
    liveThem(seedWanted(20260301), livesWanted(2));
  },
);
