import { afterAll } from 'vitest';
import { dynamoCalendarStore } from '#functions/adapters/dynamodb/calendar-store.ts';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoComplaintStore } from '#functions/adapters/dynamodb/complaint-store.ts';
import { dynamoOfficerStore } from '#functions/adapters/dynamodb/officer-store.ts';
import { dynamoReadLog } from '#functions/adapters/dynamodb/read-log.ts';
import { documentClient } from '#functions/adapters/dynamodb/table.ts';
import { calendarStoreSuite } from '#test/adapters/calendar-store-suite.ts';
import { caseStoreSuite } from '#test/adapters/case-store-suite.ts';
import { complaintStoreSuite } from '#test/adapters/complaint-store-suite.ts';
import { gateSuite } from '#test/adapters/gate-suite.ts';
import { officerStoreSuite } from '#test/adapters/officer-store-suite.ts';
import { readLogSuite } from '#test/adapters/read-log-suite.ts';
import { unappliedSuite } from '#test/adapters/unapplied-suite.ts';
import { awsStandIn } from '#test/support/aws/stand-in.ts';
import { clientAt } from '#test/support/dynamodb-local.ts';

// What the fault tests disturb must itself behave as DynamoDB does.
const standIn = await awsStandIn();
afterAll(() => standIn.close());
const table = { name: 'cases', shards: 2, agendaVersion: 'test', client: documentClient(clientAt(standIn.url)) };
const where = 'on the stand-in that faults are tried on';

caseStoreSuite(where, async () => (agendaVersion) => dynamoCaseStore({ ...table, agendaVersion }));
readLogSuite(where, async () => ({ reads: dynamoReadLog(table), cases: dynamoCaseStore(table) }));
calendarStoreSuite(where, async () => dynamoCalendarStore(table));
gateSuite(where, async () => dynamoCaseStore(table));
complaintStoreSuite(where, async () => dynamoComplaintStore(table));
unappliedSuite(where, async () => dynamoCaseStore(table));
officerStoreSuite(where, async () => dynamoOfficerStore(table));
