import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import { contactLines, textOf } from '#functions/domain/agreement/template-blocks.ts';
import { moneyText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { ContactLines } from '#functions/domain/agreement/template-input.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { noticeWordsOf } from '#functions/domain/agreement/template-notice-languages.ts';
import type { NoticeKindName, WrittenFacts } from '#functions/domain/agreement/template-notice-words.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Currency } from '#functions/domain/money.ts';

/** What a message may mention; a fact that is not given leaves its sentence out. */
export interface NoticeFacts extends ContactLines {
  readonly bankName: string;
  readonly borrowerName?: string | undefined;
  readonly agreementNo?: string | undefined;
  readonly currency?: Currency | undefined;
  /** The day the message is about: an instalment, an effective or a settlement date. */
  readonly dueOn?: LocalDate | undefined;
  readonly amountMinor?: number | undefined;
  readonly outstandingMinor?: number | undefined;
  /** Last day of a period to act. */
  readonly until?: LocalDate | undefined;
  /** Start of an appointment, already in the borrower's local time. */
  readonly startsAt?: string | undefined;
  readonly place?: string | undefined;
  /** Names and staff numbers (R19). */
  readonly officers?: string | undefined;
  readonly missing?: readonly string[] | undefined;
  /** The answer to a request, in words. */
  readonly outcome?: string | undefined;
  /** What a person has decided to offer instead of a plan, in words. */
  readonly alternatives?: readonly string[] | undefined;
  readonly isEnded?: boolean | undefined;
  readonly personInCharge?: string | undefined;
  readonly link?: string | undefined;
}

const written = (lang: DocumentLanguage, facts: NoticeFacts): WrittenFacts => {
  const money = (minor: number | undefined): string | undefined =>
    minor === undefined || facts.currency === undefined ? undefined : moneyText(minor, facts.currency);
  const day = (date: LocalDate | undefined): string | undefined =>
    date === undefined ? undefined : writtenDate(date, lang);
  return {
    bank: facts.bankName,
    hotline: facts.hotline,
    agreementNo: facts.agreementNo,
    dueOn: day(facts.dueOn),
    until: day(facts.until),
    amount: money(facts.amountMinor),
    outstanding: money(facts.outstandingMinor),
    startsAt: facts.startsAt,
    place: facts.place,
    officers: facts.officers,
    missing: facts.missing?.join(lang === 'en' ? ', ' : '、'),
    outcome: facts.outcome,
    alternatives: facts.alternatives?.join(lang === 'en' ? ', ' : '、'),
    isEnded: facts.isEnded === true,
    personInCharge: facts.personInCharge,
    link: facts.link,
  };
};

/** What the words of version 2 say about a matter, sentence by sentence; without the fact there is no sentence. */
export const noticeSentences = (kind: NoticeKindName, lang: DocumentLanguage, facts: NoticeFacts): readonly string[] =>
  noticeWordsOf(lang)
    .kinds[kind].lines(written(lang, facts))
    .filter((line) => line !== undefined);

/** Version 2 of a message: greeting, what it is about, and always the four lines of R9a. */
export const secondText = (
  kind: NoticeKindName,
  lang: DocumentLanguage,
  facts: NoticeFacts,
): { readonly subject: string; readonly text: string } => {
  const words = noticeWordsOf(lang);
  const { subject } = words.kinds[kind];
  const body = noticeSentences(kind, lang, facts).reduce(
    (text, line) => (text === '' ? line : textOf(text, line, lang)),
    '',
  );
  const toBorrower = facts.borrowerName === undefined ? words.greetingWithoutName : words.greeting(facts.borrowerName);
  const greeting = kind === 'OFFICER_INVITATION' ? words.greetingOfOfficer : toBorrower;
  return {
    subject: subject(facts.bankName),
    text: [greeting, body, ...contactLines(wordsOf(lang), facts), words.signedBy(facts.bankName)].join('\n'),
  };
};
