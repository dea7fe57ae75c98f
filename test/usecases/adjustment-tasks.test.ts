import { expect, test } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import * as adjustment from '#functions/usecases/workflows/adjustment.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { anAct } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

const asOf = '2026-04-20T03:00:00Z';

const asked = (file: CaseFile, status: Part<'adjustments'>['status']): Part<'adjustments'> => ({
  adjustmentId: 'adjustment_1',
  agreementId: Object.keys(file.agreements)[0] ?? '',
  type: 'GRACE_EXTENSION',
  fromOn: '2026-05-12',
  toOn: '2026-05-20',
  requestedBy: 'borrower-1',
  requestedAt: '2026-04-15T03:00:00Z',
  reason: { textId: 'text_1', hmac: 'a'.repeat(64) },
  evidenceIds: [],
  answerDueOn: '2026-04-22',
  tier: 'L1',
  costMinor: 0,
  status,
});

/** An active case with a request for relief, as far as it has come. */
const aRequest = async (ports: FakePorts, status: Part<'adjustments'>['status']) => {
  const story = activeStory();
  for (const act of story.acts) await ports.cases.save(act);
  const request = happened('AdjustmentRequested', { adjustment: asked(story.file, status) });
  await ports.cases.save(anAct(story.file, { asOf, events: [request] }));
  return { caseId: story.file.caseId, kind: 'ADJUSTMENT', ref: 'adjustment_1', dueAt: '2026-04-15T03:00:00Z', asOf };
};

test.each([
  ['REQUESTED', 'undecided'],
  ['APPROVED', 'approved'],
  ['REFUSED', 'refused'],
  ['DRAWN_UP', 'drawnUp'],
  ['APPLIED', 'closed'],
] as const)('a request that is %s is taken up as %s', async (status, outcome) => {
  const ports = fakePorts();
  expect(await adjustment.assessRequest(ports, await aRequest(ports, status))).toEqual({ outcome });
});

test('R48: the amendment is printed, stored under lock and named in the file, once', async () => {
  const ports = fakePorts();
  const work = await aRequest(ports, 'APPROVED');
  await adjustment.drawUpAmendment(ports, renderPdf, work);
  await adjustment.drawUpAmendment(ports, renderPdf, work);
  const { amendment, status } = (await ports.cases.load(work.caseId)).adjustments['adjustment_1'] ?? {};
  expect(status).toBe('DRAWN_UP');
  const printed = [...ports.documents.objects.values()];
  expect(printed.map(({ mediaType, held }) => ({ mediaType, held }))).toEqual([
    { mediaType: 'application/pdf', held: true },
    { mediaType: 'application/json', held: true },
  ]);
  expect(sha256Hex(printed[0]?.bytes ?? '')).toBe(amendment?.sha256);
  expect(Buffer.from(printed[0]?.bytes ?? []).toString('latin1', 0, 5)).toBe('%PDF-');
  expect(amendment?.before.find(({ no }) => no === 2)?.dueOn).toBe('2026-05-12');
  expect(amendment?.after.find(({ no }) => no === 2)?.dueOn).toBe('2026-05-20');
});

test('R45: a machine never refuses by itself', async () => {
  const ports = fakePorts();
  await expect(adjustment.refuseIt(ports, await aRequest(ports, 'REQUESTED'))).rejects.toThrow('not refused');
});

test('R45: an answer that is overdue is told to the one who waits, and only once', async () => {
  const ports = fakePorts();
  const work = await aRequest(ports, 'REQUESTED');
  const file = await ports.cases.load(work.caseId);
  const late = { ...asked(file, 'REQUESTED'), answerOverdueAt: asOf };
  await ports.cases.save(anAct(file, { asOf, events: [happened('AdjustmentAnswerOverdue', { adjustment: late })] }));
  ports.workflows.wait('token-1');
  expect(await adjustment.askForDecision(ports, { ...work, token: 'token-1', again: false })).toEqual({
    outcome: 'answered',
  });
  expect(ports.workflows.answers.get('token-1')).toEqual({ outcome: 'overdue' });
  ports.workflows.wait('token-2');
  expect(await adjustment.askForDecision(ports, { ...work, token: 'token-2', again: true })).toEqual({
    outcome: 'stored',
  });
});
