import type * as z from 'zod';
import type { Appointment, DocumentClass } from '#functions/domain/parts.ts';
import type { NoticeKind, NoticeMentions } from '#functions/domain/servicing-parts.ts';

export type NoticeKindName = z.infer<typeof NoticeKind>;

/** Facts written out in the language of the message. */
export interface WrittenFacts {
  readonly bank: string;
  readonly hotline: string;
  readonly agreementNo: string | undefined;
  readonly dueOn: string | undefined;
  readonly until: string | undefined;
  readonly amount: string | undefined;
  readonly outstanding: string | undefined;
  readonly startsAt: string | undefined;
  readonly place: string | undefined;
  readonly officers: string | undefined;
  readonly missing: string | undefined;
  readonly outcome: string | undefined;
  readonly alternatives: string | undefined;
  /** The service has ended: there will be no other date. */
  readonly isEnded: boolean;
  readonly personInCharge: string | undefined;
  readonly link: string | undefined;
}

interface KindWords {
  readonly subject: (bank: string) => string;
  /** A sentence whose fact is unknown is undefined and left out. */
  readonly lines: (facts: WrittenFacts) => readonly (string | undefined)[];
}

export interface NoticeWords {
  readonly greeting: (name: string) => string;
  readonly greetingWithoutName: string;
  readonly greetingOfOfficer: string;
  readonly signedBy: (bank: string) => string;
  readonly places: Readonly<Record<Appointment['place'], string>>;
  readonly papers: Readonly<Record<z.infer<typeof DocumentClass>, string>>;
  readonly outcomes: Readonly<Record<NonNullable<NoticeMentions['outcome']>, string>>;
  readonly kinds: Readonly<Record<NoticeKindName, KindWords>>;
}

/** The sentence if its fact is known. */
export const when = (fact: string | undefined, sentence: (fact: string) => string): string | undefined =>
  fact === undefined ? undefined : sentence(fact);
