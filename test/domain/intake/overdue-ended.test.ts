import { expect, test } from 'vitest';
import { openCase, reportAccount } from '#functions/domain/intake/report.ts';
import type { ReportInput } from '#functions/domain/intake/report.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { workItems } from '#functions/domain/work.ts';
import { decided, policy, refusalOf } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { activeCase, signingCase } from '#test/support/agreed-stories.ts';
import {
  negotiatingCase,
  offeredCase,
  openedCase,
  readyCase,
  registeredCase,
  scheduledCase,
} from '#test/support/builders.ts';
import { account, borrowerIdOf } from '#test/support/sample-parts.ts';
import { reportedBorrower } from '#test/support/reported.ts';

const asOf = '2026-06-01T02:00:00Z';
const setting = { asOf, by: people.system };
const { accountId, productType, ...figures } = account('a case');
const later = (changes: Partial<ReportInput> = {}): ReportInput => ({
  ...figures,
  accountId,
  productType,
  salt: 'a'.repeat(64),
  borrower: {
    ...reportedBorrower,
    borrowerId: borrowerIdOf('a case'),
    contactPoints: [...reportedBorrower.contactPoints],
    language: 'zh-Hans',
  },
  branch: 'north',
  region: 'east',
  jurisdiction: 'CN',
  reportedAt: '2026-06-01T01:00:00Z',
  ...changes,
});
const paid = later({ principalMinor: 0, interestMinor: 0, feesMinor: 0, penaltyMinor: 0, contractualDpd: 0 });
const current = later({ contractualDpd: 0 });

test('R1: a later report brings balance and days past due up to date', () => {
  const { file, events } = decided(
    reportAccount,
    offeredCase(),
    later({ principalMinor: 7, contractualDpd: 9 }),
    setting,
  );
  expect(events).toEqual(['AccountReported']);
  expect(file.accounts[accountId]).toMatchObject({ principalMinor: 7, contractualDpd: 9 });
});

test.each([
  ['OPEN', openedCase],
  ['OFFERED', offeredCase],
  ['DOCS_PENDING', registeredCase],
  ['READY', readyCase],
  ['SCHEDULED', scheduledCase],
  ['SIGNING', signingCase],
])('R1: everything paid elsewhere ends a case in %s and makes room for another', (_, make) => {
  const { file, events, decision } = decided(reportAccount, make(), paid, setting);
  expect([events[0], events.at(-1)]).toEqual(['AccountReported', 'OverdueEnded']);
  expect(file.status.state).toBe('CANCELLED');
  expect(Object.values(file.visits).map(({ status }) => status)).not.toContain('STARTED');
  expect(decision.uniques).toEqual([{ kind: 'OPEN_CASE', borrowerId: borrowerIdOf('a case'), act: 'free' }]);
});

test('R1: a visit that is to come is called off with the case, and the borrower is told', () => {
  const { file, events } = decided(reportAccount, scheduledCase(), paid, setting);
  expect(events).toEqual(['AccountReported', 'AppointmentCancelled', 'NoticePlanned', 'OverdueEnded']);
  expect(Object.values(file.appointments)).toMatchObject([{ status: 'CANCELLED' }]);
  expect(Object.values(file.notices)).toMatchObject([{ kind: 'APPOINTMENT_CANCELLED', status: 'PLANNED' }]);
});

test('R3: while another account of the case is overdue, one that was paid ends nothing', () => {
  const two = decided(
    reportAccount,
    offeredCase(),
    later({ accountId: 'acc-2', productType: 'CONSUMER_LOAN' }),
    setting,
  );
  const { file, events } = decided(reportAccount, two.file, paid, setting);
  expect(events).toEqual(['AccountReported']);
  expect(file.status.state).toBe('OFFERED');
});

test('R1: up to date again but still owing ends a case only until the borrower has registered; then a supervisor decides', () => {
  expect(decided(reportAccount, offeredCase(), current, setting).file.status.state).toBe('CANCELLED');
  const { file, events } = decided(reportAccount, negotiatingCase(), current, setting);
  expect(events).toEqual(['AccountReported', 'OverdueEndNoted']);
  expect(file.status.state).toBe('NEGOTIATING');
  expect(workItems(file, policy)).toContainEqual(
    expect.objectContaining({ assignee: 'SUPERVISOR#north', kind: 'CURRENT_AGAIN' }),
  );
});

test('R53: once an agreement is in force its ledger counts: the money is noted for a supervisor to book, once', () => {
  const { file, events } = decided(reportAccount, activeCase(), paid, setting);
  expect(events).toEqual(['AccountReported', 'OverdueEndNoted']);
  expect(file.status.state).toBe('ACTIVE');
  expect(workItems(file, policy)).toContainEqual(
    expect.objectContaining({ assignee: 'SUPERVISOR#north', kind: 'PAID_ELSEWHERE' }),
  );
  const again = decided(reportAccount, file, { ...paid, reportedAt: '2026-06-02T01:00:00Z' }, setting);
  expect(again.events).toEqual(['AccountReported']);
  expect(decided(reportAccount, activeCase(), current, setting).events).toEqual(['AccountReported']);
});

test('R1: an account that is not overdue does not join an open case', () => {
  expect(refusalOf(reportAccount, offeredCase(), { ...current, accountId: 'acc-2' }, setting)).toMatchObject({
    code: 'NothingOverdue',
    rules: ['R1'],
  });
});

const { borrower, branch, region, jurisdiction, salt } = later();
const opening = (...accounts: Partial<ReportInput>[]) => ({
  borrower,
  branch,
  region,
  jurisdiction,
  salt,
  accounts: accounts.map((changes) => ({ ...figures, productType, accountId, ...changes })),
});

test('R3: a case is opened over all overdue accounts of a person, card and loan; those in order stay out', () => {
  const { file, decision } = decided(
    openCase,
    emptyFile('case_1'),
    opening({}, { accountId: 'acc-2', productType: 'CONSUMER_LOAN' }, { accountId: 'acc-3', contractualDpd: 0 }),
    { asOf, by: people.agent },
  );
  expect(Object.keys(file.accounts)).toEqual([accountId, 'acc-2']);
  expect(decision.uniques).toEqual([{ kind: 'OPEN_CASE', borrowerId: borrower.borrowerId, act: 'claim' }]);
});

test('R1, R2: nothing is opened for a company, without arrears, over a mortgage, or in another branch', () => {
  const codeOf = (
    input: ReturnType<typeof opening>,
    by: (typeof people)['agent'] | (typeof people)['system'] = people.agent,
  ) => refusalOf(openCase, emptyFile('case_1'), input, { asOf, by })?.code;
  expect(codeOf({ ...opening({}), borrower: { ...borrower, kind: 'COMPANY' } })).toBe('NotAnIndividual');
  expect(codeOf(opening({ contractualDpd: 0 }))).toBe('NothingOverdue');
  expect(codeOf(opening({ principalMinor: 0, interestMinor: 0, penaltyMinor: 0 }))).toBe('NothingOverdue');
  expect(codeOf(opening({ productType: 'MORTGAGE' }))).toBe('ProductNotCovered');
  expect(codeOf({ ...opening({}), branch: 'south' })).toBe('RoleNotAllowed');
});
