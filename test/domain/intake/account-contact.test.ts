import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { recordContactOutcome, startContact } from '#functions/domain/intake/contacts.ts';
import { lapseDeadline } from '#functions/domain/intake/lapse.ts';
import { reportAccount } from '#functions/domain/intake/report.ts';
import type { ReportInput } from '#functions/domain/intake/report.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { workItems } from '#functions/domain/work.ts';
import { decided, policy, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { offeredCase, openedCase, readyCase } from '#test/support/builders.ts';
import { account, borrowerIdOf } from '#test/support/sample-parts.ts';
import { reportedBorrower } from '#test/support/reported.ts';

const { linkedAt: _, ...figures } = account('a case');
const reportedAt = shanghai('2026-03-09');
const second: ReportInput = {
  ...figures,
  accountId: 'account-2',
  reportedAt,
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
};
const joined = (file: CaseFile): CaseFile =>
  decided(reportAccount, file, second, { asOf: reportedAt, by: people.system }).file;

const dueOf = (file: CaseFile) => agenda(file, policy).filter(({ kind }) => kind === 'ACCOUNT_CONTACT');
const listed = (file: CaseFile) =>
  workItems(file, policy)
    .filter(({ kind }) => kind === 'ACCOUNT_CONTACT')
    .map(({ assignee, ref }) => `${assignee} ${ref}`);

test.each([
  ['before the first contact', openedCase()],
  ['after the offer', offeredCase()],
  ['with complete papers', readyCase()],
])('R5: an account that joins %s is to be spoken of within one business day, on the agents’ list', (_, file) => {
  const after = joined(file);
  expect(dueOf(after)).toMatchObject([{ ref: 'account-2', dueAt: '2026-03-10T14:00:00.000Z', rule: 'R5' }]);
  expect(listed(after)).toEqual(['AGENT#north account-2']);
});

test('R5: the first account has its own deadline and no second one', () => {
  expect(dueOf(openedCase())).toEqual([]);
  expect(dueOf(readyCase())).toEqual([]);
});

test('R5: an overdue talk about a joined account is escalated to a supervisor', () => {
  const [due] = dueOf(joined(readyCase()));
  if (due === undefined) throw new Error('something should be due');
  const { kind, ref, dueAt } = due;
  const { file, events } = decided(lapseDeadline, joined(readyCase()), { kind, ref, dueAt }, { asOf: dueAt });
  expect(events).toEqual(['FirstContactOverdue']);
  expect(listed(file)).toEqual(['SUPERVISOR#north account-2']);
});

test('R5: what was said before the account joined does not count, what is said afterwards does', () => {
  const asOf = shanghai('2026-03-10', '11:00');
  const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' } as const;
  const started = decided(startContact, joined(offeredCase()), { ...call, party: 'BORROWER' }, { asOf });
  const contactId = started.decision.ids?.['contactId'] ?? '';
  const outcome = { contactId, answered: true, rightParty: true, serviceExplained: false, recordingId: 'call-9' };
  expect(dueOf(started.file)).toHaveLength(1);
  expect(dueOf(decided(recordContactOutcome, started.file, outcome, { asOf }).file)).toEqual([]);
});

test('R5: an account that is no longer overdue needs no talk', () => {
  const paid = { ...second, contractualDpd: 0, reportedAt: shanghai('2026-03-10') };
  const after = decided(reportAccount, joined(offeredCase()), paid, { asOf: paid.reportedAt, by: people.system }).file;
  expect(dueOf(after)).toEqual([]);
});
