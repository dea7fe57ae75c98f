import { runCases } from '#test/domain/plan/cases/run-cases.ts';

/** The same keys in other combinations, reckoned a second time by cases/vary.py, which shares nothing with the engine. */
runCases(new URL('repayment-variations.json', import.meta.url));
