import { scansOf } from '#functions/domain/agreement/signatures.ts';
import { openDestructions } from '#functions/domain/archive/appraisal.ts';
import type { EventName } from '#functions/domain/events.ts';
import { executionName } from '#functions/domain/execution-name.ts';
import { eventOf } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { lettersDue } from '#functions/domain/letters/letters.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { inviteOfficers } from '#functions/usecases/invite-officers.ts';
import { sendNotice } from '#functions/usecases/send-notice.ts';
import { adjustmentWork, decisionAnswer, signaturesAnswer } from '#functions/usecases/workflows/adjustment-answers.ts';
import { followUpAnswer, followUpWork } from '#functions/usecases/workflows/follow-up.ts';
import { systemAct } from '#functions/usecases/workflows/system-act.ts';
import { answerWaiting } from '#functions/usecases/workflows/waiting.ts';

/** What follows from an event. It reads the file, relies on no order, and may be called again for the same entry. */
export type Effect = (ports: Ports, file: CaseFile, entry: Entry) => Promise<void>;

const answerFollowUp: Effect = async (ports, file, entry) => {
  const happened = eventOf(entry);
  if (!('followUp' in happened.data)) return;
  const others = 'others' in happened.data ? (happened.data.others ?? []) : [];
  for (const { no } of [happened.data.followUp, ...others]) {
    const outcome = followUpAnswer(file.followUps[String(no)], false);
    if (outcome !== undefined) await answerWaiting(ports, file.caseId, followUpWork(no), outcome);
  }
};

const adjustmentIn = (entry: Entry): string | undefined => {
  const { data } = eventOf(entry);
  return 'adjustment' in data ? data.adjustment.adjustmentId : undefined;
};

const startAdjustment: Effect = async (ports, file, entry) => {
  const adjustment = file.adjustments[adjustmentIn(entry) ?? ''];
  if (adjustment === undefined) return;
  const work = { caseId: file.caseId, kind: 'ADJUSTMENT', ref: adjustment.adjustmentId, dueAt: adjustment.requestedAt };
  await ports.workflows.start('adjustment', executionName(work), { ...work, asOf: entry.asOf });
};

const answerDecision: Effect = async (ports, file, entry) => {
  const adjustment = file.adjustments[adjustmentIn(entry) ?? ''];
  const outcome = decisionAnswer(adjustment, false);
  if (adjustment !== undefined && outcome !== undefined)
    await answerWaiting(ports, file.caseId, adjustmentWork(adjustment.adjustmentId, 'DECISION'), outcome);
};

const answerSignatures: Effect = async (ports, file, entry) => {
  const adjustment = file.adjustments[adjustmentIn(entry) ?? ''];
  const outcome = signaturesAnswer(adjustment);
  if (adjustment !== undefined && outcome !== undefined)
    await answerWaiting(ports, file.caseId, adjustmentWork(adjustment.adjustmentId, 'SIGNATURES'), outcome);
};

/** A notice that may go at once goes at once; a later one is an item of the agenda. */
const sendWhatMayGo: Effect = async (ports, file, entry) => {
  const { data } = eventOf(entry);
  if (!('notice' in data) || data.notice.dueAt > entry.asOf) return;
  await sendNotice(ports, file.caseId, data.notice.noticeId, entry.asOf);
};

/** From acceptance or signature on nobody deletes the object, until a person lifts the hold (architecture 3). */
const holdPaper: Effect = async (ports, file, entry) => {
  const { data } = eventOf(entry);
  const paper = 'document' in data ? file.documents[data.document.documentId] : undefined;
  if (paper?.status === 'ACCEPTED' && paper.key !== undefined && paper.versionId !== undefined)
    await ports.documents.hold('documents', paper.key, paper.versionId, true);
};

const holdAgreement: Effect = async (ports, file, entry) => {
  const { data } = eventOf(entry);
  const agreement = 'agreement' in data ? file.agreements[data.agreement.agreementId] : undefined;
  if (agreement === undefined) return;
  const { key, versionId, terms, sealed, signatures } = agreement;
  for (const stored of [{ key, versionId }, terms, sealed, sealed?.evidence, ...scansOf(file, signatures)])
    if (stored?.versionId !== undefined) await ports.documents.hold('documents', stored.key, stored.versionId, true);
};

/** C9: the recording of an oral deal is kept until the debt is cleared, and for its class's term at least. */
const holdRecording: Effect = async (ports, file, entry) => {
  const { data } = eventOf(entry);
  const recording = 'arrangement' in data ? file.documents[data.arrangement.recordingId] : undefined;
  if (recording?.key !== undefined && recording.versionId !== undefined)
    await ports.documents.hold('documents', recording.key, recording.versionId, true);
};

/** R66: holds and extensions reach the bucket by the machine that knows how; destruction is also on the agenda. */
const startRetention =
  (kind: 'LOCKS' | 'DESTRUCTION'): Effect =>
  async (ports, file, entry) => {
    const { data } = eventOf(entry);
    const archive = 'archive' in data ? file.archives[data.archive.packageId] : undefined;
    if (archive === undefined) return;
    const refs =
      kind === 'LOCKS' ? [`entry-${entry.seq}`] : openDestructions(archive).map(({ destructionId }) => destructionId);
    for (const ref of refs) {
      const work = { caseId: file.caseId, kind, ref, dueAt: entry.asOf };
      await ports.workflows.start('retention', executionName(work), { ...work, asOf: entry.asOf });
    }
  };

/** A request or a text that waits for somebody has lost its plan: whoever waits is answered. */
const closeAdjustments: Effect = async (ports, file, entry) => {
  const work = { caseId: file.caseId, kind: 'PLAN_ENDED', ref: entry.event, dueAt: entry.asOf, asOf: entry.asOf };
  await systemAct(ports, work, 'closeAdjustments', {});
};

/** The letter is on the agenda as well, under the same execution name: at once, or by the next sweep. */
const startLetter: Effect = async (ports, file, entry) => {
  for (const { dueAt, kind, ref } of lettersDue(file)) {
    const work = { caseId: file.caseId, kind, ref, dueAt };
    await ports.workflows.start('deadline', executionName(work), { ...work, asOf: entry.asOf });
  }
};

const holdLetter: Effect = async (ports, file, entry) => {
  const { data } = eventOf(entry);
  const sealed = 'letter' in data ? file.letters[data.letter.letterId]?.sealed : undefined;
  if (sealed !== undefined) await ports.documents.hold('documents', sealed.key, sealed.versionId, true);
};

/** The list: an event and what it sets off. Every event is told on the bus besides (dispatch.ts). */
export const reactions: Readonly<Partial<Record<EventName, readonly Effect[]>>> = {
  FollowUpDone: [answerFollowUp],
  FollowUpOverdue: [answerFollowUp],
  FollowUpCancelled: [answerFollowUp],
  AdjustmentRequested: [startAdjustment],
  AdjustmentApproved: [answerDecision],
  AdjustmentRefused: [answerDecision],
  AdjustmentAnswerOverdue: [answerDecision],
  AmendmentSigned: [answerSignatures],
  AmendmentLapsed: [answerSignatures, answerDecision],
  SettledInFull: [closeAdjustments],
  DefaultDeclared: [closeAdjustments],
  AppointmentConfirmed: [inviteOfficers],
  AppointmentRescheduled: [inviteOfficers],
  AppointmentCancelled: [inviteOfficers],
  OfficersAssigned: [inviteOfficers],
  OfficersHandedOver: [inviteOfficers],
  NoticePlanned: [sendWhatMayGo],
  DocumentAccepted: [holdPaper],
  AgreementSigned: [holdAgreement],
  AgreementSealed: [holdAgreement],
  OralArrangementRecorded: [holdRecording],
  LetterOrdered: [startLetter],
  LetterSealed: [holdLetter],
  LegalHoldPlaced: [startRetention('LOCKS')],
  LegalHoldLifted: [startRetention('LOCKS')],
  RetentionExtended: [startRetention('LOCKS')],
  DestructionApproved: [startRetention('DESTRUCTION')],
};
