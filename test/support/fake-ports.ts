import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { parseMail } from '#functions/adapters/mail/parse.ts';
import type { HeldMail, Mail } from '#functions/usecases/mail-ports.ts';
import { lookAtPdf } from '#functions/adapters/pdf/look.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Entry as EntrySchema, noEntries } from '#functions/domain/journal.ts';
import type { ChainHead, Entry } from '#functions/domain/journal.ts';
import { Fact } from '#functions/domain/reports/facts.ts';
import type { FactStore } from '#functions/usecases/paged-ports.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { CalendarOwner, CalendarStore } from '#functions/usecases/calendar-ports.ts';
import type { Officer, OfficerSecret, OfficerStore, ReadLog } from '#functions/usecases/paged-ports.ts';
import type {
  Bus,
  Documents,
  Machine,
  Messenger,
  Ports,
  Signer,
  StoredObject,
  Vault,
  Workflows,
} from '#functions/usecases/ports.ts';
import type { Feed, FeedStore } from '#functions/usecases/feed-ports.ts';
import { fakeComplaintStore } from '#test/support/fake-complaint-store.ts';
import type { FakeComplaintStore } from '#test/support/fake-complaint-store.ts';
import { fakeCaseStore } from '#test/support/fake-case-store.ts';
import type { FakeCaseStore } from '#test/support/fake-case-store.ts';

type Known = Omit<Officer, 'head'> & { readonly name?: string };

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

export interface KeptObject {
  readonly bytes: Uint8Array;
  readonly stored: StoredObject;
  readonly mediaType: string;
  readonly held: boolean;
  /** Held until the vault lets it go. */
  readonly heldForDays: number | undefined;
  readonly retainUntil: string | undefined;
}
export interface FakeDocuments extends Documents {
  /** By `bucket/key`: the latest version. */
  readonly objects: ReadonlyMap<string, KeptObject>;
  readonly vault: Vault;
  /** What a borrower's browser does with a presigned upload. */
  readonly upload: (key: string, bytes: Uint8Array, mediaType: string) => void;
}

/** Objects in memory: a key is written once, and only the same bytes are the same write. */
export const fakeDocuments = (): FakeDocuments => {
  const objects = new Map<string, KeptObject>();
  const older = new Map<string, KeptObject>();
  const keptAt = (bucket: string, key: string, versionId?: string): KeptObject => {
    const kept = older.get(`${bucket}/${key}@${versionId ?? ''}`) ?? objects.get(`${bucket}/${key}`);
    if (kept === undefined) throw new Error(`no object ${bucket}/${key}`);
    return kept;
  };
  const write: Documents['write'] = async (bucket, key, bytes, { mediaType, hold = false, heldForDays }) => {
    const sha256 = sha256Hex(bytes);
    const there = objects.get(`${bucket}/${key}`);
    if (there !== undefined && there.stored.sha256 !== sha256) throw new Error(`object ${key} exists with other bytes`);
    if (there !== undefined) return there.stored;
    const stored = { key, versionId: 'v1', sha256, size: bytes.byteLength };
    const held = hold || heldForDays !== undefined;
    objects.set(`${bucket}/${key}`, { bytes, stored, mediaType, held, heldForDays, retainUntil: undefined });
    return stored;
  };
  const vault: Vault = {
    replace: async (key, bytes, options) => {
      if (objects.get(`archive/${key}`)?.stored.sha256 !== sha256Hex(bytes)) objects.delete(`archive/${key}`);
      return write('archive', key, bytes, options);
    },
    retain: async (key, _versionId, until) => {
      const kept = keptAt('archive', key);
      const retainUntil = kept.retainUntil !== undefined && kept.retainUntil > until ? kept.retainUntil : until;
      objects.set(`archive/${key}`, { ...kept, retainUntil });
    },
    versions: async (bucket, prefix) =>
      [...objects].flatMap(([place, { stored }]) =>
        place.startsWith(`${bucket}/${prefix}`) ? [{ key: stored.key, versionId: stored.versionId }] : [],
      ),
    warmth: async () => 'ready',
    restore: async () => {},
    destroy: async (bucket, key) => void objects.delete(`${bucket}/${key}`),
  };
  return {
    objects,
    vault,
    upload: (key, bytes, mediaType) => {
      const before = objects.get(`intake/${key}`);
      if (before !== undefined) older.set(`intake/${key}@${before.stored.versionId}`, before);
      const versionId = `v${Number(before?.stored.versionId.slice(1) ?? 0) + 1}`;
      const stored = { key, versionId, sha256: sha256Hex(bytes), size: bytes.byteLength };
      objects.set(`intake/${key}`, {
        bytes,
        stored,
        mediaType,
        held: false,
        heldForDays: undefined,
        retainUntil: undefined,
      });
    },
    presignUpload: async ({ key, mediaType }) => ({
      url: 'https://intake.example/',
      fields: { key, 'Content-Type': mediaType },
    }),
    presignDownload: async (bucket, key, versionId) => `https://${bucket}.example/${key}?versionId=${versionId ?? ''}`,
    read: async (bucket, key, versionId) => keptAt(bucket, key, versionId).bytes,
    async *stream(bucket, key, from, versionId) {
      const { bytes } = keptAt(bucket, key, versionId);
      // Small pieces, so that a line goes over their edges.
      for (let at = from; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
    },
    digest: async (bucket, key) => ({
      sha256: sha256Hex(keptAt(bucket, key).bytes),
      size: keptAt(bucket, key).bytes.byteLength,
    }),
    copy: async (from, to, { mediaType, heldForDays }) =>
      write(to.bucket, to.key, keptAt(from.bucket, from.key).bytes, {
        mediaType,
        ...(heldForDays === undefined ? {} : { heldForDays }),
      }),
    write,
    hold: async (bucket, key, _versionId, on) =>
      void objects.set(`${bucket}/${key}`, { ...keptAt(bucket, key), held: on }),
    remove: async (bucket, key) => void objects.delete(`${bucket}/${key}`),
  };
};

export interface FakeFeeds extends FeedStore {
  /** Feeds whose next run was asked for, as often as it was. */
  readonly asked: readonly string[];
}
export const fakeFeeds = (): FakeFeeds => {
  const feeds = new Map<string, Feed>();
  const asked: string[] = [];
  return {
    asked,
    create: async (feed) => {
      if (feeds.has(feed.feedId)) return false;
      feeds.set(feed.feedId, feed);
      return true;
    },
    feed: async (feedId) => feeds.get(feedId),
    advance: async (before, after) => {
      const there = feeds.get(before.feedId);
      if (there?.offset !== before.offset || there.status !== before.status) return false;
      feeds.set(after.feedId, after);
      return true;
    },
    goOn: async (feedId) => void asked.push(feedId),
  };
};

export interface FakeWorkflows extends Workflows {
  readonly started: ReadonlyMap<
    string,
    { readonly machine: Machine; readonly input: Readonly<Record<string, unknown>> }
  >;
  readonly answers: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Makes an execution wait under a token. */
  readonly wait: (token: string) => void;
}

/** Executions in memory: a name starts once, a token is answered once. */
export const fakeWorkflows = (): FakeWorkflows => {
  const started = new Map<string, { machine: Machine; input: Readonly<Record<string, unknown>> }>();
  const waiting = new Set<string>();
  const answers = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    started,
    answers,
    wait: (token) => void waiting.add(token),
    start: async (machine, name, input) => {
      if (!/^[0-9A-Za-z_-]{1,80}$/.test(name)) throw new Error(`${name} cannot be the name of an execution`);
      if (started.has(`${machine}/${name}`)) return 'exists';
      started.set(`${machine}/${name}`, { machine, input });
      return 'started';
    },
    answer: async (token, output) => {
      if (!waiting.delete(token)) return 'gone';
      answers.set(token, output);
      return 'answered';
    },
  };
};

/** A real P-256 key that lives as long as the test. */
export const fakeSigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign: async (bytes) => ({ signature: sign('sha256', bytes, privateKey), algorithm: 'ECDSA_SHA_256' }),
    publicKey: async () => publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
};

export interface FakeBus extends Bus {
  readonly published: readonly Entry[];
}
export const fakeBus = (): FakeBus => {
  const published: Entry[] = [];
  return { published, publish: async (entry) => void published.push(entry) };
};

type Message = Parameters<Messenger['send']>[0];
export interface FakeMessenger extends Messenger {
  readonly sent: readonly Message[];
  readonly switchTo: (on: boolean) => void;
}
export const fakeMessenger = (): FakeMessenger => {
  const sent: Message[] = [];
  let isOn = true;
  return {
    sent,
    switchTo: (on) => {
      isOn = on;
    },
    isOn: async () => isOn,
    send: async (message) => {
      sent.push(message);
      return {
        outcome: 'accepted',
        providerRef: createHash('sha256').update(message.noticeId).digest('hex').slice(0, 16),
      };
    },
  };
};

export interface FakeMail extends Mail {
  /** Mails that wait for a person to say whose they are. */
  readonly held: ReadonlyMap<string, HeldMail>;
}
const fakeMail = (): FakeMail => {
  const held = new Map<string, HeldMail>();
  return {
    held,
    parse: parseMail,
    hold: async (mail) => void held.set(mail.mailId, mail),
    release: async (mailId) => void held.delete(mailId),
  };
};

export interface FakePorts extends Ports {
  readonly cases: FakeCaseStore;
  readonly complaints: FakeComplaintStore;
  readonly documents: FakeDocuments;
  readonly feeds: FakeFeeds;
  readonly mail: FakeMail;
  readonly workflows: FakeWorkflows;
  readonly bus: FakeBus;
  readonly messenger: FakeMessenger;
}

/** Facts in memory: the same fact again is one fact. */
const fakeFactStore = (): FactStore => {
  const facts = new Map<string, Fact>();
  return {
    put: async (fact) => void facts.set(fact.id, Fact.parse(fact)),
    between: async (from, to) => [...facts.values()].filter(({ day }) => day >= from && day <= to),
  };
};

/** All ports in memory, each of them new. */
export const fakePorts = (known: { officers?: readonly Known[]; now?: string } = {}): FakePorts => {
  const documents = fakeDocuments();
  const cases = fakeCaseStore();
  return {
    cases,
    complaints: fakeComplaintStore({ requests: cases.requests, onSave: cases.beside }),
    reads: fakeReadLog(),
    facts: fakeFactStore(),
    officers: fakeOfficerStore(known.officers),
    calendars: fakeCalendarStore(),
    documents,
    vault: documents.vault,
    papers: { look: lookAtPdf },
    mail: fakeMail(),
    feeds: fakeFeeds(),
    workflows: fakeWorkflows(),
    signer: fakeSigner(),
    bus: fakeBus(),
    messenger: fakeMessenger(),
    clock: () => known.now ?? '2026-03-02T02:00:00Z',
  };
};
