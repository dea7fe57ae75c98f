import { replay } from '#functions/domain/apply.ts';
import { contentOf, needsOf } from '#functions/domain/archive/contents.ts';
import type { Frozen, FrozenComplaint, Needs } from '#functions/domain/archive/contents.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import { folderOf, objectIdOf, packageIdOf } from '#functions/domain/archive/package.ts';
import type { Kept, PackagedObject } from '#functions/domain/archive/package.ts';
import { closedAt, hasLongRetention, retainUntil } from '#functions/domain/archive/retention.ts';
import { daysBetween } from '#functions/domain/calendar.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { wholeChain } from '#functions/usecases/chains.ts';
import { loadComplaint } from '#functions/usecases/perform-complaint.ts';
import type { Ports, StoredObject } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/** Makes PDF/A bytes of a document: the same bytes for the same model. */
export type Render = (model: DocumentModel) => Promise<Uint8Array>;

/** The journal up to and including the entry that froze the case: the same at every repeat. */
const frozenJournal = async (ports: Ports, caseId: string): Promise<readonly Entry[]> => {
  const entries = await wholeChain(async (seq, limit) => ports.cases.journal(caseId, seq, limit));
  const frozenAt = entries.findIndex(({ event }) => event === 'ArchiveStarted');
  if (frozenAt < 0) throw new Error('the case is not frozen for archiving');
  return entries.slice(0, frozenAt + 1);
};

const readsAtOnce = 200;

/** The access log as far as it went when the case was frozen; later reads stand behind it in the table. */
const frozenReads = async (ports: Ports, { caseId, archives }: CaseFile): Promise<readonly Entry[]> => {
  const end = archives[packageIdOf(caseId)]?.reads;
  if (end === undefined || end.seq === 0) return [];
  const entries: Entry[] = [];
  while (entries.length < end.seq) {
    const { items } = await ports.reads.entries(caseId, entries.length, readsAtOnce);
    if (items.length === 0) throw new Error('the access log is shorter than the journal says');
    entries.push(...items);
  }
  return entries.slice(0, end.seq);
};

/** What a case is packed by; nothing of it changes any more once the case is frozen, so it is read and not replayed. */
export interface Packing {
  readonly file: CaseFile;
  readonly policy: PolicyPack;
  readonly startedAt: string;
  /** When the case came to its end: terms are counted from there. */
  readonly closedAt: string;
  readonly packageId: string;
}

export const packing = async (ports: Ports, caseId: string): Promise<Packing> => {
  const file = await loadCase(ports, caseId);
  const packageId = packageIdOf(caseId);
  const archive = file.archives[packageId];
  if (archive === undefined || archive.missing !== undefined) throw new Error('the case is not frozen for archiving');
  return { file, policy: packFor(file), startedAt: archive.startedAt, closedAt: closedAt(archive), packageId };
};

/** R63: complaints whose replies the case knows; nothing happens to them any more. */
const frozenComplaints = async (ports: Ports, ids: readonly string[]): Promise<readonly FrozenComplaint[]> => {
  const all: FrozenComplaint[] = [];
  for (const complaintId of ids.toSorted()) {
    const { complaint, words } = await loadComplaint(ports, complaintId);
    const entries = await wholeChain(async (seq, limit) => ports.cases.journal(complaintId, seq, limit));
    all.push({ complaint, words, entries });
  }
  return all;
};

/**
 * The case as it was when it was frozen, with the private items that a replay does not give (4.15, 15), as far as it is needed:
 * each task reads once what its file is made of, and forgets it.
 */
export const frozen = async (ports: Ports, caseId: string, needs: Needs): Promise<Frozen> => {
  const of = await packing(ports, caseId);
  const entries = needs.journal ? await frozenJournal(ports, caseId) : [];
  const file = needs.journal ? { ...replay(caseId, entries), privates: of.file.privates } : of.file;
  const ids = needs.complaints === 'all' ? Object.keys(of.file.complaints) : needs.complaints;
  const reads = needs.reads ? await frozenReads(ports, of.file) : [];
  return { ...of, file, entries, reads, complaints: await frozenComplaints(ports, ids) };
};

/** Everything that the package gets (4.11). */
export const listKept = async (ports: Ports, caseId: string): Promise<readonly Kept[]> =>
  whatIsKept((await packing(ports, caseId)).file);

export const placeIn = ({ packageId }: Packing, path: string): string => `${folderOf(packageId)}${path}`;

/**
 * From the first byte on nobody deletes it; how long it is kept is counted when the package is closed. Data of cases without
 * an agreement never enters a lock that nobody could end (4.15, 16).
 */
export const heldUntilClosing = (of: Packing, until: string): { heldForDays?: number } =>
  hasLongRetention(of.file) ? { heldForDays: daysBetween(of.startedAt.slice(0, 10), until) } : {};

const madeBytes = async (ports: Ports, caseId: string, path: string, render: Render): Promise<Uint8Array> => {
  const content = contentOf(await frozen(ports, caseId, needsOf(path)), path);
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : render(content);
};

/** The store refuses other bytes than the journal says that it is. Streamed, so that an hour of recording needs no more memory than a page of paper. */
const copied = async (
  ports: Ports,
  of: Packing,
  kept: Kept,
  options: { heldForDays?: number },
): Promise<StoredObject> => {
  const from = { bucket: 'documents', key: kept.key ?? '' } as const;
  const sha256 = kept.sha256 ?? (await ports.documents.digest(from.bucket, from.key)).sha256;
  const to = { bucket: 'archive', key: placeIn(of, kept.path) } as const;
  return ports.documents.copy(from, to, { sha256, mediaType: kept.mediaType, ...options });
};

/** Writes one object into the package, locked for its class; a repeat writes nothing new. */
export const copyKept = async (ports: Ports, render: Render, caseId: string, kept: Kept): Promise<PackagedObject> => {
  const of = await packing(ports, caseId);
  const until = retainUntil(of.file, of.policy, kept.retentionClass, of.closedAt);
  const options = heldUntilClosing(of, until);
  const stored =
    kept.source === 'DOCUMENT'
      ? await copied(ports, of, kept, options)
      : await ports.documents.write(
          'archive',
          placeIn(of, kept.path),
          await madeBytes(ports, caseId, kept.path, render),
          {
            mediaType: kept.mediaType,
            ...options,
          },
        );
  return {
    objectId: objectIdOf(kept.path),
    path: kept.path,
    versionId: stored.versionId,
    sha256: stored.sha256,
    size: stored.size,
    class: kept.retentionClass,
    mediaType: kept.mediaType,
    retainUntil: until,
  };
};
