import * as z from 'zod';
import { dateOf, daysBetween, LocalDate } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { keepText, zoneOf } from '#functions/domain/decision.ts';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { withPart } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import type { Paper } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const Review = z.strictObject({
  decision: z.enum(['ACCEPT', 'REJECT', 'SUSPECT']),
  issuedOn: LocalDate.optional(),
  validUntil: LocalDate.optional(),
  /** A code, so that no words get into the open part of the file. */
  reasonCode: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,39}$/)
    .optional(),
  note: z.string().min(1).max(4000).optional(),
});

/** R12, R13: a paper is valid on the day, and proof of income is recent. */
const checkDates = (paper: Paper, today: string, recentDays: number): void => {
  if (paper.validUntil !== undefined && paper.validUntil < today) {
    throw new Refusal('DocumentNoLongerValid', `the paper was valid until ${paper.validUntil}`, { rules: ['R12'] });
  }
  if (paper.documentClass !== 'INCOME_OR_ASSET') return;
  if (paper.issuedOn === undefined || daysBetween(paper.issuedOn, today) > recentDays) {
    throw new Refusal('DocumentTooOld', `proof of income or assets is issued at most ${recentDays} days ago`, {
      rules: ['R13'],
    });
  }
};

const accept = (file: CaseFile, paper: Paper, context: Context): CaseEvent[] => {
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  checkDates(paper, today, context.policy.documents.recentDays);
  const document: Paper = { ...paper, status: 'ACCEPTED' };
  const after = withPart(file, 'documents', document.documentId, document);
  const accepted = happened('DocumentAccepted', { document });
  if (file.status.state !== 'DOCS_PENDING' || missingClasses(after, context.policy, today).length > 0)
    return [accepted];
  const complete = Object.values(after.documents).filter((one) => one.purpose === 'PAPER' && one.status === 'ACCEPTED');
  return [accepted, happened('DocumentsCompleted', { documentIds: complete.map((one) => one.documentId) })];
};

/** A rejection carries a reason and the right to send another; suspected forgery goes to a person, never automatic (R12). */
export const reviewDocument: Decider<{ documentId: string } & z.infer<typeof Review>> = (file, input, context) => {
  const { documentId, decision, note, reasonCode, issuedOn, validUntil } = input;
  const before = file.documents[documentId];
  if (before === undefined) throw new Refusal('NotFound', 'there is no such document');
  if (before.status === 'SUSPECTED' && context.actor.role !== 'supervisor') {
    throw new Refusal('ForgeryNeedsSupervisor', 'a supervisor looks at suspected forgery', { rules: ['R12'] });
  }
  if (before.status !== 'RECEIVED' && before.status !== 'SUSPECTED') {
    throw new Refusal('DocumentNotCleared', `the document is ${before.status}`, { rules: ['R10', 'R11'] });
  }
  if (decision !== 'ACCEPT' && reasonCode === undefined)
    throw new Refusal('ReasonMissing', 'say why', { rules: ['R12'] });
  const kept = note === undefined ? undefined : keepText(file, context, note);
  const paper: Paper = {
    ...before,
    reviewedBy: context.actor.id,
    reviewedAt: context.asOf,
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(kept === undefined ? {} : { note: kept.ref }),
  };
  const events = {
    ACCEPT: () => accept(file, paper, context),
    REJECT: () => [
      happened('DocumentRejected', { document: { ...paper, status: 'REJECTED' } }),
      ...planNotice(file, 'DOCUMENTS_MISSING', documentId, context),
    ],
    SUSPECT: () => [happened('ForgerySuspected', { document: { ...paper, status: 'SUSPECTED' } })],
  }[decision]();
  return { events, privates: kept === undefined ? [] : [kept.item], ids: { documentId } };
};
