import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import { openLetters } from '#functions/domain/letters/letters.ts';
import type { CaseFile } from '#functions/domain/model.ts';

interface Required {
  readonly item: string;
  readonly isThere: (file: CaseFile) => boolean;
}

const some = <T>(parts: Readonly<Record<string, T>>, like: (part: T) => boolean = () => true): boolean =>
  Object.values(parts).some(like);

/**
 * What the package of a case with an agreement must contain (domain.md 4.11), where a case can lack it. Journal, policy
 * pack, retention table and the like are made from the case and cannot be missing; a case without an agreement has no list.
 */
const required: readonly Required[] = [
  { item: 'CONSENT', isThere: ({ consents }) => some(consents) },
  { item: 'CONTACT_LOG', isThere: ({ contacts }) => some(contacts) },
  { item: 'ACCEPTED_PAPER', isThere: ({ documents }) => some(documents, ({ status }) => status === 'ACCEPTED') },
  { item: 'VISIT', isThere: ({ visits }) => some(visits) },
  { item: 'AFFORDABILITY', isThere: ({ assessments }) => some(assessments) },
  { item: 'PROPOSAL', isThere: ({ proposals }) => some(proposals) },
  { item: 'AGREEMENT', isThere: ({ agreements }) => some(agreements) },
  { item: 'SIGNATURES', isThere: ({ agreements }) => some(agreements, ({ signatures }) => signatures.length >= 2) },
  { item: 'BOTH_ORIGINALS', isThere: ({ agreements }) => some(agreements, ({ originals }) => originals.length >= 2) },
  // Breach letters, demands and the certificate of settlement: each was ordered with what it is about.
  { item: 'LETTERS', isThere: (file) => openLetters(file).length === 0 },
  { item: 'SCHEDULE', isThere: ({ schedules }) => some(schedules) },
];

/** Items that this case lacks, in the list's order. */
export const missingItems = (file: CaseFile): readonly string[] =>
  hasLongRetention(file) ? required.filter(({ isThere }) => !isThere(file)).map(({ item }) => item) : [];
