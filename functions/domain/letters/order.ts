import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { Letter, LetterKind } from '#functions/domain/letter-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';

/** Of the words that letters are written with. */
const formVersion = '1';

/** The notice that goes out with the letter, among the events of the same act. */
const noticeIn = (events: readonly CaseEvent[]): string | undefined =>
  events.flatMap((one) =>
    one.event === 'NoticePlanned' || one.event === 'NoticeFailed' ? [one.data.notice.noticeId] : [],
  )[0];

/** R55, R56, R58: with what happened its letter is ordered; a machine draws it up and seals it. */
export const orderLetter = (
  file: CaseFile,
  kind: LetterKind,
  about: string,
  context: Pick<Context, 'asOf' | 'newId'>,
  notice: readonly CaseEvent[],
): CaseEvent => {
  const noticeId = noticeIn(notice);
  const letter: Letter = {
    letterId: context.newId('letter'),
    kind,
    about,
    ...(noticeId === undefined ? {} : { noticeId }),
    language: file.meta?.language ?? 'zh-Hans',
    formVersion,
    status: 'ORDERED',
    orderedAt: context.asOf,
  };
  return happened('LetterOrdered', { letter });
};
