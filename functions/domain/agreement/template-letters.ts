import type { DocumentModel, TableBlock } from '#functions/domain/agreement/document-model.ts';
import { contactBlocks, factsTable, heading, paragraph } from '#functions/domain/agreement/template-blocks.ts';
import { amountText, sum, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { LetterInput } from '#functions/domain/agreement/template-input.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { letterWordsOf } from '#functions/domain/agreement/template-letter-words.ts';
import { noticeWordsOf } from '#functions/domain/agreement/template-notice-languages.ts';
import { noticeSentences } from '#functions/domain/agreement/template-notices.ts';

const totalled = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  total: readonly string[],
): TableBlock => ({
  kind: 'table',
  head,
  rows: [...rows, total],
  align: head.map((_, index) => (index === head.length - 1 ? 'right' : 'left')),
  total: true,
});

const overdueTable = ({ lang, currency, overdue }: LetterInput): TableBlock => {
  const { columns, sum: total } = wordsOf(lang);
  const amounts = overdue.map(({ openMinor }) => openMinor);
  return totalled(
    [columns.no, columns.dueOn, `${letterWordsOf(lang).columns.open} (${currency})`],
    overdue.map(({ no, dueOn, openMinor }) => [String(no), writtenDate(dueOn, lang), amountText(openMinor, currency)]),
    [total, '', amountText(sum(amounts), currency)],
  );
};

/** Every line that something is owed on: no sum without what it is made of (C4). */
const balanceTable = ({ lang, currency, balance }: LetterInput): TableBlock => {
  const { columns, sum: total } = wordsOf(lang);
  const own = letterWordsOf(lang).columns;
  const lines = [
    [columns.principal, balance.principalMinor],
    [columns.interest, balance.interestMinor],
    [columns.fee, balance.feeMinor],
    [own.penalty, balance.penaltyMinor],
    [own.costs, balance.costsMinor],
  ] as const;
  const owed = lines.filter(([, minor]) => minor > 0);
  return totalled(
    [own.line, `${own.open} (${currency})`],
    owed.map(([line, minor]) => [line, amountText(minor, currency)]),
    [total, amountText(sum(owed.map(([, minor]) => minor)), currency)],
  );
};

/**
 * R55, R56: the notice of a breach, or a demand, with what C4 asks of a letter: name and balance, reason and basis, rights
 * and duties, how to check, pay, object and give evidence, whom to call, and the bank's seal under it.
 */
export const letterDocument = (input: LetterInput): DocumentModel => {
  const { lang, kind } = input;
  const words = wordsOf(lang);
  const own = letterWordsOf(lang);
  return {
    lang,
    title: own.titles[kind],
    subject: words.subject(input.agreementNo),
    createdAt: input.createdAt ?? `${input.drawnUpOn}T12:00:00Z`,
    blocks: [
      heading(1, own.titles[kind]),
      factsTable([
        [own.fields.letterNo, input.letterNo],
        [words.fields.agreementNo, input.agreementNo],
        [words.fields.bank, input.bankName],
        [words.fields.borrower, input.borrowerName],
        [words.fields.drawnUpOn, writtenDate(input.drawnUpOn, lang)],
        ...(input.until === undefined ? [] : [[own.fields.until, writtenDate(input.until, lang)] as const]),
        ...(input.earlierDemandOn === undefined
          ? []
          : [[own.fields.earlierDemand, writtenDate(input.earlierDemandOn, lang)] as const]),
      ]),
      paragraph(noticeWordsOf(lang).greeting(input.borrowerName)),
      ...noticeSentences(kind, lang, {
        ...input,
        amountMinor: sum(input.overdue.map(({ openMinor }) => openMinor)),
        outstandingMinor: sum(Object.values(input.balance)),
      }).map((sentence) => paragraph(sentence)),
      ...(input.overdue.length === 0 ? [] : [heading(2, own.headings.overdue), overdueTable(input)]),
      heading(2, own.headings.balance),
      balanceTable(input),
      ...contactBlocks(words, input),
      paragraph(own.closing(input.bankName, writtenDate(input.drawnUpOn, lang)), [], true),
      paragraph(own.seal),
    ],
  };
};
