import { expect, test } from 'vitest';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';

const { reportAccount, updateParties, getCase } = caseOperations;
const report = { borrower: reportedBorrower, ...reportedCard };
const borrower = { id: 'b-token', role: 'borrower', borrowerId: 'b-1' } as const;

test('R14: the borrower corrects an address of his over the API, has it back masked, and only on the version he has read', async () => {
  const api = await apiOver(fakePorts());
  const opened = await api.call(reportAccount, { by: people.system, params: { accountId: 'a-1' }, body: report });
  const params = { caseId: String(opened.body['caseId']) };
  const body = { addContactPoints: [{ kind: 'EMAIL', value: 'somebody@mail.example' }] };
  const ask = { by: borrower, params, body };
  expect((await api.call(updateParties, ask)).body).toMatchObject({ status: 428, code: 'VersionRequired' });
  const stale = await api.call(updateParties, { ...ask, headers: { 'If-Match': '"1"' } });
  expect(stale.body).toMatchObject({ status: 412, code: 'StaleVersion' });
  const etag = opened.headers['ETag'] ?? opened.headers['etag'] ?? '';
  const done = await api.call(updateParties, { ...ask, headers: { 'If-Match': etag } });
  expect(done.status).toBe(200);
  expect(done.body['parties']).toMatchObject([
    { role: 'BORROWER', contactPoints: [{ value: '**********8000' }, { kind: 'EMAIL', value: 's***@mail.example' }] },
  ]);
  const seen = await api.call(getCase, { by: people.agent, params, query: { include: 'parties' } });
  expect(seen.body['parties']).toEqual(done.body['parties']);
  expect(JSON.stringify(seen.body)).not.toContain('somebody@');
});
