import { replay } from '#functions/domain/apply.ts';
import { contentOf } from '#functions/domain/archive/contents.ts';
import type { Frozen } from '#functions/domain/archive/contents.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import { folderOf, objectIdOf, packageIdOf } from '#functions/domain/archive/package.ts';
import type { Kept, PackagedObject } from '#functions/domain/archive/package.ts';
import { closedAt, hasLongRetention, retainUntil } from '#functions/domain/archive/retention.ts';
import { daysBetween } from '#functions/domain/calendar.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Ports, StoredObject } from '#functions/usecases/ports.ts';
import { loadCase, packFor } from '#functions/usecases/workflows/system-act.ts';

/** Makes PDF/A bytes of a document: the same bytes for the same model. */
export type Render = (model: DocumentModel) => Promise<Uint8Array>;

const entriesAtOnce = 200;

/** The journal up to and including the entry that froze the case: the same at every repeat. */
const frozenJournal = async (ports: Ports, caseId: string): Promise<readonly Entry[]> => {
  const entries: Entry[] = [];
  for (;;) {
    const page = await ports.cases.journal(caseId, entries.at(-1)?.seq ?? 0, entriesAtOnce);
    entries.push(...page.items);
    if (page.items.length === 0 || page.next === undefined) break;
  }
  const frozenAt = entries.findIndex(({ event }) => event === 'ArchiveStarted');
  if (frozenAt < 0) throw new Error('the case is not frozen for archiving');
  return entries.slice(0, frozenAt + 1);
};

/** The access log as far as it went when the case was frozen; later reads stand behind it in the table. */
const frozenReads = async (ports: Ports, { caseId, archives }: CaseFile): Promise<readonly Entry[]> => {
  const end = archives[packageIdOf(caseId)]?.reads;
  if (end === undefined || end.seq === 0) return [];
  const entries: Entry[] = [];
  while (entries.length < end.seq) {
    const { items } = await ports.reads.entries(caseId, entries.length, entriesAtOnce);
    if (items.length === 0) throw new Error('the access log is shorter than the journal says');
    entries.push(...items);
  }
  return entries.slice(0, end.seq);
};

/** The case as it was when it was frozen, with the private items that a replay does not give (4.15, 15). */
export const frozen = async (ports: Ports, caseId: string): Promise<Frozen> => {
  const now = await loadCase(ports, caseId);
  const entries = await frozenJournal(ports, caseId);
  const last = entries.at(-1);
  if (last === undefined) throw new Error('the journal is empty');
  const file = { ...replay(caseId, entries), privates: now.privates };
  const reads = await frozenReads(ports, file);
  const packageId = packageIdOf(caseId);
  const archive = file.archives[packageId] ?? { startedAt: last.asOf };
  return {
    file,
    entries,
    reads,
    policy: packFor(now),
    startedAt: last.asOf,
    closedAt: closedAt(archive),
    packageId,
  };
};

/** Everything that the package gets (4.11). */
export const listKept = async (ports: Ports, caseId: string): Promise<readonly Kept[]> =>
  whatIsKept((await frozen(ports, caseId)).file);

export const placeIn = ({ packageId }: Frozen, path: string): string => `${folderOf(packageId)}${path}`;

/**
 * From the first byte on nobody deletes it; how long it is kept is counted when the package is closed. Data of cases without
 * an agreement never enters a lock that nobody could end (4.15, 16).
 */
export const heldUntilClosing = (of: Frozen, until: string): { heldForDays?: number } =>
  hasLongRetention(of.file) ? { heldForDays: daysBetween(of.startedAt.slice(0, 10), until) } : {};

const madeBytes = async (of: Frozen, path: string, render: Render): Promise<Uint8Array> => {
  const content = contentOf(of, path);
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : render(content);
};

/** Streamed, so that an hour of recording needs no more memory than a page of paper. */
const copied = async (
  ports: Ports,
  of: Frozen,
  kept: Kept,
  options: { heldForDays?: number },
): Promise<StoredObject> => {
  const from = { bucket: 'documents', key: kept.key ?? '' } as const;
  const found = await ports.documents.digest(from.bucket, from.key);
  if (kept.sha256 !== undefined && found.sha256 !== kept.sha256)
    throw new Error('an object is not what the journal says that it is');
  const to = { bucket: 'archive', key: placeIn(of, kept.path) } as const;
  return ports.documents.copy(from, to, { ...found, mediaType: kept.mediaType, ...options });
};

/** Writes one object into the package, locked for its class; a repeat writes nothing new. */
export const copyKept = async (ports: Ports, render: Render, caseId: string, kept: Kept): Promise<PackagedObject> => {
  const of = await frozen(ports, caseId);
  const until = retainUntil(of.file, of.policy, kept.retentionClass, of.closedAt);
  const options = heldUntilClosing(of, until);
  const stored =
    kept.source === 'DOCUMENT'
      ? await copied(ports, of, kept, options)
      : await ports.documents.write('archive', placeIn(of, kept.path), await madeBytes(of, kept.path, render), {
          mediaType: kept.mediaType,
          ...options,
        });
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
