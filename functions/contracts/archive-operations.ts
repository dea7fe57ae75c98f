import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { PackagedObject } from '#functions/domain/archive/package.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Role } from '#functions/domain/model.ts';

const PackageParams = z.strictObject({ packageId: Id });
const readers = ['supervisor', 'risk', 'auditor'] as const;

const Catalogued = z.strictObject({
  packageId: Id,
  caseId: Id,
  branch: z.string(),
  endedAs: z.string(),
  startedAt: Instant,
  sealedAt: Instant.optional(),
  verifiedAt: Instant.optional(),
  objectCount: z.int().optional(),
  retainUntil: LocalDate.optional(),
});
/** Who asked to read and what came of it; the reason stays in the case file. */
const Access = z.strictObject({
  requestId: Id,
  by: Id,
  requestedAt: Instant,
  status: z.enum(['REQUESTED', 'GRANTED', 'REFUSED']),
  decidedBy: Id.optional(),
  decidedAt: Instant.optional(),
  until: Instant.optional(),
});
/** A read on record: what, by whom, when. */
const Read = z.strictObject({
  seq: z.int().positive(),
  event: z.string(),
  by: Id,
  role: Role,
  asOf: Instant,
  objectId: Id.optional(),
  documentId: Id.optional(),
});
const PackageAnswer = caseAnswer({
  ...Catalogued.omit({ caseId: true }).shape,
  /** Of `tagmanifest-sha256.txt`, as the journal has it. */
  manifestSha256: Sha256,
  /** All files of the BagIt package that are not payload, seal included, as text: with the objects they are the package. */
  tagFiles: z.array(z.strictObject({ path: z.string(), text: z.string() })),
  objects: z.array(PackagedObject),
  accesses: z.array(Access),
  /** The newest hundred entries of the access log (R65); all of them: listJournal with `chain=reads`. */
  reads: z.array(Read),
});
const AccessAnswer = caseAnswer({ packageId: Id, access: Access });

const reads = {
  method: 'GET',
  resource: 'archive',
  events: [],
  ifMatch: 'honoured',
  idempotent: false,
  status: 200,
} as const;

export const archiveOperations = {
  searchArchive: operation({
    ...reads,
    operationId: 'searchArchive',
    path: '/archive/packages',
    summary: 'Catalogue of archived cases; no personal data',
    roles: readers,
    params: z.strictObject({}),
    query: z.strictObject({ ...pageShape, caseId: Id.optional() }),
    response: page(Catalogued),
    refusals: [],
    rules: ['R64', 'R65'],
  }),
  getArchivePackage: operation({
    ...reads,
    operationId: 'getArchivePackage',
    path: '/archive/packages/{packageId}',
    summary: 'Manifest, signature, last verification, retention by class, access log',
    roles: readers,
    params: PackageParams,
    query: NoQuery,
    response: PackageAnswer,
    refusals: ['StateForbids'],
    rules: ['R63', 'R64', 'R65', 'R66'],
  }),
  requestArchiveAccess: operation({
    operationId: 'requestArchiveAccess',
    method: 'POST',
    path: '/archive/packages/{packageId}/access-requests',
    resource: 'archive',
    summary: 'Asks to read, with reason',
    roles: ['borrower', ...readers],
    params: PackageParams,
    query: NoQuery,
    body: z.strictObject({ reason: z.string().max(2000) }),
    status: 201,
    response: AccessAnswer,
    refusals: ['ReasonMissing'],
    events: ['ArchiveAccessRequested'],
    rules: ['R65'],
    ifMatch: 'honoured',
    idempotent: true,
  }),
  decideArchiveAccess: operation({
    operationId: 'decideArchiveAccess',
    method: 'POST',
    path: '/archive/packages/{packageId}/access-requests/{requestId}/decision',
    resource: 'archive',
    summary: 'The second person grants for a time, or refuses',
    roles: ['risk'],
    params: z.strictObject({ packageId: Id, requestId: Id }),
    query: NoQuery,
    body: z.strictObject({ decision: z.enum(['GRANT', 'REFUSE']), reason: z.string().max(2000).optional() }),
    status: 200,
    response: AccessAnswer,
    refusals: ['FourEyesViolated', 'ReasonMissing'],
    events: ['ArchiveAccessGranted', 'ArchiveAccessRefused'],
    rules: ['R65'],
    ifMatch: 'required',
    idempotent: true,
  }),
  readArchivedObject: operation({
    ...reads,
    operationId: 'readArchivedObject',
    path: '/archive/packages/{packageId}/objects/{objectId}',
    summary: 'One object by link under the caller’s grant',
    roles: ['borrower', ...readers],
    params: z.strictObject({ packageId: Id, objectId: Id }),
    query: NoQuery,
    response: caseAnswer({ packageId: Id, object: PackagedObject, link: z.string() }),
    refusals: ['AccessNotGranted', 'AccessExpired'],
    events: ['ArchiveRead'],
    rules: ['R65'],
  }),
} as const;
