import * as z from 'zod';
import type { Actor } from '#functions/domain/actor.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import type { Language } from '#functions/domain/parts.ts';
import { copyWords } from '#functions/domain/rights/copy-words.ts';
import type { CopyWords } from '#functions/domain/rights/copy-words.ts';
import { escaped, nameOf, shownPart } from '#functions/domain/rights/shown-part.ts';
import type { JsonValue, Reading } from '#functions/domain/rights/shown-part.ts';
import { writtenDate } from '#functions/domain/agreement/template-format.ts';
import { dateOf, timeOf } from '#functions/domain/calendar.ts';
import { Currency } from '#functions/domain/money.ts';

export interface Keeping {
  readonly class: RetentionClass;
  readonly rule: string;
  readonly monthsFromClosing?: number;
  readonly until?: string;
  readonly legalHold: boolean;
}

/** R68: what a borrower is given, before it has a form. */
export interface PersonalCopy {
  readonly caseId: string;
  readonly exportedAt: string;
  readonly personal: readonly JsonValue[];
  readonly parts: Readonly<Record<string, readonly JsonValue[]>>;
  readonly corrections: readonly { readonly seq: number; readonly asOf: string; readonly by: Actor['role'] }[];
  readonly keeping: readonly Keeping[];
}

const termOf = (words: CopyWords, { until, monthsFromClosing }: Keeping, lang: Language): string => {
  if (until !== undefined) return words.until(writtenDate(until, lang));
  return monthsFromClosing === undefined ? '' : words.months(monthsFromClosing);
};

const keepingTable = (words: CopyWords, keeping: readonly Keeping[], lang: Language): string => {
  const head = words.columns.map((column) => `<th>${escaped(column)}</th>`).join('');
  const rows = keeping.map((kept) => {
    const ground = `${words.grounds[kept.class]} (${kept.rule})`;
    const cells = [words.classes[kept.class], ground, termOf(words, kept, lang), kept.legalHold ? words.held : '–'];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><tr>${head}</tr>${rows.join('')}</table><p>${escaped(words.right)}</p>`;
};

const style = [
  'body{font:16px/1.5 system-ui,"Noto Sans SC","Noto Sans TC",sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1c2733}',
  'h1{margin-bottom:.2em}h2{margin-top:2em;border-bottom:2px solid #cfd8e3}h3{margin:1.4em 0 .3em}',
  'table{border-collapse:collapse;margin:.3em 0 .8em;max-width:100%}th,td{border:1px solid #d5dce4;padding:.2em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}',
  'th{background:#f4f6f8;font-weight:600;min-width:5em}ul{margin:.2em 0;padding-left:1.2em}ul.parts{list-style:none;padding:0}table.rows{font-size:.875em}table.rows th{overflow-wrap:normal}',
  '@media print{body{margin:0;max-width:none;font-size:11px}tr{break-inside:avoid}thead{display:table-header-group}h3{break-after:avoid}}',
].join('');

const Words = z.object({ kind: z.literal('TEXT'), id: z.string(), text: z.string() });
const Debt = z.object({ currency: Currency });

/** Words by their ids, and the money in which the debts are. */
const readingOf = ({ personal, parts }: PersonalCopy, lang: Language, timezone: string): Reading => {
  const texts = personal.flatMap((item) => Words.safeParse(item).data ?? []);
  const currency = Debt.safeParse(parts['accounts']?.[0]).data?.currency;
  return { lang, timezone, texts: new Map(texts.map(({ id, text }) => [id, text])), currency };
};

const isWords = (item: JsonValue): boolean => Words.safeParse(item).success;

/** Names and contact details one by one; what was written, in one list. */
const personalOf = ({ personal }: PersonalCopy, of: Reading): string => {
  const texts = [...of.texts.values()].map((text) => `<li>${escaped(text)}</li>`);
  const items = personal.filter((item) => !isWords(item)).map((item) => shownPart('', item, of));
  return `${items.join('')}${texts.length === 0 ? '' : `<ul>${texts.join('')}</ul>`}`;
};

/** R68: a page that is read with nothing but a browser, and printed: no script, no font, nothing that is fetched. */
export const readableCopy = (copy: PersonalCopy, lang: Language, timezone: string): string => {
  const words = copyWords[lang];
  const of = readingOf(copy, lang, timezone);
  const parts = Object.entries(copy.parts).filter(([, all]) => all.length > 0);
  const moment = (instant: string): string =>
    `${writtenDate(dateOf(instant, timezone), lang)} ${timeOf(instant, timezone)}`;
  const corrections = copy.corrections.map(
    ({ asOf, by }) => `<li>${escaped(moment(asOf))}, ${escaped(words.correctedBy)}: ${escaped(words.roles[by])}</li>`,
  );
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(words.title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(words.title)}</h1><p>${escaped(copy.caseId)} · ${escaped(moment(copy.exportedAt))}</p><p>${escaped(words.intro)}</p>`,
    `<h2>${escaped(words.headings.personal)}</h2>${personalOf(copy, of)}`,
    `<h2>${escaped(words.headings.parts)}</h2>`,
    ...parts.map(([name, all]) => `<h3>${nameOf(name, of)}</h3>${shownPart(name, [...all], of)}`),
    `<h2>${escaped(words.headings.corrections)}</h2>`,
    corrections.length === 0 ? `<p>${escaped(words.noCorrections)}</p>` : `<ul>${corrections.join('')}</ul>`,
    `<h2>${escaped(words.headings.keeping)}</h2>${keepingTable(words, copy.keeping, lang)}`,
    '</body></html>\n',
  ].join('\n');
};
