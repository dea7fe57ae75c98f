import * as z from 'zod';
import { dateOf, daysBetween, LocalDate } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { keepText, zoneOf } from '#functions/domain/decision.ts';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import { isOfClass } from '#functions/domain/documents/uploads.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { withPart } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { DocumentClass, DocumentType } from '#functions/domain/parts.ts';
import type { Paper } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const Review = z.strictObject({
  decision: z.enum(['ACCEPT', 'REJECT', 'SUSPECT']),
  /** What the reviewer sees it to be: a paper that came by mail has no class before. */
  documentClass: DocumentClass.optional(),
  documentType: DocumentType.optional(),
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
  if (paper.issuedOn !== undefined && paper.issuedOn > today) {
    throw new Refusal('InvalidRequest', 'a paper is not issued in the future', {
      rules: ['R12'],
      fields: [{ pointer: '/body/issuedOn', message: 'lies in the future' }],
    });
  }
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
  checkKind(paper);
  checkDates(paper, today, context.policy.documents.recentDays);
  const document: Paper = { ...paper, status: 'ACCEPTED' };
  const after = withPart(file, 'documents', document.documentId, document);
  const accepted = happened('DocumentAccepted', { document });
  if (file.status.state !== 'DOCS_PENDING' || missingClasses(after, context.policy, today).length > 0)
    return [accepted];
  const complete = Object.values(after.documents).filter((one) => one.purpose === 'PAPER' && one.status === 'ACCEPTED');
  return [accepted, happened('DocumentsCompleted', { documentIds: complete.map((one) => one.documentId) })];
};

/** A paper of a known kind, before it counts for its class (R10). */
const checkKind = ({ purpose, documentClass, documentType }: Paper): void => {
  const isMissing = purpose === 'PAPER' && documentClass === undefined;
  if (!isMissing && (documentType === undefined || isOfClass(documentType, documentClass))) return;
  throw new Refusal('InvalidRequest', isMissing ? 'say what class of paper it is' : 'the type is none of this class', {
    rules: ['R10'],
    fields: [{ pointer: `/body/${isMissing ? 'documentClass' : 'documentType'}`, message: 'does not say what it is' }],
  });
};

/** R12: what was accepted and turns out false, or expires, takes the papers' completeness with it. */
export const reopened = (file: CaseFile, document: Paper, context: Context): CaseEvent[] => {
  if (file.status.state !== 'READY') return [];
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  const after = withPart(file, 'documents', document.documentId, document);
  const missing = missingClasses(after, context.policy, today);
  return missing.length > 0 ? [happened('DocumentsReopened', { missing })] : [];
};

const reject = (file: CaseFile, paper: Paper, context: Context): CaseEvent[] => {
  const document: Paper = { ...paper, status: 'REJECTED' };
  return [
    happened('DocumentRejected', { document }),
    ...reopened(file, document, context),
    ...planNotice(file, 'DOCUMENTS_MISSING', document.documentId, context),
  ];
};

const suspect = (file: CaseFile, paper: Paper, context: Context): CaseEvent[] => {
  const document: Paper = { ...paper, status: 'SUSPECTED', wasSuspected: true };
  return [happened('ForgerySuspected', { document }), ...reopened(file, document, context)];
};

/** R12: suspected, and then rejected, which only a supervisor may do of a suspected paper. */
export const isFoundForged = (paper: Paper | undefined): boolean =>
  paper?.status === 'REJECTED' && paper.wasSuspected === true;

/** An accepted paper is looked at again only to take it back. */
const reviewable = (paper: Paper, decision: z.infer<typeof Review>['decision']): boolean =>
  paper.status === 'RECEIVED' ||
  paper.status === 'SUSPECTED' ||
  (paper.status === 'ACCEPTED' && paper.purpose === 'PAPER' && decision !== 'ACCEPT');

/** A rejection carries a reason and the right to send another; suspected forgery goes to a person, never automatic (R12). */
export const reviewDocument: Decider<{ documentId: string } & z.infer<typeof Review>> = (file, input, context) => {
  const { documentId, decision, note, reasonCode, issuedOn, validUntil, documentClass, documentType } = input;
  const before = file.documents[documentId];
  if (before === undefined) throw new Refusal('NotFound', 'there is no such document');
  if (before.status === 'SUSPECTED' && context.actor.role !== 'supervisor') {
    throw new Refusal('ForgeryNeedsSupervisor', 'a supervisor looks at suspected forgery', { rules: ['R12'] });
  }
  if (!reviewable(before, decision)) {
    throw new Refusal('DocumentNotCleared', `the document is ${before.status}`, { rules: ['R10', 'R11'] });
  }
  if (decision !== 'ACCEPT' && reasonCode === undefined)
    throw new Refusal('ReasonMissing', 'say why', { rules: ['R12'] });
  const kept = note === undefined ? undefined : keepText(file, context, note);
  const paper: Paper = {
    ...before,
    reviewedBy: context.actor.id,
    reviewedAt: context.asOf,
    ...(documentClass === undefined || before.purpose !== 'PAPER' ? {} : { documentClass }),
    ...(documentType === undefined || before.purpose !== 'PAPER' ? {} : { documentType }),
    ...(issuedOn === undefined ? {} : { issuedOn }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(kept === undefined ? {} : { note: kept.ref }),
  };
  const events = {
    ACCEPT: () => accept(file, paper, context),
    REJECT: () => reject(file, paper, context),
    SUSPECT: () => suspect(file, paper, context),
  }[decision]();
  return { events, privates: kept === undefined ? [] : [kept.item], ids: { documentId } };
};
