import { inState, keepText } from '#functions/domain/decision.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { Feedback } from '#functions/domain/feedback-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export interface FeedbackGiven {
  readonly about: 'VISIT' | 'SERVICE';
  readonly visitId?: string | undefined;
  readonly rating: number;
  readonly comment?: string | undefined;
}

/** The visit that is named, else the last one that has ended. */
const endedVisit = (file: CaseFile, visitId: string | undefined): string => {
  const visits = Object.values(file.visits);
  if (visitId !== undefined && file.visits[visitId] === undefined)
    throw new Refusal('NotFound', 'there is no such visit');
  const ended = visits.filter(
    (visit) => visit.status !== 'STARTED' && (visitId === undefined || visit.visitId === visitId),
  );
  const last = ended.at(-1);
  if (last === undefined) throw new Refusal('StateForbids', 'no visit has ended yet', { state: file.status.state });
  return last.visitId;
};

/** 4.13: the borrower rates each visit once, and the service once when it has ended. */
export const giveFeedback: Decider<FeedbackGiven> = (file, { about, visitId, rating, comment }, context) => {
  if (about === 'SERVICE') inState(file, 'SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED');
  else if (['ARCHIVING', 'ARCHIVED', 'DESTROYED'].includes(file.status.state))
    throw new Refusal('StateForbids', 'the case is archived', { state: file.status.state });
  const visit = about === 'VISIT' ? { visitId: endedVisit(file, visitId) } : {};
  const isGiven = Object.values(file.feedbacks).some(
    (one) => one.about === about && one.visitId === ('visitId' in visit ? visit.visitId : undefined),
  );
  if (isGiven) throw new Refusal('FeedbackAlreadyGiven', 'it has been rated already');
  const words = comment === undefined || comment.trim() === '' ? undefined : keepText(file, context, comment);
  const feedback: Feedback = {
    feedbackId: context.newId('feedback'),
    about,
    ...visit,
    rating,
    ...(words === undefined ? {} : { comment: words.ref }),
    givenAt: context.asOf,
  };
  return {
    events: [happened('FeedbackGiven', { feedback })],
    ...(words === undefined ? {} : { privates: [words.item] }),
    ids: { feedbackId: feedback.feedbackId },
  };
};
