import * as z from 'zod';
import { Instant } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { noticeOf } from '#functions/domain/servicing/notices.ts';
import { NoticeDelivery } from '#functions/domain/servicing-parts.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

export const DeliveryReport = z.strictObject({
  result: NoticeDelivery.shape.result,
  /** When it arrived or came back; without it, now. */
  at: Instant.optional(),
  /** The channel's reference, or the file that holds the receipt of a letter. */
  proof: Id.optional(),
});

/** A sealed package must not differ from the case. */
const frozen: readonly StateName[] = ['ARCHIVING', 'ARCHIVED', 'DESTROYED'];

/** Reached by no SMS or e-mail: what reaches the borrower is a letter, and its receipt is a file of the case (C22). */
const isOnPaper = ({ needsLetter, status }: Notice): boolean => needsLetter === true || status === 'FAILED';

const isOnFile = (file: CaseFile, documentId: string): boolean => {
  const status = file.documents[documentId]?.status;
  return status === 'RECEIVED' || status === 'ACCEPTED';
};

const sameReport = (before: NoticeDelivery | undefined, report: NoticeDelivery): boolean =>
  before !== undefined &&
  before.result === report.result &&
  before.proof === report.proof &&
  before.recordedBy === report.recordedBy;

/**
 * C22, R48: what the channel or a person reports of a message on its way. The latest word counts, earlier ones stand in
 * the journal; that it arrived is believed with proof alone. It answers for a claim without a result too.
 */
export const recordNoticeDelivery: Decider<{ readonly noticeId: string } & z.infer<typeof DeliveryReport>> = (
  file,
  { noticeId, result, proof, at },
  { asOf, actor },
) => {
  const notice = noticeOf(file, noticeId);
  if (frozen.includes(file.status.state))
    throw new Refusal('StateForbids', `the case is ${file.status.state}, its record is closed`, {
      state: file.status.state,
    });
  if (notice.status === 'PLANNED' || notice.status === 'DROPPED')
    throw new Refusal('StateForbids', 'the notice has not gone out', { state: file.status.state, rules: ['R9a'] });
  if (at !== undefined && (at > asOf || at < notice.plannedAt))
    throw new Refusal('InvalidRequest', 'it arrives after it was planned, and not in the future', {
      fields: [{ pointer: '/at', message: `lies outside ${notice.plannedAt} to ${asOf}` }],
    });
  if (result === 'DELIVERED' && (proof === undefined || (isOnPaper(notice) && !isOnFile(file, proof))))
    throw new Refusal(
      'DeliveryProofMissing',
      isOnPaper(notice)
        ? 'a letter is delivered when its receipt is a file of this case'
        : 'name the reference under which the channel reports it delivered',
      { rules: ['C22', 'R48'] },
    );
  const delivery: NoticeDelivery = {
    result,
    at: at ?? asOf,
    recordedBy: actor.id,
    ...(proof === undefined ? {} : { proof }),
  };
  if (sameReport(notice.delivery, delivery)) return { events: [], ids: { noticeId } };
  const reported: Notice = {
    ...notice,
    status: result === 'DELIVERED' ? 'SENT' : 'FAILED',
    endedAt: notice.endedAt ?? asOf,
    delivery,
  };
  return {
    events: [happened(result === 'DELIVERED' ? 'NoticeDelivered' : 'NoticeFailed', { notice: reported })],
    ids: { noticeId },
  };
};
