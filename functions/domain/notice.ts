import type * as z from 'zod';
import { noticeVersion } from '#functions/domain/agreement/notice-version.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { explain, nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import type { PlannedContact } from '#functions/domain/contact-gate/planned-contact.ts';
import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { NoticeKind } from '#functions/domain/servicing-parts.ts';

interface Route {
  readonly channel: 'SMS' | 'EMAIL';
  readonly contactPointId?: string;
}

/** An invitation goes along with these, and a letter of C4 is too long for a telephone. */
const byMailFirst: readonly z.infer<typeof NoticeKind>[] = [
  'APPOINTMENT_CONFIRMED',
  'APPOINTMENT_CHANGED',
  'APPOINTMENT_CANCELLED',
  'BREACH_NOTICE',
];

/** Numbers before addresses, but for what is better read than heard; a file without its private items still has a message to plan. */
const routesOf = (file: CaseFile, kind: z.infer<typeof NoticeKind>): readonly Route[] => {
  const points = borrowerOf(file)?.contactPoints ?? [];
  const phones = points.filter(({ kind }) => kind === 'PHONE');
  const mails = points.filter(({ kind }) => kind === 'EMAIL');
  const texts = phones.map(({ contactPointId }): Route => ({ channel: 'SMS', contactPointId }));
  const letters = mails.map(({ contactPointId }): Route => ({ channel: 'EMAIL', contactPointId }));
  const routes = byMailFirst.includes(kind) ? [...letters, ...texts] : [...texts, ...letters];
  return routes.length === 0 ? [{ channel: 'SMS' }] : routes;
};

/** A notice as the gate sees it: a service message to the borrower. */
export const noticeContact = ({ channel, contactPointId }: Route): PlannedContact => ({
  purpose: 'SERVICE',
  channel,
  direction: 'OUTBOUND',
  ...(contactPointId === undefined ? {} : { contactPointId }),
});

/** Only the borrower's own wish stands in the way: then the message is a letter, not silence. */
const isRefusedByWish = (file: CaseFile, route: Route, context: Pick<Context, 'asOf' | 'policy'>): boolean =>
  explain(file, noticeContact(route), context)
    .rules.filter(({ says, waitingHelps }) => says === 'FORBID' && !waitingHelps)
    .every(({ origin }) => origin === 'PREFERENCE' || origin === 'AGREEMENT');

/**
 * Plans a message for the first instant at which the gate lets it pass, to the first number or address that the borrower
 * has not refused (R6, R9a). No event when the gate never would: nobody writes to a borrower who has declined. The state
 * must not have moved there yet.
 */
export const planNotice = (
  file: CaseFile,
  kind: z.infer<typeof NoticeKind>,
  about: string | undefined,
  context: Pick<Context, 'asOf' | 'policy' | 'newId'>,
): readonly CaseEvent[] => {
  const [first = { channel: 'SMS' } satisfies Route, ...others] = routesOf(file, kind);
  const open = [first, ...others]
    .map((route) => ({ route, dueAt: nextPermitted(file, context.asOf, context, noticeContact(route)) }))
    .find(({ dueAt }) => dueAt !== undefined);
  if (open === undefined && !isRefusedByWish(file, first, context)) return [];
  const notice = {
    noticeId: context.newId('notice'),
    kind,
    ...(about === undefined ? {} : { about }),
    ...(open?.route ?? first),
    language: file.meta?.language ?? 'zh-Hans',
    templateVersion: noticeVersion,
    dueAt: open?.dueAt ?? context.asOf,
    plannedAt: context.asOf,
  } as const;
  return open === undefined
    ? [happened('NoticeFailed', { notice: { ...notice, status: 'FAILED', needsLetter: true, endedAt: context.asOf } })]
    : [happened('NoticePlanned', { notice: { ...notice, status: 'PLANNED' } })];
};
