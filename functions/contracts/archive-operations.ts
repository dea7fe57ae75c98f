import * as z from 'zod';
import { operation } from '#functions/contracts/operation.ts';
import { caseAnswer, NoQuery, page, pageShape } from '#functions/contracts/schemas.ts';
import { Appraisal, ClassKept, RetentionVoice } from '#functions/domain/archive-parts.ts';
import { PackagedObject, RetentionClass } from '#functions/domain/archive/package.ts';
import { DestructionShown } from '#functions/contracts/destruction-shown.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { ProductType } from '#functions/domain/parts.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Role } from '#functions/domain/actor.ts';

const PackageParams = z.strictObject({ packageId: Id });
const readers = ['supervisor', 'risk', 'auditor'] as const;

const Catalogued = z.strictObject({
  packageId: Id,
  caseId: Id,
  branch: z.string(),
  endedAs: z.string(),
  products: z.array(ProductType),
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
/** R66: on whose authority nothing may be destroyed. */
const LegalHoldShown = z.strictObject({
  inForce: z.boolean(),
  authority: z.string().optional(),
  reason: z.string().optional(),
  placedBy: Id.optional(),
  placedAt: Instant.optional(),
});
const { reason: _voiceReason, ...voiceShape } = RetentionVoice.shape;
const VoiceShown = z.strictObject(voiceShape);
const AppraisalShown = Appraisal.extend({ voice: VoiceShown.optional() });
const PackageAnswer = caseAnswer({
  ...Catalogued.omit({ caseId: true }).shape,
  /** Retention by class, as it stands. */
  classes: z.array(ClassKept),
  legalHold: LegalHoldShown,
  appraisals: z.array(AppraisalShown),
  destructions: z.array(DestructionShown),
  /** Of `tagmanifest-sha256.txt`, as the journal has it; absent when everything is destroyed. */
  manifestSha256: Sha256.optional(),
  /** All files of the BagIt package that are not payload, seal included, as text: with the objects they are the package. */
  tagFiles: z.array(z.strictObject({ path: z.string(), text: z.string() })),
  objects: z.array(PackagedObject),
  accesses: z.array(Access),
  /** The newest hundred entries of the access log (R65); all of them: listJournal with `chain=reads`. */
  reads: z.array(Read),
});
const AccessAnswer = caseAnswer({ packageId: Id, access: Access });
const HoldAnswer = caseAnswer({ packageId: Id, legalHold: LegalHoldShown });
/** `PROPOSED` waits for a second person who says the same. */
const RetentionAnswer = caseAnswer({
  packageId: Id,
  decision: z.strictObject({
    appraisalId: Id,
    decision: z.enum(['EXTEND', 'DESTROY']),
    classes: z.array(RetentionClass),
    until: LocalDate.optional(),
    status: z.enum(['PROPOSED', 'IN_FORCE']),
  }),
  classes: z.array(ClassKept),
});

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
    summary: 'Catalogue by case, closing date, product, outcome; no personal data',
    roles: readers,
    params: z.strictObject({}),
    query: z.strictObject({
      ...pageShape,
      caseId: Id.optional(),
      /** When it was closed: in which year, or from and to which day, both included. */
      closedFrom: LocalDate.optional(),
      closedTo: LocalDate.optional(),
      year: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      product: ProductType.optional(),
      /** As what the case ended. */
      outcome: z.enum(['SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED']).optional(),
    }),
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
  setLegalHold: operation({
    operationId: 'setLegalHold',
    method: 'PUT',
    path: '/archive/packages/{packageId}/legal-hold',
    resource: 'archive',
    summary: 'Places or lifts a legal hold; placing names the authority that ordered it',
    roles: ['risk'],
    params: PackageParams,
    query: NoQuery,
    body: z.strictObject({
      inForce: z.boolean(),
      authority: z.string().max(300).optional(),
      reason: z.string().max(2000).optional(),
    }),
    status: 200,
    response: HoldAnswer,
    refusals: ['ReasonMissing'],
    events: ['LegalHoldPlaced', 'LegalHoldLifted'],
    rules: ['R66'],
    ifMatch: 'required',
    idempotent: false,
  }),
  decideRetention: operation({
    operationId: 'decideRetention',
    method: 'POST',
    path: '/archive/packages/{packageId}/retention-decision',
    resource: 'archive',
    summary:
      'After expiry and appraisal report: extend or destroy, by class; a second person who says the same brings it into force',
    roles: ['risk'],
    params: PackageParams,
    query: NoQuery,
    body: z.strictObject({
      decision: z.enum(['EXTEND', 'DESTROY']),
      classes: z.array(RetentionClass).min(1).max(7).optional(),
      until: LocalDate.optional(),
      reason: z.string().max(2000).optional(),
    }),
    status: 200,
    response: RetentionAnswer,
    refusals: ['RetentionRunning', 'LegalHoldInForce', 'AppraisalMissing', 'ReasonMissing', 'FourEyesViolated'],
    events: ['RetentionDecisionProposed', 'RetentionExtended', 'DestructionApproved'],
    rules: ['R66'],
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
    /** 202 with `restoring` and no link: the object is being brought back from the coldest class; ask again in half a day. */
    response: caseAnswer({
      packageId: Id,
      object: PackagedObject,
      link: z.string().optional(),
      restoring: z.literal(true).optional(),
    }),
    refusals: ['AccessNotGranted', 'AccessExpired'],
    events: ['ArchiveRead'],
    rules: ['R65'],
  }),
} as const;
