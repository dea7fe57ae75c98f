import { expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { readableCopy } from '#functions/domain/rights/readable-copy.ts';
import { aComplaint, savingOf } from '#test/support/complaint-samples.ts';
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
  const ask = async (operationId: string, body?: unknown, query: Record<string, string> = {}, language = 'en') => {
    const row = api.rows.find((one) => one.operationId === operationId);
    if (row === undefined) throw new Error(`no row ${operationId}`);
    return api.call(row, {
      by: borrower,
      params: { caseId },
      body,
      query,
      headers: {
        'Accept-Language': language,
        ...(body === undefined ? {} : { 'Idempotency-Key': crypto.randomUUID() }),
      },
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

test.each([
  ['en', 'Copy of your personal data', 'Anti-Money Laundering Law'],
  ['zh-Hans', '您的个人信息副本', '反洗钱法'],
  ['zh-Hant', '您的個人資料副本', '洗錢防制'],
])('R68: the copy is also a page to read, in the language of the request: %s', async (language, title, ground) => {
  const { ports, ask } = await opened();
  const page = await ask('exportPersonalData', undefined, { format: 'html' }, language);
  expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
  ]);
  const borrowerItem = story.file.privates['BORROWER#borrower'];
  if (borrowerItem?.kind !== 'BORROWER') throw new Error('no borrower');
  for (const words of [title, ground, borrowerItem.name, borrowerItem.idNo]) expect(page.text).toContain(words);
  expect(page.text).not.toMatch(/<script|<link|src=/u);
  expect((await ports.reads.entries(caseId, 0, 10)).items).toMatchObject([{ data: { format: 'html' } }]);
});

test('R68: words that somebody wrote are text on the page and nothing else', () => {
  const hostile = '<script>alert("x")</script>';
  const page = readableCopy(
    {
      caseId,
      exportedAt: '2026-05-01T02:00:00Z',
      personal: [{ text: hostile }],
      parts: {},
      corrections: [],
      keeping: [],
    },
    'en',
    'Asia/Shanghai',
  );
  expect(page).not.toContain(hostile);
  expect(page).toContain('&lt;script&gt;');
});

test('R68: the copy has the borrower’s own complaints with their words, and none that came without a name', async () => {
  const { ports, ask } = await opened();
  const { meta } = story.file;
  const own = savingOf(aComplaint({ caseId, borrowerId: meta?.borrowerId ?? '' }));
  for (const saving of [own, savingOf(aComplaint({ caseId, anonymous: true }))]) await ports.complaints.save(saving);
  const { body } = await ask('exportPersonalData');
  expect(body['parts']).toMatchObject({
    complaints: [{ complaintId: own.after.complaint.complaintId, description: 'the fee' }],
  });
});

test('R68, C35: a case that ended without an agreement says on which day everything is deleted', async () => {
  const declined = thenAct(story, {
    asOf: '2026-04-20T02:00:00Z',
    events: [happened('CaseCancelled', { code: 'NO_PLAN' })],
  });
  const { ask } = await opened(declined);
  expect((await ask('exportPersonalData')).body['keeping']).toMatchObject([
    { class: 'SHORT', rule: 'C35', until: '2026-07-19', legalHold: false },
  ]);
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
