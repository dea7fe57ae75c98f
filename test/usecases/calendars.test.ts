import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { expect, test, vi } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { slotChanges } from '#functions/domain/visits/slot-claims.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { borrowerIdOf, secrets } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const certified = (officerId: string, more: object = {}) => ({
  officerId,
  branch: 'north',
  name: `Name of ${officerId}`,
  certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }] as const,
  relations: [],
  version: 1,
  ...more,
});

const house = async (stories: readonly Story[], more: object = {}) => {
  const ports = fakePorts({ officers: ['officer-1', 'officer-2', 'officer-3'].map((id) => certified(id, more)) });
  for (const { acts } of stories)
    for (const act of acts)
      await ports.cases.save({ ...act, uniques: [...act.uniques, ...slotChanges(act.before, act.after)] });
  const api = await apiOver(ports);
  const [story] = stories;
  const seed = story?.seed ?? '';
  const caseId = story?.file.caseId ?? '';
  const borrower: Actor = {
    id: `user of ${seed}`.replaceAll(/\W/g, '-'),
    role: 'borrower',
    borrowerId: borrowerIdOf(seed),
  };
  const at = (asOf: string) => ({ 'Test-Clock': asOf });
  const issue = (by: Actor, key = randomUUID(), asOf = shanghai('2026-03-07')) =>
    api.call(operationTable.createCalendarFeed, {
      by,
      headers: { ...at(asOf), 'Idempotency-Key': key },
      requestId: key,
    });
  const end = (by: Actor, feedId: string) =>
    api.call(operationTable.endCalendarFeed, { by, params: { feedId }, headers: at(shanghai('2026-03-08')) });
  const read = (address: unknown, asOf = shanghai('2026-03-07')) =>
    api.call(operationTable.getCalendar, {
      by: undefined,
      params: { feedToken: String(address).split('/').at(-1) ?? '' },
      headers: at(asOf),
    });
  return { ports, api, caseId, borrower, issue, end, read, at };
};

/** Parsed by a library that had no part in writing it; lines as RFC 5545 wants them. */
const eventsIn = ({ text, headers }: Pick<Answer, 'text' | 'headers'>) => {
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(calendar.getFirstPropertyValue('prodid')).toBeTruthy();
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    for (const name of ['uid', 'dtstamp', 'dtstart', 'organizer'])
      expect(component.getFirstPropertyValue(name)).toBeTruthy();
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      description: event.description,
      status: component.getFirstPropertyValue('status'),
      starts: event.startDate.toString(),
      isDay: event.startDate.isDate,
      attendees: event.attendees.map((attendee) => String(attendee.getFirstValue())),
    };
  });
  return { method: calendar.getFirstPropertyValue('method'), events };
};

test('R14: a feed shows appointments, due dates and follow-ups, and no name and no amount', async () => {
  const story = activeStory('a feed');
  const { borrower, issue, read } = await house([story]);
  const { status, body } = await issue(borrower);
  expect(status).toBe(201);
  const answer = await read(body['address'], '2026-03-20T02:00:00Z');
  const { method, events } = eventsIn(answer);
  expect(method).toBe('PUBLISH');
  const [appointment] = events;
  expect(appointment).toMatchObject({ starts: '2026-03-12T02:00:00Z', isDay: false, summary: '预约', attendees: [] });
  expect(events.filter(({ summary }) => summary === '到期日').length).toBeGreaterThan(6);
  expect(events.every(({ uid }) => uid.endsWith('@repayment-assistance'))).toBe(true);
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  for (const secret of [...Object.values(secrets), 'Name of', 'officer-1', 'CNY', '¥'])
    expect(answer.text).not.toContain(secret);
  expect(answer.text).not.toMatch(/\d\.\d\d\b/u);
});

test('R14: an address is a secret kept as a hash; the next one or its end makes it void', async () => {
  const { ports, borrower, issue, end, read } = await house([scheduledStory()]);
  const first = await issue(borrower);
  const token = String(first.body['address']).split('/').at(-1) ?? '';
  expect(token).toMatch(/^[\w-]{43}$/u);
  expect(JSON.stringify(await ports.calendars.feedsOf(borrower.id))).not.toContain(token);
  const second = await issue(borrower);
  expect(second.body['address']).not.toBe(first.body['address']);
  expect(await read(first.body['address'])).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  expect(await read(second.body['address'])).toMatchObject({ status: 200 });
  const feedId = String(second.body['feedId']);
  expect(await end(people.officer, feedId)).toMatchObject({ status: 404 });
  expect(await end(borrower, feedId)).toMatchObject({ status: 200, body: { feedId } });
  expect(await end(borrower, feedId)).toMatchObject({ status: 200 });
  expect(await read(second.body['address'])).toMatchObject({ status: 404 });
  expect(await read('/v1/calendars/guessed')).toMatchObject({ status: 404 });
});

test('the same Idempotency-Key issues the same address, for its caller alone', async () => {
  const { borrower, issue } = await house([scheduledStory()]);
  const key = randomUUID();
  const first = await issue(borrower, key);
  const again = await issue(borrower, key);
  expect(again.body).toEqual(first.body);
  expect(again.headers['idempotency-replayed']).toBe('true');
  const other = await issue(people.officer, key);
  expect(other.body['address']).not.toBe(first.body['address']);
});

test('R19: an officer’s calendar has his own visits and follow-ups alone, and ends when he has left', async () => {
  const story = scheduledStory();
  const { issue, read, ports } = await house([story]);
  const mine = await issue(people.officer2);
  const { events } = eventsIn(await read(mine.body['address']));
  expect(events).toMatchObject([{ summary: '上门服务', starts: '2026-03-12T02:00:00Z', status: 'CONFIRMED' }]);
  const stranger = await issue({ ...people.officer2, id: 'officer-3' });
  expect(eventsIn(await read(stranger.body['address'])).events).toEqual([]);
  const before = await ports.officers.officer('officer-2');
  if (before === undefined) throw new Error('officer-2 is not registered');
  const after = { ...before, version: 2, absences: [{ from: '2026-03-01' }] };
  await ports.officers.save({ before, after, entries: [], secret: { salt: 'a'.repeat(64) } });
  expect(await read(mine.body['address'])).toMatchObject({ status: 404 });
});

test('R15-R17: an invitation keeps its UID, its SEQUENCE rises with every change, and a cancellation withdraws it', async () => {
  const story = scheduledStory();
  const { api, caseId, borrower, at, ports } = await house([story]);
  const appointmentId = Object.keys(story.file.appointments)[0] ?? '';
  const params = { caseId, appointmentId };
  const invitation = async (by: Actor = borrower) =>
    eventsIn(await api.call(operationTable.getInvitation, { by, params, headers: at(shanghai('2026-03-08')) }));
  const first = await invitation();
  expect(first).toMatchObject({ method: 'PUBLISH', events: [{ sequence: 0, status: 'CONFIRMED' }] });
  expect(first.events[0]?.description).toContain('Name of officer-1 (officer-1)');
  const moved = await api.call(operationTable.rescheduleAppointment, {
    by: people.agent,
    params,
    body: { startsAt: shanghai('2026-03-16', '14:00'), endsAt: shanghai('2026-03-16', '16:00') },
    headers: { ...at(shanghai('2026-03-08')), 'Idempotency-Key': randomUUID() },
    requestId: 'moved',
  });
  expect(moved.status).toBe(200);
  const second = await invitation(people.officer);
  expect(second.events[0]).toMatchObject({ sequence: 1, status: 'TENTATIVE', starts: '2026-03-16T06:00:00Z' });
  await api.call(operationTable.cancelAppointment, {
    by: borrower,
    params,
    body: {},
    headers: { ...at(shanghai('2026-03-09')), 'Idempotency-Key': randomUUID() },
    requestId: 'cancelled',
  });
  const last = await invitation();
  expect(last).toMatchObject({ method: 'CANCEL', events: [{ status: 'CANCELLED' }] });
  expect(last.events[0]?.sequence).toBeGreaterThan(1);
  expect(new Set([first, second, last].map(({ events }) => events[0]?.uid)).size).toBe(1);
  const stranger = { id: 'user-9', role: 'borrower', borrowerId: 'borrower-9' } as const;
  const refused = await api.call(operationTable.getInvitation, { by: stranger, params });
  expect(refused).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  expect(ports.messenger.sent).toEqual([]);
});
