import { expect, test } from 'vitest';
import { eventSchemas, happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Part } from '#functions/domain/model.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import { reactions } from '#functions/usecases/reactions.ts';
import { waitFor } from '#functions/usecases/workflows/waiting.ts';
import { followUpAnswer, followUpWork } from '#functions/usecases/workflows/follow-up.ts';
import { anAct } from '#test/support/acts.ts';
import { opening } from '#test/support/opening.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const asOf = '2027-02-01T03:00:00Z';
const opened = opening('2026-03-02T02:00:00Z');
const followUp: Part<'followUps'> = {
  no: 3,
  kind: 'ROUTINE',
  dueOn: '2027-02-10',
  ownerId: 'officer-1',
  status: 'OPEN',
  openedAt: '2027-01-27T01:00:00Z',
};
const done = happened('FollowUpDone', { followUp: { ...followUp, status: 'DONE', doneAt: asOf, result: 'AT_RISK' } });
const overdue = happened('FollowUpOverdue', { followUp: { ...followUp, status: 'OVERDUE', overdueAt: asOf } });

/** A case in which just this has happened; answers the entry of the last event. */
const happenedIn = async (ports: FakePorts, ...events: readonly CaseEvent[]): Promise<Entry> => {
  const before = await ports.cases.load(caseId);
  const all = before.version === 0 ? [opened, ...events] : events;
  const salt = before.version === 0 ? [{ kind: 'SALT' as const, id: 'salt' as const, salt: 'a'.repeat(64) }] : [];
  const act = anAct(before, { asOf, events: all, privates: salt });
  expect(await ports.cases.save(act)).toEqual({ outcome: 'saved' });
  const entry = act.entries.at(-1);
  if (entry === undefined) throw new Error('nothing happened');
  return entry;
};

const waitForReport = async (ports: FakePorts, token: string, again = false) => {
  ports.workflows.wait(token);
  return waitFor(ports, { caseId, token }, followUpWork(3), (file) => followUpAnswer(file.followUps['3'], again));
};

test('every event of the list exists', () => {
  for (const event of Object.keys(reactions)) expect(Object.keys(eventSchemas)).toContain(event);
});

test('every event is told on the bus, also one that sets nothing off', async () => {
  const ports = fakePorts();
  const entry = await happenedIn(ports);
  await dispatch(ports, entry);
  expect(ports.bus.published).toEqual([entry]);
});

test('a report answers the execution that waits for it, once', async () => {
  const ports = fakePorts();
  await happenedIn(ports, happened('FollowUpOpened', { followUp }));
  expect(await waitForReport(ports, 'token-1')).toEqual({ outcome: 'stored' });
  const entry = await happenedIn(ports, done);
  await dispatch(ports, entry);
  await dispatch(ports, entry);
  expect([...ports.workflows.answers]).toEqual([['token-1', { outcome: 'AT_RISK' }]]);
  expect(await ports.cases.token(caseId, followUpWork(3))).toBeUndefined();
});

test('a report that came before anybody waited is found by the one who waits', async () => {
  const ports = fakePorts();
  await dispatch(ports, await happenedIn(ports, done));
  expect(await waitForReport(ports, 'token-1')).toEqual({ outcome: 'answered' });
  expect(ports.workflows.answers.get('token-1')).toEqual({ outcome: 'AT_RISK' });
});

test('an overdue report is answered as overdue; who knows it waits on and gets the report itself', async () => {
  const ports = fakePorts();
  await happenedIn(ports, happened('FollowUpOpened', { followUp }));
  await waitForReport(ports, 'token-1');
  await dispatch(ports, await happenedIn(ports, overdue));
  expect(ports.workflows.answers.get('token-1')).toEqual({ outcome: 'overdue' });
  expect(await waitForReport(ports, 'token-2', true)).toEqual({ outcome: 'stored' });
  await dispatch(ports, await happenedIn(ports, done));
  expect(ports.workflows.answers.get('token-2')).toEqual({ outcome: 'AT_RISK' });
});

test('an answer to an execution that no longer waits is no fault', async () => {
  const ports = fakePorts();
  await ports.cases.putToken(caseId, followUpWork(3), 'spent');
  await expect(dispatch(ports, await happenedIn(ports, done))).resolves.toBeUndefined();
});

const adjustment: Part<'adjustments'> = {
  adjustmentId: 'adjustment_1',
  agreementId: 'agreement_1',
  type: 'INTEREST_SUSPENSION',
  requestedBy: 'b-1',
  requestedAt: asOf,
  reason: { textId: 'text_1', hmac: 'a'.repeat(64) },
  evidenceIds: [],
  answerDueOn: '2027-02-08',
  tier: 'L1',
  costMinor: 100,
  status: 'REQUESTED',
};

test('a request for relief starts one execution, however often the entry comes', async () => {
  const ports = fakePorts();
  const entry = await happenedIn(ports, happened('AdjustmentRequested', { adjustment }));
  await dispatch(ports, entry);
  await dispatch(ports, entry);
  expect([...ports.workflows.started.values()]).toEqual([
    { machine: 'adjustment', input: { caseId, kind: 'ADJUSTMENT', ref: 'adjustment_1', dueAt: asOf, asOf } },
  ]);
});

test.each([
  [happened('AdjustmentApproved', { adjustment: { ...adjustment, status: 'APPROVED' } }), 'DECISION', 'approved'],
  [happened('AdjustmentRefused', { adjustment: { ...adjustment, status: 'REFUSED' } }), 'DECISION', 'refused'],
  [
    happened('AdjustmentAnswerOverdue', { adjustment: { ...adjustment, answerOverdueAt: asOf } }),
    'DECISION',
    'overdue',
  ],
  [happened('AmendmentSigned', { adjustment: { ...adjustment, status: 'SIGNED' } }), 'SIGNATURES', 'signed'],
  [happened('AmendmentLapsed', { adjustment: { ...adjustment, status: 'LAPSED' } }), 'SIGNATURES', 'lapsed'],
] as const)('$0.event answers who waits for it with $2', async (event, waitsFor, outcome) => {
  const ports = fakePorts();
  ports.workflows.wait('token-1');
  await ports.cases.putToken(caseId, `ADJUSTMENT#adjustment_1#${waitsFor}`, 'token-1');
  await dispatch(ports, await happenedIn(ports, event));
  expect(ports.workflows.answers.get('token-1')).toEqual({ outcome });
});

test('one signature of two answers nobody', async () => {
  const ports = fakePorts();
  ports.workflows.wait('token-1');
  await ports.cases.putToken(caseId, 'ADJUSTMENT#adjustment_1#SIGNATURES', 'token-1');
  await dispatch(
    ports,
    await happenedIn(ports, happened('AmendmentSigned', { adjustment: { ...adjustment, status: 'DRAWN_UP' } })),
  );
  expect(ports.workflows.answers.size).toBe(0);
});

test('an accepted paper is held from then on', async () => {
  const ports = fakePorts();
  const { key, versionId } = await ports.documents.write('documents', 'cases/1/doc_1', new Uint8Array([1]), {
    mediaType: 'application/pdf',
  });
  const document: Part<'documents'> = {
    documentId: 'doc_1',
    purpose: 'PAPER',
    channel: 'UPLOAD',
    mediaType: 'application/pdf',
    status: 'ACCEPTED',
    requestedAt: asOf,
    key,
    versionId,
  };
  await dispatch(ports, await happenedIn(ports, happened('DocumentAccepted', { document })));
  expect(ports.documents.objects.get('documents/cases/1/doc_1')?.held).toBe(true);
});

test('a fault of one effect is thrown, so that the stream tries the entry again', async () => {
  const ports = fakePorts();
  const entry = await happenedIn(ports, happened('AdjustmentRequested', { adjustment }));
  const unreachable = {
    ...ports,
    workflows: { ...ports.workflows, start: async () => Promise.reject(new Error('no connection')) },
  };
  await expect(dispatch(unreachable, entry)).rejects.toThrow('no connection');
  expect(ports.bus.published).toEqual([]);
});
