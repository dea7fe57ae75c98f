import { runCases } from '#test/domain/plan/cases/run-cases.ts';

/** Peers' own figures; another file of the same form can be named, so that a bank can try its own. */
runCases(process.env['REPAYMENT_CASES'] ?? new URL('repayment-cases.json', import.meta.url));
