import { dynamoCalendarStore } from '#functions/adapters/dynamodb/calendar-store.ts';
import { dynamoCaseStore } from '#functions/adapters/dynamodb/case-store.ts';
import { dynamoReadLog } from '#functions/adapters/dynamodb/read-log.ts';
import { dynamoComplaintStore } from '#functions/adapters/dynamodb/complaint-store.ts';
import { dynamoFactStore } from '#functions/adapters/dynamodb/fact-store.ts';
import { dynamoOfficerStore } from '#functions/adapters/dynamodb/officer-store.ts';
import { tableFrom } from '#functions/adapters/dynamodb/table.ts';
import type { Environment, Table } from '#functions/adapters/dynamodb/table.ts';
import { once } from '#functions/adapters/once.ts';
import type { Bus, Documents, Messenger, Ports, Signer, Vault, Workflows } from '#functions/usecases/ports.ts';
import type { Mail } from '#functions/usecases/mail-ports.ts';
import type { FeedStore } from '#functions/usecases/feed-ports.ts';

/*
 * Every function reads the table, few need another service. Those adapters are imported at their first use, so that a
 * function which never calls S3 never loads its client: the bundler makes a chunk of each.
 */

const documentsOf = (env: Environment): Documents => {
  const s3 = once(async () => (await import('#functions/adapters/s3/documents.ts')).s3Documents(env));
  return {
    presignUpload: async (...asked) => (await s3()).presignUpload(...asked),
    presignDownload: async (...asked) => (await s3()).presignDownload(...asked),
    read: async (...asked) => (await s3()).read(...asked),
    digest: async (...asked) => (await s3()).digest(...asked),
    copy: async (...asked) => (await s3()).copy(...asked),
    async *stream(...asked) {
      yield* (await s3()).stream(...asked);
    },
    write: async (...asked) => (await s3()).write(...asked),
    hold: async (...asked) => (await s3()).hold(...asked),
    remove: async (...asked) => (await s3()).remove(...asked),
  };
};

const feedsOf = (env: Environment, table: () => Table): FeedStore => {
  const feeds = once(async () =>
    (await import('#functions/adapters/dynamodb/feed-store.ts')).dynamoFeedStore(table(), env),
  );
  return {
    create: async (feed) => (await feeds()).create(feed),
    feed: async (feedId) => (await feeds()).feed(feedId),
    advance: async (...asked) => (await feeds()).advance(...asked),
    goOn: async (feedId) => (await feeds()).goOn(feedId),
  };
};

const mailOf = (table: () => Table): Mail => {
  const held = once(async () => (await import('#functions/adapters/dynamodb/held-mail.ts')).heldMails(table()));
  return {
    parse: async (bytes) => (await import('#functions/adapters/mail/parse.ts')).parseMail(bytes),
    hold: async (mail) => (await held()).hold(mail),
    release: async (mailId) => (await held()).release(mailId),
  };
};

const vaultOf = (env: Environment): Vault => {
  const s3 = once(async () => (await import('#functions/adapters/s3/vault.ts')).s3Vault(env));
  return {
    replace: async (...asked) => (await s3()).replace(...asked),
    retain: async (...asked) => (await s3()).retain(...asked),
    versions: async (...asked) => (await s3()).versions(...asked),
    warmth: async (...asked) => (await s3()).warmth(...asked),
    attested: async (...asked) => (await s3()).attested(...asked),
    restore: async (...asked) => (await s3()).restore(...asked),
    destroy: async (...asked) => (await s3()).destroy(...asked),
  };
};

const workflowsOf = (env: Environment): Workflows => {
  const stepFunctions = once(async () =>
    (await import('#functions/adapters/stepfunctions/workflows.ts')).stepFunctionsWorkflows(env),
  );
  return {
    start: async (...asked) => (await stepFunctions()).start(...asked),
    answer: async (...asked) => (await stepFunctions()).answer(...asked),
  };
};

const signerOf = (env: Environment): Signer => {
  const kms = once(async () => (await import('#functions/adapters/kms/signer.ts')).kmsSigner(env));
  return { sign: async (bytes) => (await kms()).sign(bytes), publicKey: async () => (await kms()).publicKey() };
};

const busOf = (env: Environment): Bus => {
  const eventBridge = once(async () => (await import('#functions/adapters/eventbridge/bus.ts')).eventBridgeBus(env));
  return { publish: async (entry) => (await eventBridge()).publish(entry) };
};

const messengerOf = (env: Environment, table: () => Table): Messenger => {
  const aws = once(async () => (await import('#functions/adapters/messages/messenger.ts')).awsMessenger(env, table()));
  return { send: async (message) => (await aws()).send(message), isOn: async () => (await aws()).isOn() };
};

/** All ports on AWS. Nothing is read from the environment and no client made before its first use. */
export const ports = (env: Environment): Ports => {
  const table = once(() => tableFrom(env));
  const cases = once(() => dynamoCaseStore(table()));
  const facts = once(() => dynamoFactStore(table()));
  const reads = once(() => dynamoReadLog(table()));
  const complaints = once(() => dynamoComplaintStore(table()));
  const officers = once(() => dynamoOfficerStore(table()));
  const calendars = once(() => dynamoCalendarStore(table()));
  return {
    get cases() {
      return cases();
    },
    get facts() {
      return facts();
    },
    get reads() {
      return reads();
    },
    get complaints() {
      return complaints();
    },
    get officers() {
      return officers();
    },
    get calendars() {
      return calendars();
    },
    documents: documentsOf(env),
    papers: { look: async (bytes) => (await import('#functions/adapters/pdf/look.ts')).lookAtPdf(bytes) },
    feeds: feedsOf(env, table),
    mail: mailOf(table),
    vault: vaultOf(env),
    workflows: workflowsOf(env),
    signer: signerOf(env),
    bus: busOf(env),
    messenger: messengerOf(env, table),
    clock: () => new Date().toISOString(),
  };
};

/** The ports of this process, made once. */
export const systemPorts: () => Ports = once(() => ports(process.env));
