import { expect, test } from 'vitest';
import { reportAccount } from '#functions/domain/intake/report.ts';
import type { ReportInput } from '#functions/domain/intake/report.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { decided, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';

const report: ReportInput = {
  accountId: 'acc-1',
  salt: 'a'.repeat(64),
  borrower: { ...reportedBorrower, contactPoints: [...reportedBorrower.contactPoints], language: 'zh-Hans' },
  ...reportedCard,
  interestMinor: 20_000,
  reportedAt: shanghai('2026-03-02', '06:00'),
  jurisdiction: 'CN',
};
const setting = { asOf: shanghai('2026-03-02'), by: people.system };
const none = emptyFile('case_1');

test('R1: the first overdue account of a person opens a case with salt, borrower and claim', () => {
  const { file, decision, events } = decided(reportAccount, none, report, setting);
  expect(events).toEqual(['CaseOpened', 'AccountReported', 'AccountLinked']);
  expect(file.status.state).toBe('OPEN');
  expect(Object.keys(file.privates)).toEqual(['SALT#salt', 'BORROWER#borrower']);
  expect(decision.uniques).toEqual([{ kind: 'OPEN_CASE', borrowerId: 'b-1', act: 'claim' }]);
});

test('R1: a company, and a person without arrears, get no case', () => {
  const company = { ...report, borrower: { ...report.borrower, kind: 'COMPANY' } };
  expect(refusalOf(reportAccount, none, company, setting)?.code).toBe('NotAnIndividual');
  expect(refusalOf(reportAccount, none, { ...report, contractualDpd: 0 }, setting)?.code).toBe('NothingOverdue');
});

test('R2: a mortgage is not covered', () => {
  expect(refusalOf(reportAccount, none, { ...report, productType: 'MORTGAGE' }, setting)).toMatchObject({
    code: 'ProductNotCovered',
    rules: ['R2'],
  });
});

test('R3: a further account joins the open case', () => {
  const { file } = decided(reportAccount, none, report, setting);
  const joined = decided(reportAccount, file, { ...report, accountId: 'acc-2' }, setting);
  expect(joined.events).toEqual(['AccountReported', 'AccountLinked']);
  expect(Object.keys(joined.file.accounts)).toEqual(['acc-1', 'acc-2']);
});

test('R3: the same report twice is one, a newer one replaces the figures, an older one is refused', () => {
  const { file } = decided(reportAccount, none, report, setting);
  expect(decided(reportAccount, file, report, setting).events).toEqual([]);
  const newer = decided(
    reportAccount,
    file,
    { ...report, principalMinor: 900_000, reportedAt: shanghai('2026-03-03', '06:00') },
    setting,
  );
  expect(newer.events).toEqual(['AccountReported']);
  expect(newer.file.accounts['acc-1']?.principalMinor).toBe(900_000);
  expect(refusalOf(reportAccount, newer.file, report, setting)?.code).toBe('ReportOutdated');
});

test('R14: the journal of an opened case knows neither name nor number', () => {
  const { decision } = decided(reportAccount, none, report, setting);
  expect(JSON.stringify(decision.events)).not.toMatch(/Somebody|110101|138001/);
});
