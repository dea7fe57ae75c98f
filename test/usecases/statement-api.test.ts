import { expect, test, vi } from 'vitest';
import { openedStory } from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

const at = '2026-04-20T02:00:00Z';
const paidOnce = async () => {
  const caller = await callerOf(activeStory());
  const body = {
    sourceRef: 'receipt-1',
    caseId: caller.caseId,
    amount: { amountMinor: 100_000, currency: 'CNY' },
    valueDate: '2026-04-12',
  };
  await caller.call('recordPayment', { by: people.system, at, body });
  return caller;
};

test('4.5: the borrower reads the statement as JSON, from the beginning of the plan to today where no period is named', async () => {
  const { call, borrower } = await paidOnce();
  const { status, body, headers } = await call('getStatement', { by: borrower, at });
  expect(status).toBe(200);
  expect(headers['etag']).toBeDefined();
  expect(body['statement']).toMatchObject({
    from: '2026-03-12',
    to: '2026-04-20',
    openingMinor: 1_200_000,
    closingMinor: 1_100_000,
    paid: { principalMinor: 100_000, totalMinor: 100_000 },
    entries: [{ sourceRef: 'receipt-1', valueDate: '2026-04-12' }],
    instalments: [{ no: 1, status: 'PAID' }],
  });
});

test('4.5: as CSV it is text for a table', async () => {
  const { call, borrower } = await paidOnce();
  const { status, headers, text } = await call('getStatement', { by: borrower, at, query: { format: 'csv' } });
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(text).toContain('entry,2026-04-12,RECEIPT,receipt-1,TRANSFER,100000,100000,0,0,0,0,0');
});

test('4.5, R14: as PDF it comes in the answer, in the language asked for, with no name for an auditor', async () => {
  const { call, borrower } = await paidOnce();
  const shown = await call('getStatement', { by: borrower, at, query: { format: 'pdf' } });
  const { pdf } = JSON.parse(shown.text);
  const bytes = Buffer.from(pdf.base64, 'base64');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.byteLength).toBe(pdf.sizeBytes);
  expect(bytes.toString('latin1')).toContain('pdfaid:part');
  const auditor = { id: 'auditor-1', role: 'auditor' } as const;
  const masked = JSON.parse((await call('getStatement', { by: auditor, at, query: { format: 'pdf' } })).text);
  expect(masked.pdf.sizeBytes).toBeLessThan(pdf.sizeBytes);
});

test('4.5: a period is a year at most, ends after it begins, and there is none before an agreement', async () => {
  const { call, borrower } = await paidOnce();
  const later = '2028-01-10T02:00:00Z';
  const long = await call('getStatement', { by: borrower, at: later, query: { from: '2026-03-12', to: '2027-03-13' } });
  expect([long.status, long.body['code']]).toEqual([422, 'PeriodTooLong']);
  const year = await call('getStatement', { by: borrower, at: later, query: { from: '2026-03-12', to: '2027-03-12' } });
  expect(year.status).toBe(200);
  const turned = await call('getStatement', { by: borrower, at, query: { from: '2026-04-10', to: '2026-04-01' } });
  expect([turned.status, turned.body['code']]).toEqual([400, 'InvalidRequest']);
  const strange = await call('getStatement', { by: borrower, at, query: { format: 'xml' } });
  expect(strange.status).toBe(400);
  const unsigned = await callerOf(openedStory());
  const none = await unsigned.call('getStatement', { by: unsigned.borrower, at });
  expect([none.status, none.body['code']]).toEqual([409, 'StateForbids']);
});
