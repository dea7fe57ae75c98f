import type * as z from 'zod';
import { amountText, moneyText, percentText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import { dateOf, Instant, LocalDate, timeOf } from '#functions/domain/calendar.ts';
import type { JsonValue as JsonSchema } from '#functions/domain/journal.ts';
import { Currency } from '#functions/domain/money.ts';
import type { Language } from '#functions/domain/parts.ts';
import { codeWord, fieldWord, technicalFields } from '#functions/domain/rights/part-words.ts';

export type JsonValue = z.infer<typeof JsonSchema>;

/** How a part is read: in which language and zone, what a reference to words stands for, and the money around it. */
export interface Reading {
  readonly lang: Language;
  readonly timezone: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly currency?: Currency | undefined;
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Words that somebody wrote are never read as a code, a date or a number of ours. */
const written: ReadonlySet<string> = new Set([
  'name',
  'text',
  'value',
  'address',
  'comment',
  'description',
  'remedy',
  'statement',
  'expected',
  'seen',
]);
const rates: ReadonlySet<string> = new Set(['annualRate', 'effectiveAnnualCost']);

const onDay = ({ lang }: Reading, day: string): string => writtenDate(day, lang);
const answers = { en: ['yes', 'no'], 'zh-Hans': ['是', '否'], 'zh-Hant': ['是', '否'] } as const;

/** With the currency as a reader of the language says it. */
const amountOf = (minor: number, currency: Currency, lang: Language): string =>
  lang === 'en' ? moneyText(minor, currency) : `${codeWord(lang, currency) ?? currency} ${amountText(minor, currency)}`;

/** `DOC:INCOME_OR_ASSET` names the paper of a class that was asked for. */
const paperPrefix = 'DOC:';

const scalar = (name: string, value: string | number | boolean | null, of: Reading): string => {
  if (typeof value === 'boolean') return answers[of.lang][value ? 0 : 1];
  if (typeof value === 'number' && name.endsWith('Minor') && of.currency !== undefined)
    return amountOf(value, of.currency, of.lang);
  if (value === null) return '–';
  const text = String(value);
  if (written.has(name) || typeof value === 'number') return text;
  if (rates.has(name) && /^-?\d+(?:\.\d+)?$/u.test(text)) return percentText(text, of.lang);
  if (LocalDate.safeParse(text).success) return onDay(of, text);
  if (Instant.safeParse(text).success) return `${onDay(of, dateOf(text, of.timezone))} ${timeOf(text, of.timezone)}`;
  const code = text.startsWith(paperPrefix) ? text.slice(paperPrefix.length) : text;
  return codeWord(of.lang, code) ?? text;
};

/** The name of a field as a heading; a key that is a date or a code reads as one. */
export const nameOf = (name: string, of: Reading): string => escaped(fieldWord(of.lang, name) ?? scalar('', name, of));

type Members = Readonly<Record<string, JsonValue>>;
const isMembers = (value: JsonValue): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a reader sees of an object: neither digests nor what is empty. */
const membersOf = (value: Members): [string, JsonValue][] =>
  Object.entries(value).filter(
    ([name, member]) => !technicalFields.has(name) && !(Array.isArray(member) && member.length === 0),
  );

/** A reference to words that somebody wrote stands for them. */
const wordsAt = (value: Members, { texts }: Reading): string | undefined => {
  const { textId } = value;
  return typeof textId === 'string' ? (texts.get(textId) ?? '–') : undefined;
};

const within = (value: Members, of: Reading): Reading => {
  const own = Currency.safeParse(value['currency']);
  return own.success ? { ...of, currency: own.data } : of;
};

const isPlain = (value: JsonValue): boolean => typeof value !== 'object' || value === null;
/** More columns than a page has room for are told one below the other. */
const widest = 8;

/** Rows that are alike (a schedule, the lines of an account) are one table, with the names once above it. */
const asTable = (rows: readonly JsonValue[], of: Reading): string | undefined => {
  const all = rows.flatMap((row) => (isMembers(row) ? [membersOf(row)] : []));
  const names = [...new Set(all.flatMap((members) => members.map(([name]) => name)))];
  const isFlat = all.every((members) => members.every(([, member]) => isPlain(member)));
  if (rows.length < 2 || all.length < rows.length || !isFlat || names.length === 0 || names.length > widest)
    return undefined;
  const head = names.map((name) => `<th>${nameOf(name, of)}</th>`).join('');
  const body = rows.flatMap((row) => {
    if (!isMembers(row)) return [];
    const inside = within(row, of);
    return [
      `<tr>${names.map((name) => `<td>${row[name] === undefined ? '' : shownPart(name, row[name], inside)}</td>`).join('')}</tr>`,
    ];
  });
  return `<table class="rows"><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
};

/** What stood in an item before it was corrected is kept as JSON. */
const corrected = (name: string, value: JsonValue): JsonValue => {
  if (name !== 'content' || typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** Any part as a reader would list it: members by name, lists one below the other, amounts, days and codes in words. */
export const shownPart = (name: string, given: JsonValue, of: Reading): string => {
  const value = corrected(name, given);
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return value.map((one) => shownPart(name, one, of)).join(', ');
    return (
      asTable(value, of) ??
      `<ul${value.some(isMembers) ? ' class="parts"' : ''}>${value.map((one) => `<li>${shownPart(name, one, of)}</li>`).join('')}</ul>`
    );
  }
  if (!isMembers(value)) return escaped(typeof value === 'object' ? '–' : scalar(name, value, of));
  const words = wordsAt(value, of);
  if (words !== undefined && value['kind'] === undefined) return escaped(words);
  const inside = within(value, of);
  const rows = membersOf(value).map(
    ([field, member]) => `<tr><th>${nameOf(field, inside)}</th><td>${shownPart(field, member, inside)}</td></tr>`,
  );
  return `<table>${rows.join('')}</table>`;
};
