import { complaintAgenda, complaintWork } from '#functions/domain/complaints/agenda.ts';
import { mayReadComplaint } from '#functions/domain/complaints/access.ts';
import type { ComplaintFile } from '#functions/domain/complaints/complaint.ts';
import type { ComplaintDecision } from '#functions/domain/complaints/decide.ts';
import type { Context } from '#functions/domain/decision.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Asking } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const attempts = 5;
const beginning = { seq: 0, hash: firstPreviousHash };

export interface Handled {
  readonly file: ComplaintFile;
  readonly replayed: boolean;
}

const unknown = (): Refusal => new Refusal('NotFound', 'there is no such complaint, or it is not yours to see');

export const loadComplaint = async (ports: Ports, complaintId: string): Promise<ComplaintFile> => {
  const file = await ports.complaints.load(complaintId);
  if (file === undefined) throw unknown();
  return file;
};

/** As the caller may see it; else it is not there. */
export const complaintFor = async (
  ports: Ports,
  complaintId: string,
  actor: Asking['actor'],
): Promise<ComplaintFile> => {
  const file = await loadComplaint(ports, complaintId);
  if (!mayReadComplaint(file.complaint, actor)) throw unknown();
  return file;
};

const contextOf = (name: string, complaintId: string, asking: Asking, policy: Context['policy']): Context => ({
  asOf: asking.asOf,
  actor: asking.actor,
  requestId: asking.requestId,
  policy,
  newId: idMaker([complaintId, name, asking.requestId].join('|')),
});

const savedAs = async (
  ports: Ports,
  before: ComplaintFile | undefined,
  { events, words = {} }: ComplaintDecision,
  asking: Asking,
  salt: string,
): Promise<{ file: ComplaintFile; outcome: 'saved' | 'conflict' | 'repeated' }> => {
  const complaint = events.at(-1)?.data.complaint ?? before?.complaint;
  if (complaint === undefined) throw new TypeError('a complaint begins with an event');
  const { complaintId, policy } = complaint;
  const { actor, asOf, requestId, request } = asking;
  const recordedAt = ports.clock();
  const entries = chain(before?.head ?? beginning, events, { stream: complaintId, asOf, recordedAt, actor, requestId });
  const last = entries.at(-1);
  const file: ComplaintFile = {
    complaint,
    version: last?.seq ?? before?.version ?? 1,
    head: last === undefined ? (before?.head ?? beginning) : { seq: last.seq, hash: last.hash },
    lastAsOf: last === undefined ? (before?.lastAsOf ?? asOf) : asOf,
    salt,
    words: { ...before?.words, ...words },
  };
  const pack = packOf(policy.jurisdiction, policy.version);
  const record =
    request === undefined
      ? {}
      : {
          request: {
            ...request,
            caller: actor.id,
            caseId: complaintId,
            ids: { complaintId },
            version: file.version,
            recordedAt,
          },
        };
  const outcome = await ports.complaints.save({
    seen: before?.version ?? 0,
    after: file,
    entries,
    nextDueAt: complaintAgenda(complaint, pack)[0]?.dueAt,
    work: complaintWork(complaint, pack),
    ...record,
  });
  return { file, outcome };
};

/** The first answer of a request again, or undefined when it is new. */
export const answeredBefore = async (ports: Ports, { actor, request }: Asking): Promise<Handled | undefined> => {
  const record = request === undefined ? undefined : await ports.cases.request(actor.id, request.key);
  if (record === undefined || request === undefined) return undefined;
  if (record.fingerprint !== request.fingerprint)
    throw new Refusal('IdempotencyKeyReused', 'this Idempotency-Key was used with another request');
  return { file: await loadComplaint(ports, record.caseId), replayed: true };
};

/** Creates the stream of a complaint. */
export const beginComplaint = async (
  ports: Ports,
  { complaintId, salt, policy }: { complaintId: string; salt: string; policy: Context['policy'] },
  decide: (context: Context) => ComplaintDecision,
  asking: Asking,
): Promise<Handled> => {
  const decision = decide(contextOf('fileComplaint', complaintId, asking, policy));
  const { file, outcome } = await savedAs(ports, undefined, decision, asking, salt);
  if (outcome === 'saved') return { file, replayed: false };
  const done = await answeredBefore(ports, asking);
  if (done !== undefined) return done;
  throw new Refusal('ConcurrentChange', 'the complaint was filed at the same time; ask again');
};

export type ComplaintAct = (file: ComplaintFile, context: Context) => ComplaintDecision;

/** Load, decide, save, as for a case: a conflict reloads and decides again; the request is looked for after the file is read. */
export const performComplaint = async (
  ports: Ports,
  complaintId: string,
  name: string,
  decide: ComplaintAct,
  asking: Asking,
): Promise<Handled> => {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before =
      asking.actor.role === 'system'
        ? await loadComplaint(ports, complaintId)
        : await complaintFor(ports, complaintId, asking.actor);
    const done = await answeredBefore(ports, asking);
    if (done !== undefined) return done;
    if (asking.ifMatch !== undefined && asking.ifMatch !== before.version)
      throw new Refusal('StaleVersion', `the complaint is at version ${before.version}`);
    if (asking.asOf < before.lastAsOf)
      throw new Refusal('TestClockBehind', `the complaint has already seen ${before.lastAsOf}`, {
        earliest: before.lastAsOf,
      });
    const { jurisdiction, version } = before.complaint.policy;
    const decision = decide(before, contextOf(name, complaintId, asking, packOf(jurisdiction, version)));
    if (decision.events.length === 0 && asking.request === undefined) return { file: before, replayed: false };
    const { file, outcome } = await savedAs(ports, before, decision, asking, before.salt);
    if (outcome === 'saved') return { file, replayed: false };
  }
  throw new Refusal('ConcurrentChange', 'the complaint was changed by others several times; ask again');
};
