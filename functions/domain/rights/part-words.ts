import type { Language } from '#functions/domain/parts.ts';
import { codeWordsAToL } from '#functions/domain/rights/code-words-a-to-l.ts';
import { codeWordsMToZ } from '#functions/domain/rights/code-words-m-to-z.ts';
import { fieldWordsAToL } from '#functions/domain/rights/field-words-a-to-l.ts';
import { fieldWordsMToZ } from '#functions/domain/rights/field-words-m-to-z.ts';

/** In Simplified and in Traditional Chinese; English is the name itself, spaced. */
type Word = readonly [hans: string, hant: string];

const fields: Readonly<Record<string, Word>> = { ...fieldWordsAToL, ...fieldWordsMToZ };
const codes: Readonly<Record<string, Word>> = { ...codeWordsAToL, ...codeWordsMToZ };

/** Digests and places in the store say nothing to a reader; the machine-readable copy has them. */
export const technicalFields: ReadonlySet<string> = new Set([
  'digest',
  'hash',
  'hmac',
  'key',
  'revision',
  'salt',
  'scanSha256',
  'sha256',
  'templateHash',
  'textId',
  'textSha256',
  'versionId',
]);

/** What the spaced name would not say. */
const english: Readonly<Record<string, string>> = {
  contractualDpd: 'contractual days past due',
  idNo: 'document number',
  idType: 'document type',
  no: 'number',
  sizeBytes: 'size in bytes',
  C7_1_BALANCE: 'balance and structure',
  C7_2_SCHEDULE: 'payments',
  C7_3_CHARGES: 'charges',
  C7_4_NO_NEW_CARD: 'no new card',
  C7_5_DUTIES_AND_BREACH: 'duties and breach',
  C7_6_OTHER: 'other matters of repayment',
  en: 'English',
  'zh-Hans': 'Simplified Chinese',
  'zh-Hant': 'Traditional Chinese',
};

const spaced = (name: string): string =>
  name
    .replace(/Minor$/u, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, ' ')
    .toLowerCase();
/** `ON_TRACK` reads "on track"; currencies, tiers and formats are read as they are. */
const asRead = (code: string): string =>
  /^(?:CNY|HKD|JPY|TWD|USD|SMS|QR|L\d|ACT_.*|[a-z]+\/.*)$/u.test(code) ? code : code.replaceAll('_', ' ').toLowerCase();

const said = (words: Readonly<Record<string, Word>>, lang: Language, name: string): string | undefined => {
  if (!Object.hasOwn(words, name)) return undefined;
  const [hans, hant] = words[name] ?? [name, name];
  return lang === 'zh-Hans' ? hans : hant;
};

/** What a field is called; undefined of one that nobody has named yet. */
export const fieldWord = (lang: Language, name: string): string | undefined => {
  if (lang !== 'en') return said(fields, lang, name);
  return Object.hasOwn(fields, name) ? (english[name] ?? spaced(name)) : undefined;
};

/** What a code means; undefined of what is no code. */
export const codeWord = (lang: Language, code: string): string | undefined => {
  if (lang !== 'en') return said(codes, lang, code);
  return Object.hasOwn(codes, code) ? (english[code] ?? asRead(code)) : undefined;
};
