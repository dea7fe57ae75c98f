import * as z from 'zod';
import { addBusinessDays, dateOf, Instant } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { Money } from '#functions/domain/money.ts';
import { Paper } from '#functions/domain/parts.ts';
import type { Visit } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { Evidence } from '#functions/domain/visit-parts.ts';
import type { CashReceipt } from '#functions/domain/visit-parts.ts';
import { mayTalk } from '#functions/domain/visits/entry.ts';
import { identified, runningVisit, takenAt } from '#functions/domain/visits/on-site.ts';

export const EvidenceRecord = z.strictObject({
  /** Chosen by the tablet, so that a later step can name it before there is network. */
  evidenceId: Id,
  kind: Evidence.shape.kind,
  mediaType: z.string().max(100),
  sha256: Sha256,
  sizeBytes: z.int().positive(),
  capturedAt: Instant.optional(),
});

/** Which class of the archive keeps what (4.11). */
const classOf = {
  PHOTO: 'EVIDENCE',
  AUDIO: 'CONTACT',
  SCAN: 'IDENTITY',
  SIGNATURE: 'AGREEMENT',
} as const satisfies Record<Evidence['kind'], Evidence['retentionClass']>;

/** R22: what is recorded needs the borrower's consent and must have been announced. */
const mayRecord = (consented: boolean, visit: Visit, kind: Evidence['kind']): void => {
  if (kind === 'AUDIO' && (!consented || visit.entry?.recording !== true))
    throw new Refusal('RecordingConsentMissing', 'the borrower has not agreed to be recorded', { rules: ['R22'] });
  if (kind === 'PHOTO' && visit.entry?.place === 'INSIDE_HOME' && !consented)
    throw new Refusal('RecordingConsentMissing', 'no pictures inside a home without consent', { rules: ['R22'] });
};

/** R22, R25: a photo, recording, scan or signature, known by its hash before the file arrives. Told twice, it is one. */
export const recordEvidence: Decider<{ visitId: string } & z.infer<typeof EvidenceRecord>> = (file, input, context) => {
  const visit = runningVisit(file, input.visitId, context);
  const { evidenceId, kind, sha256, sizeBytes } = input;
  const before = visit.evidence?.find((one) => one.evidenceId === evidenceId);
  const ids = { visitId: visit.visitId, evidenceId };
  if (before?.sha256 === sha256) return { events: [], ids: { ...ids, documentId: before.documentId } };
  if (before !== undefined)
    throw new Refusal('TextChanged', 'evidence of this id has another hash; what was taken is not exchanged', {
      rules: ['R25'],
    });
  identified(visit, input.capturedAt);
  mayRecord(consentInForce(file, 'RECORDING') !== undefined, visit, kind);
  const mediaType = Paper.shape.mediaType.safeParse(input.mediaType);
  if (!mediaType.success)
    throw new Refusal('FileTypeNotAccepted', 'PDF, JPEG, PNG and Ogg audio are accepted', { rules: ['R11'] });
  if (sizeBytes > context.policy.documents.maxBytes)
    throw new Refusal('FileTooLarge', `at most ${context.policy.documents.maxBytes} bytes`, { rules: ['R11'] });
  const documentId = context.newId('document');
  const evidence: Evidence = {
    evidenceId,
    kind,
    documentId,
    mediaType: mediaType.data,
    sha256,
    sizeBytes,
    capturedAt: takenAt(input.capturedAt, context),
    recordedAt: context.asOf,
    recordedBy: context.actor.id,
    retentionClass: classOf[kind],
  };
  const document: Paper = {
    documentId,
    purpose: kind === 'AUDIO' ? 'RECORDING' : 'EVIDENCE',
    channel: 'UPLOAD',
    mediaType: mediaType.data,
    status: 'REQUESTED',
    requestedAt: context.asOf,
    sizeBytes,
  };
  return {
    events: [
      happened('EvidenceRecorded', {
        visit: { ...visit, evidence: [...(visit.evidence ?? []), evidence] },
        evidenceId,
      }),
      happened('UploadRequested', { document }),
    ],
    ids: { ...ids, documentId },
  };
};

export const CashTaken = z.strictObject({
  amount: Money,
  /** Two officers or more of this visit. */
  signedBy: z.array(Id).min(1).max(10),
  capturedAt: Instant.optional(),
});

/** R27: cash is off; where the bank has turned it on, two officers sign a numbered receipt and deposit it by the next business day. */
export const issueCashReceipt: Decider<{ visitId: string } & z.infer<typeof CashTaken>> = (file, input, context) => {
  const { cash } = context.policy.appointment;
  if (!cash.allowed)
    throw new Refusal('CashIsOff', 'no cash is taken on site: payments go to the bank’s own account', {
      rules: ['R27'],
    });
  const visit = runningVisit(file, input.visitId, context);
  identified(visit, input.capturedAt);
  mayTalk(visit);
  if (input.amount.currency !== context.policy.currency)
    throw new Refusal('CurrencyMismatch', `cash is taken in ${context.policy.currency}`);
  if (input.amount.amountMinor <= 0 || input.amount.amountMinor > cash.maxMinor)
    throw new Refusal('CashIsOff', `on site from 1 to ${cash.maxMinor} minor units are taken`, { rules: ['R27'] });
  const signedBy = [...new Set(input.signedBy)];
  if (signedBy.length < 2 || signedBy.some((officerId) => !visit.officers.includes(officerId)))
    throw new Refusal('SecondSignatureMissing', 'two officers of this visit sign the receipt', { rules: ['R27'] });
  const receipts = visit.cashReceipts ?? [];
  const receivedAt = takenAt(input.capturedAt, context);
  const receipt: CashReceipt = {
    receiptNo: `${visit.visitId}.${receipts.length + 1}`,
    amountMinor: input.amount.amountMinor,
    currency: input.amount.currency,
    receivedAt,
    signedBy,
    depositDueOn: addBusinessDays(dateOf(receivedAt, zoneOf(file, context.policy)), 1, context.policy.calendar),
  };
  const { receiptNo } = receipt;
  return {
    events: [happened('CashReceived', { visit: { ...visit, cashReceipts: [...receipts, receipt] }, receiptNo })],
    ids: { visitId: visit.visitId, receiptNo },
  };
};

export const CashDeposit = z.strictObject({
  amount: Money,
  depositedAt: Instant,
  /** The bank's own booking. */
  sourceRef: z.string().min(1).max(80),
});

/** R27: somebody who did not take the cash says what reached the bank; a difference is a supervisor's task until a count corrects it. */
export const recordCashDeposit: Decider<{ visitId: string; receiptNo: string } & z.infer<typeof CashDeposit>> = (
  file,
  input,
  context,
) => {
  const visit = file.visits[input.visitId];
  const receipt = visit?.cashReceipts?.find(({ receiptNo }) => receiptNo === input.receiptNo);
  if (visit === undefined || receipt === undefined) throw new Refusal('NotFound', 'there is no such receipt');
  if (visit.officers.includes(context.actor.id))
    throw new Refusal('FourEyesViolated', 'who took the cash does not count it', { rules: ['R27'] });
  const ids = { visitId: visit.visitId, receiptNo: receipt.receiptNo };
  if (receipt.deposit?.varianceMinor === 0) return { events: [], ids };
  if (input.amount.currency !== receipt.currency)
    throw new Refusal('CurrencyMismatch', `the receipt is in ${receipt.currency}`);
  const varianceMinor = input.amount.amountMinor - receipt.amountMinor;
  const deposit = {
    amountMinor: input.amount.amountMinor,
    depositedAt: input.depositedAt,
    recordedBy: context.actor.id,
    sourceRef: input.sourceRef,
    varianceMinor,
  };
  const cashReceipts = (visit.cashReceipts ?? []).map((one) => (one === receipt ? { ...receipt, deposit } : one));
  return {
    events: [
      happened('CashDeposited', { visit: { ...visit, cashReceipts }, receiptNo: receipt.receiptNo, varianceMinor }),
    ],
    ids,
  };
};
