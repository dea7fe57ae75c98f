import type { Due } from '#functions/domain/agenda-item.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { Letter, LetterKind } from '#functions/domain/letter-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** The agenda's kind of a letter that is to be drawn up. */
export const letterDue = 'LETTER';

const rules: Readonly<Record<LetterKind, string>> = {
  BREACH_NOTICE: 'R55',
  DEMAND: 'R56',
  SETTLEMENT_CERTIFICATE: 'R58',
};

export const lettersOf = (file: CaseFile, kind: LetterKind): readonly Letter[] =>
  Object.values(file.letters).filter((letter) => letter.kind === kind);

/** Letters that are ordered and not drawn up yet; each stays on the agenda until it is. */
export const openLetters = (file: CaseFile): readonly Letter[] =>
  Object.values(file.letters).filter(({ status }) => status === 'ORDERED');

export const lettersDue = (file: CaseFile): readonly Due[] =>
  openLetters(file).map(({ letterId, kind, orderedAt }) => ({
    kind: letterDue,
    ref: letterId,
    dueAt: orderedAt,
    rule: rules[kind],
  }));

/** It certifies the settlement that stands: one that was taken back, and came again, is another (4.15, 11). */
const isOfThisSettlement = ({ status }: CaseFile, { orderedAt }: Letter): boolean =>
  status.state === 'SETTLED' && status.since === orderedAt;

/** What the letter would say is true no more: the breach is cured, the settlement taken back (4.15, 11). */
export const isLetterOvertaken = (file: CaseFile, letter: Letter): boolean => {
  const { kind, about } = letter;
  switch (kind) {
    case 'BREACH_NOTICE':
      return file.breaches[about]?.status === 'CURED' || file.status.state === 'SETTLED';
    case 'DEMAND':
      return file.demands[about] === undefined;
    case 'SETTLEMENT_CERTIFICATE':
      return !isOfThisSettlement(file, letter);
  }
};

/** The certificate of the settlement that stands: one that was taken back has none any more. */
export const certificateOf = (file: CaseFile): Letter | undefined => {
  const last = lettersOf(file, 'SETTLEMENT_CERTIFICATE').findLast(({ status }) => status !== 'DROPPED');
  if (last === undefined) return undefined;
  return file.meta?.endedAs === 'SETTLED' || isOfThisSettlement(file, last) ? last : undefined;
};

const letterOf = (file: CaseFile, letterId: string): Letter => {
  const letter = file.letters[letterId];
  if (letter === undefined) throw new Refusal('NotFound', 'there is no such letter');
  return letter;
};

/** System act: the letter lies sealed among the documents, and the case names its bytes; told again, the first ones hold. */
export const sealLetter: Decider<{ readonly letterId: string } & NonNullable<Letter['sealed']>> = (
  file,
  { letterId, ...sealed },
  { asOf },
) => {
  const letter = letterOf(file, letterId);
  if (letter.status !== 'ORDERED') return { events: [], ids: { letterId } };
  return {
    events: [happened('LetterSealed', { letter: { ...letter, status: 'SEALED', endedAt: asOf, sealed } })],
    ids: { letterId },
  };
};

/** System act: what the letter would have said is true no more. */
export const dropLetter: Decider<{ readonly letterId: string }> = (file, { letterId }, { asOf }) => {
  const letter = letterOf(file, letterId);
  if (letter.status !== 'ORDERED' || !isLetterOvertaken(file, letter)) return { events: [], ids: { letterId } };
  return {
    events: [happened('LetterDropped', { letter: { ...letter, status: 'DROPPED', endedAt: asOf } })],
    ids: { letterId },
  };
};
