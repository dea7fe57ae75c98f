import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { allocationCase } from '#test/domain/plan/cases/allocation-cases.ts';
import { delinquencyCase } from '#test/domain/plan/cases/delinquency-cases.ts';
import { pauseCase } from '#test/domain/plan/cases/interest-cases.ts';
import { payoffCase } from '#test/domain/plan/cases/payoff-cases.ts';
import { inShapeOf, PublishedCase } from '#test/domain/plan/cases/published-case.ts';
import { rescheduleCase } from '#test/domain/plan/cases/reschedule-cases.ts';
import { scheduleCase } from '#test/domain/plan/cases/schedule-cases.ts';

/** Every kind of the file; a kind that is not here is no reason to skip a case, it fails. */
const coveredKinds = ['schedule', 'payoff', 'interest-pause', 'reschedule', 'allocation', 'delinquency'] as const;

const runners = {
  schedule: scheduleCase,
  payoff: payoffCase,
  'interest-pause': pauseCase,
  reschedule: rescheduleCase,
  allocation: allocationCase,
  delinquency: delinquencyCase,
} as const satisfies Record<(typeof coveredKinds)[number], unknown>;

/** One test for each case of a file, by its id. */
export const runCases = (path: string | URL): void => {
  const { cases } = z.object({ cases: z.array(PublishedCase) }).parse(JSON.parse(readFileSync(path, 'utf8')));
  for (const published of cases) {
    test(`${published.id}: ${published.title}`, () => {
      const kind = z.enum(coveredKinds).parse(published.kind);
      expect(inShapeOf(published.expected, runners[kind](published))).toEqual(published.expected);
    });
  }
};
