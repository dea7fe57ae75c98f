import ICAL from 'ical.js';
import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { operationTable } from '#functions/contracts/operations.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { borrowerIdOf, secrets } from '#test/support/sample-parts.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const story = activeStory('a case with a future');
const { caseId } = story.file;
const borrower: Actor = { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) };
const Items = z.object({
  items: z.array(
    z.object({
      kind: z.string(),
      dueAt: z.string(),
      date: z.string(),
      reason: z.string(),
      rule: z.string(),
      basis: z.string(),
    }),
  ),
});

let ask: (by: Actor, query?: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>;
beforeAll(async () => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  ask = (by, query = {}, headers = {}) =>
    api.call(operationTable.getAgenda, {
      by,
      params: { caseId },
      query,
      headers: { 'Test-Clock': '2026-03-20T02:00:00Z', ...headers },
    });
});

test('R41, R42, R53: the agenda names date, kind, reason and rule of each thing to come, in the reader’s language', async () => {
  const answer = await ask(people.officer, {}, { 'Accept-Language': 'en' });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
  const { items } = Items.parse(answer.body);
  expect(items.find(({ kind }) => kind === 'INSTALMENT_DUE')).toMatchObject({
    date: '2026-04-12',
    reason: 'An instalment is due',
    rule: 'R28',
    basis: 'EXPECTED',
  });
  expect(items.at(-1)?.kind).toBe('RETENTION_END');
  const chinese = Items.parse((await ask(borrower, {}, { 'Accept-Language': 'zh-Hans' })).body).items;
  expect(chinese.find(({ kind }) => kind === 'INSTALMENT_DUE')?.reason).toBe('分期款到期');
});

test('to= ends the forecast, as an instant or as a day to its end', async () => {
  const dates = async (to: string): Promise<string[]> =>
    Items.parse((await ask(people.officer, { to })).body).items.map(({ date }) => date);
  expect((await dates('2026-04-12')).at(-1)).toBe('2026-04-12');
  expect((await dates('2026-04-11T00:00:00Z')).every((date) => date < '2026-04-12')).toBe(true);
  expect(await ask(people.officer, { to: 'soon' })).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
});

test('Accept: text/calendar gives the same as a calendar that another library reads, without a name or an amount', async () => {
  const to = { to: '2027-12-31' };
  const { items } = Items.parse((await ask(borrower, to)).body);
  const answer = await ask(borrower, to, { Accept: 'text/calendar, application/json;q=0.5', 'Accept-Language': 'en' });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  for (const line of answer.text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(answer.text));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual(
    items.map(({ dueAt }) => new Date(dueAt).toISOString()),
  );
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  expect(events.map(({ summary }) => summary)).toContain('An instalment is due');
  for (const secret of [...Object.values(secrets), 'CNY']) expect(answer.text).not.toContain(secret);
  const again = await ask(borrower, { ...to, format: 'ical' }, { 'Accept-Language': 'en' });
  expect(again.text).toBe(answer.text);
});

test('the agenda of somebody else’s case is not there', async () => {
  expect(await ask({ ...borrower, borrowerId: 'somebody-else' })).toMatchObject({
    status: 404,
    body: { code: 'NotFound' },
  });
  expect(await ask({ ...people.officer, id: 'officer-9' })).toMatchObject({ status: 404 });
});
