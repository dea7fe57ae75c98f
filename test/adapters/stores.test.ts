import { dynamoCalendarStore } from '#functions/adapters/dynamodb/calendar-store.ts';
import { expect, inject, test } from 'vitest';
import { officersConcerned } from '#functions/domain/access.ts';
import { chain, noEntries } from '#functions/domain/journal.ts';
import { readStream, wasRead } from '#functions/domain/read-events.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoComplaintStore } from '#functions/adapters/dynamodb/complaint-store.ts';
import { dynamoReadLog } from '#functions/adapters/dynamodb/read-log.ts';
import { dynamoOfficerStore } from '#functions/adapters/dynamodb/officer-store.ts';
import { bookingSuite } from '#test/adapters/booking-suite.ts';
import { caseStoreSuite } from '#test/adapters/case-store-suite.ts';
import { calendarStoreSuite } from '#test/adapters/calendar-store-suite.ts';
import { gateSuite } from '#test/adapters/gate-suite.ts';
import { complaintStoreSuite } from '#test/adapters/complaint-store-suite.ts';
import { readLogSuite } from '#test/adapters/read-log-suite.ts';
import { officerStoreSuite } from '#test/adapters/officer-store-suite.ts';
import { unappliedSuite } from '#test/adapters/unapplied-suite.ts';
import { createTable } from '#test/support/dynamodb-local.ts';
import { fakeCaseStore } from '#test/support/fake-case-store.ts';
import { fakeCalendarStore, fakeOfficerStore, fakeReadLog } from '#test/support/fake-registers.ts';
import { fakeComplaintStore } from '#test/support/fake-complaint-store.ts';

caseStoreSuite('in memory', async () => fakeCaseStore().builtAs);
officerStoreSuite('in memory', async () => fakeOfficerStore());
readLogSuite('in memory', async () => ({ reads: fakeReadLog(), cases: fakeCaseStore() }));
calendarStoreSuite('in memory', async () => fakeCalendarStore());
gateSuite('in memory', async () => fakeCaseStore());
complaintStoreSuite('in memory', async () => fakeComplaintStore());
unappliedSuite('in memory', async () => fakeCaseStore());
bookingSuite('in memory', async () => fakeCaseStore(), 1000);

const endpoints = {
  'DynamoDB Local': inject('dynamoDbLocal') ?? undefined,
  'the emulator': process.env['EMULATOR_ENDPOINT'],
};
for (const [name, endpoint] of Object.entries(endpoints)) {
  if (endpoint === undefined) continue;
  caseStoreSuite(`on ${name}`, async () => {
    const table = await createTable(endpoint);
    return (agendaVersion) => dynamoCaseStore({ ...table, agendaVersion });
  });
  readLogSuite(`on ${name}`, async () => {
    const table = await createTable(endpoint);
    return { reads: dynamoReadLog(table), cases: dynamoCaseStore(table) };
  });
  gateSuite(`on ${name}`, async () => dynamoCaseStore(await createTable(endpoint)));
  complaintStoreSuite(`on ${name}`, async () => dynamoComplaintStore(await createTable(endpoint)));
  bookingSuite(
    `on ${name}`,
    async () => dynamoCaseStore(await createTable(endpoint)),
    name === 'the emulator' ? 100 : 1000,
  );
  calendarStoreSuite(`on ${name}`, async () => dynamoCalendarStore(await createTable(endpoint)));
  unappliedSuite(`on ${name}`, async () => dynamoCaseStore(await createTable(endpoint)));
  officerStoreSuite(`on ${name}`, async () => dynamoOfficerStore(await createTable(endpoint)));

  test(`R66: of a destroyed case the access log is gone too, on ${name}`, async () => {
    const table = await createTable(endpoint);
    const [reads, cases] = [dynamoReadLog(table), dynamoCaseStore(table)];
    const { acts, file } = activeStory(`a case to be destroyed on ${name}`);
    for (const act of acts) await cases.save(act);
    await reads.append(file.caseId, (head) =>
      chain(head, [wasRead('DocumentRead', { documentId: 'doc_1' })], {
        stream: readStream(file.caseId),
        asOf: file.lastAsOf,
        recordedAt: file.lastAsOf,
        actor: { id: 'auditor-1', role: 'auditor' },
        requestId: 'request-1',
      }),
    );
    expect((await reads.head(file.caseId)).seq).toBe(1);
    await cases.purge(file.caseId, 'all');
    expect(await reads.head(file.caseId)).toEqual(noEntries);
    expect((await reads.entries(file.caseId, 0, 10)).items).toEqual([]);
    for (const officerId of officersConcerned(file))
      expect((await cases.casesByOfficer(officerId, 10)).items.map(({ caseId }) => caseId)).toEqual(
        officerId === file.meta?.ownerId ? [file.caseId] : [],
      );
  });
}
