import { expect, test, vi } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { Part } from '#functions/domain/model.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { anAct, people, thenAct } from '#test/support/acts.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { borrowerIdOf, secrets } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = shanghai('2026-03-06', '12:00');

/** A case whose appointment was confirmed, and the borrower told by e-mail. */
const told = async () => {
  const ports = fakePorts({
    officers: [{ officerId: 'officer-1', branch: 'north', name: 'Li Na', certificates: [], relations: [], version: 1 }],
  });
  const before = scheduledStory();
  const notice: Part<'notices'> = {
    noticeId: 'notice_1',
    kind: 'APPOINTMENT_CONFIRMED',
    about: Object.keys(before.file.appointments)[0],
    channel: 'EMAIL',
    contactPointId: 'mail-1',
    language: 'en',
    templateVersion: '2',
    dueAt: at,
    status: 'PLANNED',
    plannedAt: at,
  };
  const privates = Object.values(before.file.privates).map((item) =>
    item.kind === 'BORROWER'
      ? { ...item, contactPoints: [{ contactPointId: 'mail-1', kind: 'EMAIL' as const, value: 'a@example.org' }] }
      : item,
  );
  const story = thenAct(before, { asOf: at, events: [happened('NoticePlanned', { notice })], privates });
  for (const act of story.acts) await ports.cases.save(act);
  const entry = anAct(before.file, { asOf: at, events: [happened('NoticePlanned', { notice })] }).entries[0];
  if (entry !== undefined) await dispatch(ports, entry);
  const api = await apiOver(ports);
  const { caseId } = story.file;
  const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) };
  const list = (by: Actor, query: Record<string, string> = {}) =>
    api.call(operationTable.listNotices, { by, params: { caseId }, query, headers: { 'Test-Clock': at } });
  const report = (by: Actor, body: object, headers: Record<string, string> = {}) =>
    api.call(operationTable.recordNoticeDelivery, {
      by,
      params: { caseId, noticeId: 'notice_1' },
      body,
      headers: { 'Test-Clock': at, ...headers },
    });
  return { ports, borrower, list, report };
};

test('R9a: the notice is listed with the very text that was sent; others read it without the borrower’s name', async () => {
  const { ports, borrower, list } = await told();
  const [sent] = ports.messenger.sent;
  const own = await list(borrower);
  expect(own).toMatchObject({ status: 200, body: { items: [{ status: 'SENT', text: sent?.text }] } });
  expect(sent?.text).toContain(secrets.name);
  expect(sent?.text).toContain('Li Na (officer-1), officer-2');
  expect(sent?.calendar).toMatchObject({
    method: 'REQUEST',
    entries: [{ sequence: 0, status: 'CONFIRMED', attendee: { address: 'a@example.org', name: secrets.name } }],
  });
  const read = await list(people.agent);
  expect(JSON.stringify(read.body)).not.toContain(secrets.name);
  expect(read).toMatchObject({ body: { items: [{ mentions: { startsAt: '2026-03-12T02:00:00Z', place: 'HOME' } }] } });
});

test('R9a: notices are found by kind and by status, page by page', async () => {
  const { list } = await told();
  expect(await list(people.agent, { kind: 'SETTLED' })).toMatchObject({ status: 200, body: { items: [] } });
  const first = await list(people.agent, { status: 'SENT', limit: '1' });
  expect(first).toMatchObject({ body: { items: [{ noticeId: 'notice_1' }] } });
  expect(first.headers['link']).toBeUndefined();
  expect(await list(people.agent, { kind: 'NONSENSE' })).toMatchObject({ status: 400 });
});

test('C22: the channel reports the delivery, which raises the version once', async () => {
  const { report, list } = await told();
  const missing = await report(people.system, { result: 'DELIVERED' });
  expect([missing.status, missing.body['code'], missing.body['rules']]).toEqual([
    422,
    'DeliveryProofMissing',
    ['C22', 'R48'],
  ]);
  const done = await report(people.system, { result: 'DELIVERED', proof: 'ses-1' });
  expect(done).toMatchObject({ status: 200, body: { notice: { status: 'SENT', delivery: { proof: 'ses-1' } } } });
  const again = await report(people.system, { result: 'DELIVERED', proof: 'ses-1' });
  expect(again.headers['etag']).toBe(done.headers['etag']);
  expect(await report(people.agent, { result: 'FAILED' }, { 'If-Match': '"1"' })).toMatchObject({
    status: 412,
    body: { code: 'StaleVersion' },
  });
  expect(await report(people.system, { result: 'LOST' })).toMatchObject({ status: 400 });
  expect((await list(people.agent)).body['items']).toHaveLength(1);
});
