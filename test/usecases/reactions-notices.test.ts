import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { Part } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const asOf = '2027-02-01T03:00:00Z';
const opened = opening('2026-03-02T02:00:00Z');

const borrower = (value: string) => ({
  kind: 'BORROWER' as const,
  id: 'borrower' as const,
  name: 'A Borrower',
  idType: 'ID_CARD' as const,
  idNo: '110101199003078515',
  contactPoints: [{ contactPointId: 'cp-1', kind: 'PHONE' as const, value }],
});
const notice: Part<'notices'> = {
  noticeId: 'notice_1',
  kind: 'SETTLED',
  channel: 'SMS',
  language: 'en',
  templateVersion: '1',
  dueAt: asOf,
  status: 'PLANNED',
  plannedAt: asOf,
};

const withBorrower = async (ports: FakePorts, event: CaseEvent): Promise<Entry> => {
  const act = anAct(emptyFile(caseId), {
    asOf,
    events: [opened, event],
    privates: [borrower('+8613800138000'), { kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
  });
  await ports.cases.save(act);
  const entry = act.entries.at(-1);
  if (entry === undefined) throw new Error('nothing happened');
  return entry;
};

test('R9a: a notice that may go at once is claimed, sent with hotline and warning, and recorded, once', async () => {
  const ports = fakePorts();
  const entry = await withBorrower(ports, happened('NoticePlanned', { notice }));
  await dispatch(ports, entry);
  await dispatch(ports, entry);
  expect(ports.messenger.sent).toMatchObject([{ channel: 'SMS', to: '+8613800138000', noticeId: 'notice_1' }]);
  expect(ports.messenger.sent[0]?.text).toContain(packOf('CN').hotline);
  expect((await ports.cases.load(caseId)).notices['notice_1']).toMatchObject({ status: 'SENT' });
});

test('a notice for later is left to the agenda', async () => {
  const ports = fakePorts();
  await dispatch(
    ports,
    await withBorrower(ports, happened('NoticePlanned', { notice: { ...notice, dueAt: '2027-02-02T00:00:00Z' } })),
  );
  expect(ports.messenger.sent).toEqual([]);
});

test('with sending switched off a notice waits and nothing goes out', async () => {
  const ports = fakePorts();
  ports.messenger.switchTo(false);
  await dispatch(ports, await withBorrower(ports, happened('NoticePlanned', { notice })));
  expect(ports.messenger.sent).toEqual([]);
  expect((await ports.cases.load(caseId)).notices['notice_1']).toMatchObject({
    status: 'PLANNED',
    dueAt: '2027-02-01T09:00:00.000Z',
  });
});

test('a claimed notice without a result is never sent by itself', async () => {
  const ports = fakePorts();
  await dispatch(
    ports,
    await withBorrower(ports, happened('NoticePlanned', { notice: { ...notice, status: 'CLAIMED', claimedAt: asOf } })),
  );
  expect(ports.messenger.sent).toEqual([]);
});
