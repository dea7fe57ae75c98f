import { Entry as EntrySchema, noEntries } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import { Fact } from '#functions/domain/reports/facts.ts';
import type { FactStore } from '#functions/usecases/paged-ports.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { CalendarOwner, CalendarStore } from '#functions/usecases/calendar-ports.ts';
import type { Officer, OfficerSecret, OfficerStore, ReadLog } from '#functions/usecases/paged-ports.ts';

export type Known = Omit<Officer, 'head'> & { readonly name?: string };

/** Officers in memory; `known` are there from the start, before any journal. */
export const fakeOfficerStore = (known: readonly Known[] = []): OfficerStore => {
  const officers = new Map(
    known.map(({ name: _name, ...officer }) => [officer.officerId, { ...officer, head: noEntries }]),
  );
  const secrets = new Map<string, OfficerSecret>(
    known.map(({ officerId, name }) => [officerId, { salt: 'a'.repeat(64), ...(name === undefined ? {} : { name }) }]),
  );
  const journals = new Map<string, readonly Entry[]>();
  const place = ({ officerId }: Officer): string => Buffer.from(officerId).toString('base64url');
  return {
    officer: async (officerId) => officers.get(officerId),
    officersOf: async (ids) => [...new Set(ids)].flatMap((id) => officers.get(id) ?? []),
    officers: async (branch, limit, from) => {
      const after = from === undefined ? '' : Buffer.from(from, 'base64url').toString('utf8');
      if (from !== undefined && Buffer.from(after).toString('base64url') !== from)
        throw new Refusal('CursorInvalid', 'this cursor was not issued here');
      const rest = [...officers.values()]
        .filter((officer) => (branch === undefined || officer.branch === branch) && officer.officerId > after)
        .toSorted((a, b) => (a.officerId < b.officerId ? -1 : 1));
      const items = rest.slice(0, limit);
      const places = items.map(place);
      return { items, places, next: rest.length > limit ? places.at(-1) : undefined };
    },
    secret: async (officerId) => secrets.get(officerId),
    names: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const name = secrets.get(id)?.name;
          return name === undefined ? [] : [[id, name]];
        }),
      ),
    save: async ({ before, after, entries, secret }) => {
      const { officerId } = after;
      if (officers.get(officerId)?.version !== before?.version) return false;
      officers.set(officerId, after);
      secrets.set(officerId, secret);
      journals.set(officerId, [...(journals.get(officerId) ?? []), ...entries]);
      return true;
    },
    journal: async (officerId, afterSeq, limit) => {
      const rest = (journals.get(officerId) ?? []).filter(({ seq }) => seq > afterSeq);
      const items = rest.slice(0, limit);
      return { items, next: rest.length > limit ? items.at(-1)?.seq.toString() : undefined };
    },
  };
};

/** Access logs in memory: an append is one step, so nobody is ever overtaken. */
export const fakeReadLog = (): ReadLog => {
  const logs = new Map<string, readonly Entry[]>();
  const of = (caseId: string): readonly Entry[] => logs.get(caseId) ?? [];
  const headOf = (caseId: string): ChainHead => {
    const last = of(caseId).at(-1);
    return last === undefined ? noEntries : { seq: last.seq, hash: last.hash };
  };
  return {
    head: async (caseId) => headOf(caseId),
    append: async (caseId, behind) => {
      const entries = behind(headOf(caseId)).map((entry) => EntrySchema.parse(entry));
      logs.set(caseId, [...of(caseId), ...entries]);
    },
    entries: async (caseId, afterSeq, limit) => {
      const rest = of(caseId).filter(({ seq }) => seq > afterSeq);
      const items = rest.slice(0, limit);
      return { items, next: rest.length > limit ? items.at(-1)?.seq.toString() : undefined };
    },
  };
};

/** Addresses of calendars in memory. */
export const fakeCalendarStore = (): CalendarStore => {
  const owners = new Map<string, CalendarOwner>();
  return {
    feedsOf: async (actorId) => owners.get(actorId),
    ownerOf: async (tokenHash) =>
      [...owners.values()].find(({ feeds }) =>
        feeds.some((feed) => feed.tokenHash === tokenHash && feed.endedAt === undefined),
      ),
    saveFeeds: async (owner, expectedVersion) => {
      if ((owners.get(owner.owner.id)?.version ?? 0) !== expectedVersion) return false;
      owners.set(owner.owner.id, owner);
      return true;
    },
  };
};

/** Facts in memory: the same fact again is one fact. */
export const fakeFactStore = (): FactStore => {
  const facts = new Map<string, Fact>();
  return {
    put: async (fact) => void facts.set(fact.id, Fact.parse(fact)),
    between: async (from, to) => [...facts.values()].filter(({ day }) => day >= from && day <= to),
  };
};
