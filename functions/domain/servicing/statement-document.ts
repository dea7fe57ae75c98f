import type { Block, DocumentLanguage, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { contactBlocks, factsTable, heading, paragraph } from '#functions/domain/agreement/template-blocks.ts';
import { amountText, moneyText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { linesOf } from '#functions/domain/notice-text.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { statementWords } from '#functions/domain/servicing/statement-words.ts';
import type { Statement } from '#functions/domain/servicing/statement.ts';

const amounts = ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'] as const;

interface Paper {
  readonly lang: DocumentLanguage;
  readonly policy: PolicyPack;
  /** Absent for whoever may not see it (R14). */
  readonly borrowerName: string | undefined;
  readonly createdAt: string;
}

/** The statement on paper: the same figures, in the language of whoever asks. */
export const statementDocument = (
  statement: Statement,
  { lang, policy, borrowerName, createdAt }: Paper,
): DocumentModel => {
  const words = statementWords[lang];
  const { currency, from, to } = statement;
  const money = (minor: number): string => moneyText(minor, currency);
  const bare = (minor: number): string => amountText(minor, currency);
  const optional = (label: string, minor: number): (readonly [string, string])[] =>
    minor === 0 ? [] : [[label, money(minor)]];
  const entries: readonly Block[] =
    statement.entries.length === 0
      ? [paragraph(words.noEntries)]
      : [
          {
            kind: 'table',
            head: words.entryHead,
            align: amounts,
            widths: [15, 11, 14, 13, 12, 11, 11, 13],
            rows: statement.entries.map((one) => [
              one.valueDate,
              words.kinds[one.kind],
              bare(one.amountMinor),
              bare(one.principalMinor),
              bare(one.interestMinor),
              bare(one.feeMinor),
              bare(one.penaltyMinor + one.costsMinor),
              bare(one.excessMinor),
            ]),
          },
        ];
  const instalments: readonly Block[] =
    statement.instalments.length === 0
      ? [paragraph(words.noInstalments)]
      : [
          {
            kind: 'table',
            head: words.instalmentHead,
            align: amounts.slice(0, words.instalmentHead.length - 1),
            widths: [8, 20, 20, 20, 20, 12],
            rows: statement.instalments.map(({ no, dueOn, dueMinor, paidMinor, openMinor, status }) => [
              String(no),
              dueOn,
              bare(dueMinor),
              bare(paidMinor),
              bare(openMinor),
              words.statuses[status],
            ]),
          },
        ];
  return {
    lang,
    title: words.title,
    subject: words.subject(statement.agreementId),
    createdAt,
    blocks: [
      heading(1, words.title),
      factsTable([
        ...(borrowerName === undefined ? [] : [[words.facts.borrower, borrowerName] as const]),
        [words.facts.agreementNo, statement.agreementId],
        [words.facts.period, `${writtenDate(from, lang)} – ${writtenDate(to, lang)}`],
        [words.facts.opening, money(statement.openingMinor)],
        [words.facts.paid, money(statement.paid.totalMinor)],
        ...optional(words.facts.spared, statement.sparedMinor),
        ...optional(words.facts.reward, statement.rewardMinor),
        ...optional(words.facts.excess, statement.excessMinor),
        [words.facts.closing, money(statement.closingMinor)],
        ...optional(words.facts.arrears, statement.arrearsMinor),
      ]),
      heading(2, words.entries),
      ...entries,
      heading(2, words.instalments),
      ...instalments,
      paragraph(words.note),
      ...contactBlocks(wordsOf(lang), linesOf(policy, lang)),
    ],
  };
};
