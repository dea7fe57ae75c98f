import type { archiveOperations } from '#functions/contracts/archive-operations.ts';
import { inScope, mayAccess } from '#functions/domain/access.ts';
import { mayRead } from '#functions/domain/archive/access.ts';
import { caseIdOf, folderOf, packageIdOf } from '#functions/domain/archive/package.ts';
import { endedAs } from '#functions/domain/archive/retention.ts';
import { facetsOf } from '#functions/domain/listing.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { aboutCase, askingOf } from '#functions/usecases/act.ts';
import type { ActsOf, Answered, AskedFor } from '#functions/usecases/act.ts';
import { openPackage } from '#functions/usecases/archive-seal.ts';
import { retentionView, shownDecision, shownHold } from '#functions/usecases/archive-view.ts';

import { fullPage } from '#functions/usecases/full-page.ts';
import type { Page } from '#functions/usecases/paged-ports.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Performed } from '#functions/usecases/perform.ts';
import type { CaseSummary, Ports } from '#functions/usecases/ports.ts';

type Archive = Part<'archives'>;

const unknownPackage = (): Refusal => new Refusal('NotFound', 'there is no such package, or it is not yours to see');

const caseOf = (packageId: string): string => {
  const caseId = caseIdOf(packageId);
  if (caseId === undefined) throw unknownPackage();
  return caseId;
};

const archiveOf = (file: CaseFile, packageId: string): Archive => {
  const archive = file.archives[packageId];
  if (archive === undefined) throw unknownPackage();
  return archive;
};

const opened = async (
  ports: Ports,
  principal: Actor,
  packageId: string,
): Promise<{ file: CaseFile; archive: Archive }> => {
  const file = await ports.cases.load(caseOf(packageId));
  if (!mayAccess(file, principal)) throw unknownPackage();
  return { file, archive: archiveOf(file, packageId) };
};

const catalogued = (
  file: CaseFile,
  { packageId, startedAt, sealedAt, verifiedAt, objectCount, retainUntil }: Archive,
) => ({
  packageId,
  branch: file.meta?.branch ?? '',
  endedAs: endedAs(file),
  products: facetsOf(file).products,
  startedAt,
  ...(sealedAt === undefined ? {} : { sealedAt }),
  ...(verifiedAt === undefined ? {} : { verifiedAt }),
  ...(objectCount === undefined ? {} : { objectCount }),
  ...(retainUntil === undefined ? {} : { retainUntil }),
});

const shownAccess = ({ reason: _reason, ...access }: Archive['accesses'][number]) => access;

const shownReads = 100;
const newestReads = async (ports: Ports, caseId: string) => {
  const { seq: last } = await ports.reads.head(caseId);
  const { items } = await ports.reads.entries(caseId, Math.max(0, last - shownReads), shownReads);
  return items.map(({ seq, event, actor, asOf, data: { objectId, documentId } }) => ({
    seq,
    event,
    by: actor.id,
    role: actor.role,
    asOf,
    objectId,
    documentId,
  }));
};

const sealed = async (ports: Ports, file: CaseFile, archive: Archive) => {
  if (file.status.state === 'DESTROYED') return { tagFiles: [], inventory: { objects: [] } };
  const found = await openPackage(ports, archive);
  if (found === undefined)
    throw new Refusal('StateForbids', 'the package is not sealed yet', { rules: ['R64'], state: 'ARCHIVING' });
  return found;
};

const accessAnswer = (
  { file, ids, replayed }: Performed,
  packageId: string,
  requestId: string | undefined,
): Answered => {
  const wanted = requestId ?? ids['requestId'];
  const access = archiveOf(file, packageId).accesses.find((one) => one.requestId === wanted);
  if (access === undefined) throw unknownPackage();
  return { body: { ...aboutCase(file), packageId, access: shownAccess(access) }, etag: file.version, replayed };
};

/** As long as a grant holds by default: what was brought back can be read until then. */
const restoredDays = 7;

type Catalogue = AskedFor<typeof archiveOperations.searchArchive>['query'];

/** R65: scope and question are asked of the index's lines, before the page is cut and any file is loaded. */
const cataloguedCases = async (
  ports: Ports,
  principal: Actor,
  { caseId, year, closedFrom, closedTo, product, outcome, limit, cursor }: Catalogue,
): Promise<Page<{ readonly caseId: string }>> => {
  const isMeant = (line: CaseSummary): boolean =>
    inScope(line, principal) &&
    (year === undefined || line.closedOn?.slice(0, 4) === year) &&
    (closedFrom === undefined || (line.closedOn ?? '') >= closedFrom) &&
    (closedTo === undefined || (line.closedOn !== undefined && line.closedOn <= closedTo)) &&
    (product === undefined || line.products?.includes(product) === true) &&
    (outcome === undefined || line.endedAs === outcome);
  if (caseId === undefined)
    return fullPage((count, from) => ports.cases.casesByState('ARCHIVED', count, from), isMeant, limit, cursor);
  const file = await ports.cases.load(caseId);
  const { meta, status } = file;
  if (meta === undefined) return { items: [], next: undefined };
  const line = { ...meta, ...facetsOf(file), caseId, state: status.state, ownerId: meta.ownerId, nextDueAt: undefined };
  return { items: isMeant({ ...line, endedAs: meta.endedAs }) ? [{ caseId }] : [], next: undefined };
};

/** The acts on archived cases (R64-R66). */
export const archiveActs = (ports: Ports): ActsOf<typeof archiveOperations> => ({
  searchArchive: async ({ principal, query }) => {
    const found = await cataloguedCases(ports, principal, query);
    const files = await Promise.all(found.items.map(async (one) => ports.cases.load(one.caseId)));
    const items = files.flatMap((file) => {
      const archive = file.archives[packageIdOf(file.caseId)];
      return archive === undefined ? [] : [{ caseId: file.caseId, ...catalogued(file, archive) }];
    });
    return { body: { items }, next: found.next };
  },
  getArchivePackage: async ({ params, principal }) => {
    const { file, archive } = await opened(ports, principal, params.packageId);
    const { tagFiles, inventory } = await sealed(ports, file, archive);
    return {
      body: {
        ...aboutCase(file),
        ...catalogued(file, archive),
        ...retentionView(file, archive),
        ...(archive.manifestSha256 === undefined ? {} : { manifestSha256: archive.manifestSha256 }),
        tagFiles,
        objects: inventory.objects,
        accesses: archive.accesses.map(shownAccess),
        reads: await newestReads(ports, file.caseId),
      },
      etag: file.version,
    };
  },
  requestArchiveAccess: async (asked) => {
    const { packageId } = asked.params;
    const input = { packageId, reason: asked.body.reason };
    return accessAnswer(
      await perform(ports, caseOf(packageId), 'requestArchiveAccess', input, askingOf(asked)),
      packageId,
      undefined,
    );
  },
  decideArchiveAccess: async (asked) => {
    const { packageId, requestId } = asked.params;
    const input = { packageId, requestId, ...asked.body };
    return accessAnswer(
      await perform(ports, caseOf(packageId), 'decideArchiveAccess', input, askingOf(asked)),
      packageId,
      requestId,
    );
  },
  setLegalHold: async (asked) => {
    const { packageId } = asked.params;
    const input = { packageId, ...asked.body };
    const { file } = await perform(ports, caseOf(packageId), 'setLegalHold', input, askingOf(asked));
    const legalHold = shownHold(file, archiveOf(file, packageId));
    return { body: { ...aboutCase(file), packageId, legalHold }, etag: file.version };
  },
  decideRetention: async (asked) => {
    const { packageId } = asked.params;
    const input = { packageId, ...asked.body };
    const { file, ids, replayed } = await perform(ports, caseOf(packageId), 'decideRetention', input, askingOf(asked));
    const archive = archiveOf(file, packageId);
    const decision = shownDecision(archive, ids['appraisalId']);
    const { classes } = retentionView(file, archive);
    return { body: { ...aboutCase(file), packageId, decision, classes }, etag: file.version, replayed };
  },
  readArchivedObject: async (asked) => {
    const { params, principal, asOf } = asked;
    const { file, archive } = await opened(ports, principal, params.packageId);
    mayRead(archive, principal.id, asOf);
    const { inventory } = await sealed(ports, file, archive);
    const object = inventory.objects.find(({ objectId }) => objectId === params.objectId);
    if (object === undefined) throw new Refusal('NotFound', 'the package has no such object');
    const key = `${folderOf(archive.packageId)}${object.path}`;
    const frame = { ...aboutCase(file), packageId: archive.packageId, object };
    const warmth = await ports.vault.warmth(key, object.versionId);
    if (warmth !== 'ready') {
      if (warmth === 'cold') await ports.vault.restore(key, object.versionId, restoredDays);
      return { status: 202, body: { ...frame, restoring: true }, etag: file.version };
    }
    await logRead(
      ports,
      file.caseId,
      wasRead('ArchiveRead', { packageId: archive.packageId, objectId: object.objectId }),
      asked,
    );
    const link = await ports.documents.presignDownload('archive', key, object.versionId);
    return { body: { ...frame, link }, etag: file.version };
  },
});
