import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/model.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { thenAct } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

const story = activeStory('rights of a borrower');
const { caseId } = story.file;
const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) };
const [visitId = ''] = Object.keys(story.file.visits);

const opened = async (more = story) => {
  const ports = fakePorts({ now: '2026-05-01T02:00:00Z' });
  for (const act of more.acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  const ask = async (operationId: string, body?: unknown) => {
    const row = api.rows.find((one) => one.operationId === operationId);
    if (row === undefined) throw new Error(`no row ${operationId}`);
    return api.call(row, {
      by: borrower,
      params: { caseId },
      body,
      headers: body === undefined ? {} : { 'Idempotency-Key': crypto.randomUUID() },
    });
  };
  return { ports, ask };
};

test('R68: the copy has what is held about the borrower unmasked, its corrections and why it is kept, and it is on record', async () => {
  const { ports, ask } = await opened(
    thenAct(story, { asOf: '2026-04-20T02:00:00Z', events: [happened('PartiesUpdated', { language: 'en' })] }),
  );
  const before = (await ports.cases.load(caseId)).version;
  const { status, body } = await ask('exportPersonalData');
  expect(status).toBe(200);
  expect(JSON.stringify(body)).toContain(
    JSON.stringify(story.file.privates['BORROWER#borrower']).slice(1, -1).split(',')[2] ?? 'nothing',
  );
  expect(JSON.stringify(body['personal'])).not.toMatch(/SALT|"CODE"/u);
  expect(body['corrections']).toMatchObject([{ asOf: '2026-04-20T02:00:00Z' }]);
  expect(body['keeping']).toContainEqual({
    class: 'IDENTITY',
    rule: 'C36',
    ground: expect.stringContaining('identity'),
    monthsFromClosing: 120,
    legalHold: false,
  });
  expect((await ports.reads.entries(caseId, 0, 10)).items.map(({ event }) => event)).toEqual(['PersonalDataExported']);
  expect((await ports.cases.load(caseId)).version).toBe(before);
});

test('4.13: a visit that has ended is rated once, with words that stay out of the journal', async () => {
  const visit = story.file.visits[visitId];
  if (visit === undefined) throw new Error('the story has no visit');
  const ended = thenAct(story, {
    asOf: '2026-04-20T02:00:00Z',
    events: [happened('VisitCompleted', { visit: { ...visit, status: 'COMPLETED' } })],
  });
  const { ports, ask } = await opened(ended);
  const given = await ask('giveFeedback', { about: 'VISIT', rating: 5, comment: 'remarkably patient' });
  expect([given.status, given.body['feedback']]).toMatchObject([201, { about: 'VISIT', visitId, rating: 5 }]);
  expect(JSON.stringify(ports.cases.entries(caseId))).not.toContain('patient');
  const again = await ask('giveFeedback', { about: 'VISIT', rating: 1 });
  expect([again.status, again.body['code']]).toEqual([409, 'FeedbackAlreadyGiven']);
});

test('4.13: the service is rated when it has ended, and not before', async () => {
  const { ask } = await opened();
  const early = await ask('giveFeedback', { about: 'SERVICE', rating: 4 });
  expect([early.status, early.body['code']]).toEqual([409, 'StateForbids']);
  const bad = await ask('giveFeedback', { about: 'SERVICE', rating: 6 });
  expect([bad.status, bad.body['code']]).toEqual([400, 'InvalidRequest']);
  const [agreementId = ''] = Object.keys(story.file.agreements);
  const settled = thenAct(story, {
    asOf: '2026-04-20T02:00:00Z',
    events: [happened('SettledInFull', { agreementId, settledOn: '2026-04-20', excessMinor: 0 })],
  });
  expect((await (await opened(settled)).ask('giveFeedback', { about: 'SERVICE', rating: 4 })).status).toBe(201);
});
