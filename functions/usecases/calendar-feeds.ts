import { createHmac, randomBytes } from 'node:crypto';
import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { addDays, dateOf } from '#functions/domain/calendar.ts';
import type { CalendarEntry, CalendarText } from '#functions/domain/calendars/calendar-text.ts';
import { feedEntries } from '#functions/domain/calendars/feed.ts';
import type { FeedReader } from '#functions/domain/calendars/feed.ts';
import { calendarWords } from '#functions/domain/calendars/words.ts';
import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { personList } from '#functions/domain/worklists.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';
import type { CalendarFeed, CalendarOwner } from '#functions/usecases/calendar-ports.ts';
import type { CaseSummary, Ports } from '#functions/usecases/ports.ts';

/** Spells a calendar as RFC 5545 wants it. */
export type SpellCalendar = (calendar: CalendarText) => string | Promise<string>;

type CalendarActs = Pick<ActsOf<typeof officerOperations>, 'createCalendarFeed' | 'endCalendarFeed' | 'getCalendar'>;

/** Ended addresses that are remembered, so that a repeated request is answered as it was at first. */
const rememberedFeeds = 10;
const attempts = 5;
/** A calendar shows what lies a month back and half a year ahead of an officer, and never more than this many cases. */
const daysBack = 31;
const daysAhead = 180;
const maxCases = 200;

/** The token follows from the caller's own key and a salt: kept nowhere, and the same when the request is repeated. */
const tokenOf = (salt: string, actorId: string, key: string): string =>
  createHmac('sha256', Buffer.from(salt, 'base64url')).update(`${actorId}|${key}`).digest('base64url');

const answerOf = ({ feedId, createdAt }: CalendarFeed, token: string) => ({
  feedId,
  createdAt,
  address: `/v1/calendars/${token}`,
});

const nobodys = (owner: Actor): CalendarOwner => ({ owner, feeds: [], version: 0 });
const conflict = (): Refusal => new Refusal('ConcurrentChange', 'another address was issued at the same time');
const unknown = (): Refusal => new Refusal('NotFound', 'there is no such calendar');

const ended = (feed: CalendarFeed, at: string): CalendarFeed =>
  feed.endedAt === undefined ? { ...feed, endedAt: at } : feed;

const createCalendarFeed =
  (ports: Ports): CalendarActs['createCalendarFeed'] =>
  async ({ principal, idempotencyKey = '', asOf, requestId }) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = (await ports.calendars.feedsOf(principal.id)) ?? nobodys(principal);
      const known = before.feeds
        .map((feed) => ({ feed, token: tokenOf(feed.salt, principal.id, idempotencyKey) }))
        .find(({ feed, token }) => sha256Hex(token) === feed.tokenHash);
      if (known !== undefined) return { body: answerOf(known.feed, known.token), replayed: true };
      const salt = randomBytes(32).toString('base64url');
      const token = tokenOf(salt, principal.id, idempotencyKey);
      const feedId = idMaker(`${principal.id}|${requestId}|${before.version}`)('feed');
      const feed: CalendarFeed = { feedId, salt, tokenHash: sha256Hex(token), createdAt: asOf };
      const feeds = [...before.feeds.map((one) => ended(one, asOf)), feed].slice(-rememberedFeeds);
      const after = { owner: principal, feeds, version: before.version + 1 };
      if (await ports.calendars.saveFeeds(after, before.version)) return { body: answerOf(feed, token) };
    }
    throw conflict();
  };

const endCalendarFeed =
  (ports: Ports): CalendarActs['endCalendarFeed'] =>
  async ({ params: { feedId }, principal, asOf }) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const before = await ports.calendars.feedsOf(principal.id);
      const feed = before?.feeds.find((one) => one.feedId === feedId);
      if (before === undefined || feed === undefined) throw unknown();
      if (feed.endedAt !== undefined) return { body: { feedId, endedAt: feed.endedAt } };
      const feeds = before.feeds.map((one) => (one.feedId === feedId ? ended(one, asOf) : one));
      const after = { ...before, feeds, version: before.version + 1 };
      if (await ports.calendars.saveFeeds(after, before.version)) return { body: { feedId, endedAt: asOf } };
    }
    throw conflict();
  };

const everyPage = async (ask: (from?: string) => Promise<Page<CaseSummary>>): Promise<string[]> => {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const page = await ask(next);
    found.push(...page.items.map(({ caseId }) => caseId));
    next = page.next;
  } while (next !== undefined && found.length < maxCases);
  return found;
};

/** Cases that an officer visits, has to follow up now, or owns: by keys and indexes alone. */
export const casesOfOfficer = async ({ cases }: Ports, officerId: string, asOf: string): Promise<string[]> => {
  const today = asOf.slice(0, 10);
  const [cells, work, owned] = await Promise.all([
    cases.takenCells(officerId, addDays(today, -daysBack), addDays(today, daysAhead)),
    cases.workOf(personList(officerId), 100),
    everyPage((from) => cases.casesByOfficer(officerId, 100, from)),
  ]);
  const busy = work.items.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId]));
  return [...new Set([...cells.map(({ caseId }) => caseId), ...busy, ...owned])];
};

interface Shelf {
  readonly caseIds: readonly string[];
  readonly reader: FeedReader;
  readonly language: Language | undefined;
}

const shelfOf = async (ports: Ports, owner: Actor, asOf: string): Promise<Shelf> => {
  if (owner.role === 'borrower') {
    const { borrowerId } = owner;
    const caseIds =
      borrowerId === undefined ? [] : await everyPage((from) => ports.cases.casesByBorrower(borrowerId, 100, from));
    return { caseIds, reader: { role: 'borrower' }, language: undefined };
  }
  const officer = await ports.officers.officer(owner.id);
  const today = dateOf(asOf, packOf('CN').timezone);
  // Whoever has left reads nobody's calendar.
  if ((officer?.absences ?? []).some(({ from, until }) => until === undefined && from <= today)) throw unknown();
  return {
    caseIds: await casesOfOfficer(ports, owner.id, asOf),
    reader: { role: 'officer', officerId: owner.id },
    language: officer?.languages?.[0],
  };
};

const entriesOf = (file: CaseFile, { reader, language }: Shelf, asOf: string): CalendarEntry[] =>
  feedEntries(
    {
      file,
      policy: packOf(file.policy.jurisdiction, file.policy.version),
      language: language ?? file.meta?.language ?? 'zh-Hans',
      asOf,
    },
    reader,
  );

const getCalendar =
  (ports: Ports, spell: SpellCalendar): CalendarActs['getCalendar'] =>
  async ({ params: { feedToken }, asOf }) => {
    const tokenHash = sha256Hex(feedToken.replace(/\.ics$/u, ''));
    const owner = await ports.calendars.ownerOf(tokenHash);
    const isOpen = owner?.feeds.some((feed) => feed.tokenHash === tokenHash && feed.endedAt === undefined) === true;
    if (owner === undefined || !isOpen) throw unknown();
    const shelf = await shelfOf(ports, owner.owner, asOf);
    const files = await Promise.all(shelf.caseIds.slice(0, maxCases).map((caseId) => ports.cases.load(caseId)));
    const [first] = files;
    const language = shelf.language ?? first?.meta?.language ?? 'zh-Hans';
    const policy = first === undefined ? packOf('CN') : packOf(first.policy.jurisdiction, first.policy.version);
    const calendar: CalendarText = {
      method: 'PUBLISH',
      name: calendarWords[language].calendar,
      organiser: policy.lender[language],
      language,
      entries: files.flatMap((file) => entriesOf(file, shelf, asOf)),
    };
    return { body: await spell(calendar), contentType: 'text/calendar; charset=utf-8' };
  };

/** Secret addresses of calendars (api.md): one a person, ended by the next or by hand. */
export const calendarFeedActs = (ports: Ports, spell: SpellCalendar): CalendarActs => ({
  createCalendarFeed: createCalendarFeed(ports),
  endCalendarFeed: endCalendarFeed(ports),
  getCalendar: getCalendar(ports, spell),
});
