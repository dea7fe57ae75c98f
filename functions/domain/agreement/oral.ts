import * as z from 'zod';
import { addDays, dateOf, LocalDate } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, keepText, notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Currency } from '#functions/domain/money.ts';
import type { Assessment } from '#functions/domain/assessment-part.ts';
import type { OralArrangement } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const OralDeal = z.strictObject({
  /** The call's recording as the telephony names it, or a recording that was uploaded. */
  recordingId: Id.optional(),
  currency: Currency,
  amountMinor: z.int().positive(),
  dueOn: LocalDate,
  note: z.string().min(1).max(1000).optional(),
});

/** C9: the words themselves are kept: of a call with the borrower himself, or as a file in the house. */
const recorded = (file: CaseFile, recordingId: string | undefined): string => {
  const upload = file.documents[recordingId ?? ''];
  const isUpload = upload?.purpose === 'RECORDING' && upload.key !== undefined;
  const isCall = Object.values(file.contacts).some(
    (contact) => contact.recordingId === recordingId && contact.status === 'CONCLUDED' && contact.rightParty === true,
  );
  if (recordingId === undefined || !(isUpload || isCall))
    throw new Refusal('RecordingMissing', 'name the recording of the talk with the borrower', { rules: ['R39', 'C9'] });
  return recordingId;
};

/** R30 holds for a stopgap too: no more than the borrower has left. */
const within = (file: CaseFile, { currency, amountMinor }: z.infer<typeof OralDeal>): Assessment => {
  const assessment = Object.values(file.assessments).findLast((one) => one.currency === currency);
  if (assessment === undefined)
    throw new Refusal('AffordabilityMissing', 'check first what the borrower can afford', { rules: ['R30', 'R39'] });
  if (amountMinor > assessment.disposableMinor)
    throw new Refusal('NotAffordable', 'this is more than the borrower has left', { rules: ['R30', 'R39'] });
  return assessment;
};

/** R39: by word of mouth only as a stopgap, recorded, affordable, and in writing within seven days. */
export const recordOralArrangement: Decider<z.infer<typeof OralDeal>> = (file, deal, context: Context) => {
  inState(file, 'NEGOTIATING', 'PLAN_REVIEW', 'SIGNING');
  notOnHold(file, 'NEGOTIATE');
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  if (deal.dueOn < today)
    throw new Refusal('ScheduleInvalid', 'the day agreed lies in the past', { rules: ['R39'], earliest: today });
  const recordingId = recorded(file, deal.recordingId);
  const { assessmentId } = within(file, deal);
  const note = deal.note === undefined ? undefined : keepText(file, context, deal.note);
  const arrangement: OralArrangement = {
    arrangementId: context.newId('oral'),
    recordingId,
    assessmentId,
    currency: deal.currency,
    amountMinor: deal.amountMinor,
    dueOn: deal.dueOn,
    by: context.actor.id,
    madeAt: context.asOf,
    writtenBy: addDays(today, context.policy.agreement.writtenVersionDays),
    ...(note === undefined ? {} : { note: note.ref }),
  };
  return {
    events: [happened('OralArrangementRecorded', { arrangement })],
    privates: note === undefined ? [] : [note.item],
    ids: { arrangementId: arrangement.arrangementId },
  };
};

/** R39: deals of a case that is still at the table, and that no signed agreement has taken up. */
export const unwritten = (file: CaseFile): readonly OralArrangement[] => {
  const isOpen = ['NEGOTIATING', 'PLAN_REVIEW', 'SIGNING'].includes(file.status.state);
  const isWritten = Object.values(file.agreements).some(({ effectiveOn }) => effectiveOn !== undefined);
  return isOpen && !isWritten ? Object.values(file.oralArrangements) : [];
};
