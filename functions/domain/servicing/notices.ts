import { addHours } from '#functions/domain/calendar.ts';
import { nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { isOvertaken } from '#functions/domain/notice-overtaken.ts';
import { mentionsOf } from '#functions/domain/notice-mentions.ts';
import { noticeContact } from '#functions/domain/notice.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

export const noticeOf = (file: CaseFile, noticeId: string): Notice => {
  const notice = file.notices[noticeId];
  if (notice === undefined) throw new Refusal('NotFound', 'there is no such notice');
  return notice;
};

/**
 * Takes a message before it is sent, so that it never goes out twice; the gate is asked once more (R6).
 * `ids.outcome`: `claimed` by this very request, `postponed` to a permitted hour, `dropped` because it is true no more,
 * `failed` for good, or `done` before.
 */
export const claimNotice: Decider<{ readonly noticeId: string }> = (file, { noticeId }, context) => {
  const notice = noticeOf(file, noticeId);
  if (notice.status !== 'PLANNED') return { events: [], ids: { noticeId, outcome: 'done' } };
  const dropped = (reasonCode: string): Decision => ({
    events: [
      happened('NoticeDropped', { notice: { ...notice, status: 'DROPPED', endedAt: context.asOf, reasonCode } }),
    ],
    ids: { noticeId, outcome: 'dropped' },
  });
  if (isOvertaken(file, notice, context)) return dropped('Overtaken');
  // The gate guards the borrower; a colleague's mailbox stands open.
  const isToOfficer = notice.officerId !== undefined;
  // R7: the borrower has said no since; that is no fault for a person to mend.
  if (!isToOfficer && (file.status.state === 'DECLINED' || file.status.state === 'WITHDRAWN'))
    return dropped('ContactNotAllowed');
  const { channel, contactPointId } = notice;
  const route = { channel, ...(contactPointId === undefined ? {} : { contactPointId }) };
  const dueAt = isToOfficer ? context.asOf : nextPermitted(file, context.asOf, context, noticeContact(route));
  if (dueAt === undefined) {
    return {
      events: [
        happened('NoticeFailed', {
          notice: { ...notice, status: 'FAILED', endedAt: context.asOf, reasonCode: 'ContactNotAllowed' },
        }),
      ],
      ids: { noticeId, outcome: 'failed' },
    };
  }
  if (dueAt !== context.asOf)
    return {
      events: [happened('NoticePostponed', { notice: { ...notice, dueAt } })],
      ids: { noticeId, outcome: 'postponed' },
    };
  const mentions = mentionsOf(file, notice, context);
  const claimed: Notice = { ...notice, status: 'CLAIMED', claimedAt: context.asOf, mentions };
  return {
    events: [happened('NoticeClaimed', { notice: claimed })],
    ids: { noticeId, outcome: 'claimed' },
  };
};

/** Default: after 1, 2, 4, 8 and 16 hours; a provider that cannot be had for longer is a person's matter. */
const triesAtMost = 5;

export interface NoticeRecord {
  readonly noticeId: string;
  /** `NOT_TAKEN`: the provider has certainly not taken it over. */
  readonly result: 'SENT' | 'FAILED' | 'NOT_TAKEN';
  readonly providerRef?: string | undefined;
  readonly reasonCode?: string | undefined;
}

/** The claim is given back: the agenda brings the message again, and asks the gate anew. */
const givenBack = (claimed: Notice, { asOf }: Context): Notice => {
  const { claimedAt: _, tries = 0, ...notice } = claimed;
  return { ...notice, status: 'PLANNED', dueAt: addHours(asOf, 2 ** tries), tries: tries + 1 };
};

/** R9a: what became of a claimed message. `ids.outcome`: `sent`, `failed`, `postponed`, or `done` before. */
export const recordNotice: Decider<NoticeRecord> = (file, { noticeId, result, providerRef, reasonCode }, context) => {
  const notice = noticeOf(file, noticeId);
  if (notice.status !== 'CLAIMED') return { events: [], ids: { noticeId, outcome: 'done' } };
  const told = reasonCode === undefined ? {} : { reasonCode };
  if (result === 'NOT_TAKEN' && (notice.tries ?? 0) < triesAtMost)
    return {
      events: [happened('NoticePostponed', { notice: { ...givenBack(notice, context), ...told } })],
      ids: { noticeId, outcome: 'postponed' },
    };
  const { reasonCode: _, ...rest } = notice;
  if (result === 'SENT') {
    const sent: Notice = {
      ...rest,
      status: 'SENT',
      endedAt: context.asOf,
      ...(providerRef === undefined ? {} : { providerRef }),
    };
    return { events: [happened('NoticeSent', { notice: sent })], ids: { noticeId, outcome: 'sent' } };
  }
  const failed: Notice = { ...rest, status: 'FAILED', endedAt: context.asOf, ...told };
  return { events: [happened('NoticeFailed', { notice: failed })], ids: { noticeId, outcome: 'failed' } };
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
