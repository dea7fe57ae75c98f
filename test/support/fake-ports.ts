import { parseMail } from '#functions/adapters/mail/parse.ts';
import type { HeldMail, Mail } from '#functions/usecases/mail-ports.ts';
import { lookAtPdf } from '#functions/adapters/pdf/look.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import type { Feed, FeedStore } from '#functions/usecases/feed-ports.ts';
import { fakeComplaintStore } from '#test/support/fake-complaint-store.ts';
import type { FakeComplaintStore } from '#test/support/fake-complaint-store.ts';
import { fakeCaseStore } from '#test/support/fake-case-store.ts';
import type { FakeCaseStore } from '#test/support/fake-case-store.ts';
import { fakeDocuments } from '#test/support/fake-documents.ts';
import type { FakeDocuments } from '#test/support/fake-documents.ts';
import { fakeCalendarStore, fakeFactStore, fakeOfficerStore, fakeReadLog } from '#test/support/fake-registers.ts';
import type { Known } from '#test/support/fake-registers.ts';
import { fakeBus, fakeMessenger, fakeSigner, fakeWorkflows } from '#test/support/fake-services.ts';
import type { FakeBus, FakeMessenger, FakeWorkflows } from '#test/support/fake-services.ts';

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

/** All ports in memory, each of them new. */
export const fakePorts = (known: { officers?: readonly Known[]; now?: string } = {}): FakePorts => {
  const documents = fakeDocuments();
  const cases = fakeCaseStore();
  return {
    cases,
    complaints: fakeComplaintStore({ requests: cases.requests, onSave: cases.beside, onPurge: cases.forget }),
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
