import type { RetentionClass } from '#functions/domain/archive/package.ts';
import type * as z from 'zod';
import type { JsonValue as JsonSchema } from '#functions/domain/journal.ts';
import type { Language } from '#functions/domain/parts.ts';
import { copyWords } from '#functions/domain/rights/copy-words.ts';
import type { CopyWords } from '#functions/domain/rights/copy-words.ts';

type JsonValue = z.infer<typeof JsonSchema>;

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
  readonly corrections: readonly { readonly seq: number; readonly asOf: string; readonly by: string }[];
  readonly keeping: readonly Keeping[];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const spaced = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, ' ').toLowerCase();
const named = ({ names }: CopyWords, name: string): string => escaped(names[name] ?? spaced(name));

/** Any part as a reader would list it: members by name, lists one below the other. */
const shown = (words: CopyWords, value: JsonValue): string => {
  if (Array.isArray(value)) return `<ul>${value.map((one) => `<li>${shown(words, one)}</li>`).join('')}</ul>`;
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  const rows = Object.entries(value).map(
    ([name, member]) => `<tr><th>${named(words, name)}</th><td>${shown(words, member)}</td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
};

const termOf = (words: CopyWords, { until, monthsFromClosing }: Keeping): string => {
  if (until !== undefined) return words.until(until);
  return monthsFromClosing === undefined ? '' : words.months(monthsFromClosing);
};

const keepingTable = (words: CopyWords, keeping: readonly Keeping[]): string => {
  const head = words.columns.map((column) => `<th>${escaped(column)}</th>`).join('');
  const rows = keeping.map((kept) => {
    const ground = `${words.grounds[kept.class]} (${kept.rule})`;
    const cells = [words.classes[kept.class], ground, termOf(words, kept), kept.legalHold ? words.held : '–'];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  });
  return `<table><tr>${head}</tr>${rows.join('')}</table><p>${escaped(words.right)}</p>`;
};

const style =
  'body{font:16px/1.5 sans-serif;max-width:56em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;margin:.3em 0}' +
  'th,td{border:1px solid #ccc;padding:.2em .6em;text-align:left;vertical-align:top}th{background:#f4f6f8;font-weight:600}';

/** R68: a page that is read with nothing but a browser, and printed: no script, no font, nothing that is fetched. */
export const readableCopy = (copy: PersonalCopy, lang: Language): string => {
  const words = copyWords[lang];
  const parts = Object.entries(copy.parts).filter(([, all]) => all.length > 0);
  const corrections = copy.corrections.map(
    ({ asOf, by }) => `<li>${escaped(asOf.slice(0, 10))}, ${escaped(words.correctedBy)}: ${escaped(by)}</li>`,
  );
  return [
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${escaped(words.title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(words.title)}</h1><p>${escaped(copy.caseId)} · ${escaped(copy.exportedAt)}</p><p>${escaped(words.intro)}</p>`,
    `<h2>${escaped(words.headings.personal)}</h2>${copy.personal.map((item) => shown(words, item)).join('')}`,
    `<h2>${escaped(words.headings.parts)}</h2>`,
    ...parts.map(([name, all]) => `<h3>${named(words, name)}</h3>${all.map((one) => shown(words, one)).join('')}`),
    `<h2>${escaped(words.headings.corrections)}</h2>`,
    corrections.length === 0 ? `<p>${escaped(words.noCorrections)}</p>` : `<ul>${corrections.join('')}</ul>`,
    `<h2>${escaped(words.headings.keeping)}</h2>${keepingTable(words, copy.keeping)}`,
    '</body></html>\n',
  ].join('\n');
};
