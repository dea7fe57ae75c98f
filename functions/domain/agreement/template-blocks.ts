import type {
  Block,
  ChecklistItem,
  DocumentLanguage,
  HeadingBlock,
  ListBlock,
  ParagraphBlock,
  SignatureLine,
  TableBlock,
} from '#functions/domain/agreement/document-model.ts';
import { amountText, sum, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { ContactLines, InstalmentLine } from '#functions/domain/agreement/template-input.ts';
import type { Words } from '#functions/domain/agreement/template-words.ts';
import type { Currency } from '#functions/domain/money.ts';

export const heading = (level: 1 | 2 | 3, text: string): HeadingBlock => ({ kind: 'heading', level, text });

export const paragraph = (text: string, covers: readonly ChecklistItem[] = [], emphasis = false): ParagraphBlock => ({
  kind: 'paragraph',
  text,
  ...(covers.length === 0 ? {} : { covers }),
  ...(emphasis ? { emphasis } : {}),
});

export const list = (items: readonly string[], covers: readonly ChecklistItem[] = []): ListBlock => ({
  kind: 'list',
  items,
  ...(covers.length === 0 ? {} : { covers }),
});

/** Two sentences in a row: Chinese sets no space between them. */
export const textOf = (first: string, second: string, lang: DocumentLanguage): string =>
  lang === 'en' ? `${first} ${second}` : `${first}${second}`;

/** Name and value, one under the other. */
export const factsTable = (rows: readonly (readonly [string, string])[]): TableBlock => ({
  kind: 'table',
  head: [],
  rows,
  widths: [32, 68],
});

const instalmentTotal = (line: InstalmentLine): number => line.principalMinor + line.interestMinor + line.feeMinor;

/** Each period with its amount and due date (R28), and the sum. */
export const scheduleTable = (
  instalments: readonly InstalmentLine[],
  currency: Currency,
  lang: DocumentLanguage,
  words: Words,
): TableBlock => {
  const amount = (minor: number): string => amountText(minor, currency);
  const { columns } = words;
  return {
    kind: 'table',
    head: [
      columns.no,
      columns.dueOn,
      columns.principal,
      columns.interest,
      columns.fee,
      `${columns.total} (${currency})`,
    ],
    rows: [
      ...instalments.map((line) => [
        String(line.no),
        writtenDate(line.dueOn, lang),
        amount(line.principalMinor),
        amount(line.interestMinor),
        amount(line.feeMinor),
        amount(instalmentTotal(line)),
      ]),
      [
        words.sum,
        '',
        amount(sum(instalments.map((line) => line.principalMinor))),
        amount(sum(instalments.map((line) => line.interestMinor))),
        amount(sum(instalments.map((line) => line.feeMinor))),
        amount(sum(instalments.map(instalmentTotal))),
      ],
    ],
    align: ['right', 'left', 'right', 'right', 'right', 'right'],
    widths: [9, 25, 18, 15, 13, 20],
    total: true,
    covers: ['C7_2_SCHEDULE'],
  };
};

/** The four lines of R9a. */
export const contactLines = (words: Words, lines: ContactLines): readonly string[] => [
  words.contact.hotline(lines.hotline),
  words.contact.officer(lines.officerCheck),
  words.contact.complaint(lines.complaint, lines.regulatorLine),
  words.contact.warning,
];

export const contactBlocks = (words: Words, lines: ContactLines): readonly Block[] => [
  heading(2, words.headings.contact),
  list(contactLines(words, lines), ['HOTLINE', 'OFFICER_CHECK', 'COMPLAINT_CHANNEL', 'INTERMEDIARY_WARNING']),
];

export const signatures = (words: Words, lines: readonly SignatureLine[]): readonly Block[] => [
  heading(2, words.headings.signatures),
  { kind: 'signatures', lines },
];
