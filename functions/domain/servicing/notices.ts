import { nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { noticeContact } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

const noticeOf = (file: CaseFile, noticeId: string): Notice => {
  const notice = file.notices[noticeId];
  if (notice === undefined) throw new Refusal('NotFound', 'there is no such notice');
  return notice;
};

/**
 * Takes a message before it is sent, so that it never goes out twice; the gate is asked once more (R6).
 * `ids.outcome`: `claimed` by this very request, `postponed` to a permitted hour, `failed` for good, or `done` before.
 */
export const claimNotice: Decider<{ readonly noticeId: string }> = (file, { noticeId }, context) => {
  const notice = noticeOf(file, noticeId);
  if (notice.status !== 'PLANNED') return { events: [], ids: { noticeId, outcome: 'done' } };
  const { channel, contactPointId } = notice;
  const route = { channel, ...(contactPointId === undefined ? {} : { contactPointId }) };
  const dueAt = nextPermitted(file, context.asOf, context, noticeContact(route));
  if (dueAt === undefined) {
    return {
      events: [happened('NoticeFailed', { notice: { ...notice, status: 'FAILED', endedAt: context.asOf } })],
      ids: { noticeId, outcome: 'failed' },
    };
  }
  if (dueAt !== context.asOf)
    return {
      events: [happened('NoticePostponed', { notice: { ...notice, dueAt } })],
      ids: { noticeId, outcome: 'postponed' },
    };
  return {
    events: [happened('NoticeClaimed', { notice: { ...notice, status: 'CLAIMED', claimedAt: context.asOf } })],
    ids: { noticeId, outcome: 'claimed' },
  };
};

/** What became of a claimed message. */
export const recordNotice: Decider<{
  readonly noticeId: string;
  readonly result: 'SENT' | 'FAILED';
  readonly providerRef?: string | undefined;
}> = (file, { noticeId, result, providerRef }, context) => {
  const notice = noticeOf(file, noticeId);
  if (notice.status !== 'CLAIMED') return { events: [], ids: { noticeId } };
  const ended: Notice = {
    ...notice,
    status: result,
    endedAt: context.asOf,
    ...(providerRef === undefined ? {} : { providerRef }),
  };
  return {
    events: [happened(result === 'SENT' ? 'NoticeSent' : 'NoticeFailed', { notice: ended })],
    ids: { noticeId },
  };
};

/** Sending is switched off or the hour is wrong: later, not never. */
export const postponeNotice: Decider<{ readonly noticeId: string; readonly until: string }> = (
  file,
  { noticeId, until },
) => {
  const notice = noticeOf(file, noticeId);
  if (notice.status !== 'PLANNED' || notice.dueAt >= until) return { events: [], ids: { noticeId } };
  return { events: [happened('NoticePostponed', { notice: { ...notice, dueAt: until } })], ids: { noticeId } };
};
