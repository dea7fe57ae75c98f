import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { checklistItems, keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { Complaint } from '#functions/domain/complaints/complaint.ts';
import { partKinds } from '#functions/domain/model.ts';
import type { PartKind } from '#functions/domain/model.ts';
import { Language } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { PrivateItem } from '#functions/domain/private-items.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { copiedParts } from '#functions/domain/rights/copied-parts.ts';
import { codeWord, fieldWord, technicalFields } from '#functions/domain/rights/part-words.ts';
import { shownPart } from '#functions/domain/rights/shown-part.ts';

const languages = Language.options;
const copied: readonly PartKind[] = Object.values(copiedParts).flat();

/** Marks of our own agenda, bookkeeping of the bank, reasons of safety, and other people's contacts. */
const notCopied = [
  'archives',
  'bookings',
  'complaints',
  'defaultProposals',
  'holds',
  'keptSteps',
  'lapses',
  'limitations',
  'marks',
  'permits',
  'reconciliations',
];

const Node = z.looseObject({
  properties: z.record(z.string(), z.json()).optional(),
  enum: z.array(z.json()).optional(),
  const: z.json().optional(),
});

/** Every name of a field and every code that a schema knows. */
const wordsIn = (schema: z.ZodType): { names: Set<string>; codes: Set<string> } => {
  const [names, codes] = [new Set<string>(), new Set<string>()];
  const walk = (value: z.infer<ReturnType<typeof z.json>>): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return undefined;
    const node = Node.parse(value);
    for (const name of Object.keys(node.properties ?? {})) names.add(name);
    for (const code of [...(node.enum ?? []), node.const]) if (typeof code === 'string') codes.add(code);
    return Object.values(value).forEach(walk);
  };
  walk(z.json().parse(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })))));
  return { names, codes };
};

const shownOfComplaint = Complaint.pick({
  complaintId: true,
  topic: true,
  channel: true,
  status: true,
  receivedOn: true,
  dueOn: true,
  finding: true,
  nextBodies: true,
  reason: true,
  remedy: true,
});
const schemas: readonly [string, z.ZodType][] = [
  ...copied.map((kind): [string, z.ZodType] => [kind, partKinds[kind].schema]),
  ['private items', PrivateItem],
  ['complaints', shownOfComplaint.extend({ description: z.string() })],
];

describe('R68: the copy is read in the language of the borrower', () => {
  test('R68: of every kind of part it is known whether the copy has it', () => {
    expect([...copied, ...notCopied].toSorted()).toEqual(Object.keys(partKinds).toSorted());
  });

  test.each(schemas)('R68: each field and each code of %s has a word in the three languages', (_, schema) => {
    const { names, codes } = wordsIn(schema);
    expect(names.size).toBeGreaterThan(1);
    for (const lang of languages) {
      expect([...names].filter((name) => !technicalFields.has(name) && !fieldWord(lang, name))).toEqual([]);
      expect([...codes].filter((code) => !codeWord(lang, code))).toEqual([]);
    }
  });

  test('R68: each heading has a word, in Chinese without a Latin letter', () => {
    for (const lang of languages)
      for (const heading of [...Object.keys(copiedParts), 'complaints'])
        expect(fieldWord(lang, heading), heading).toMatch(lang === 'en' ? /^[a-z ]+$/u : /^\p{Script=Han}+$/u);
  });

  test('R68: so have the items of an agreement, its key terms and what is verified on a visit', () => {
    const packs = ['CN', 'TW', 'HK'].map((jurisdiction) => packOf(jurisdiction));
    const fields = packs.flatMap(fieldsToVerify).map((field) => field.replace(/^DOC:/u, ''));
    for (const lang of languages)
      expect([...checklistItems, ...keyTermIds, ...fields].filter((code) => !codeWord(lang, code))).toEqual([]);
  });

  test('R68: a field that nobody has named yet is found', () => {
    const { names, codes } = wordsIn(z.strictObject({ shoeSize: z.enum(['VERY_LARGE']) }));
    expect([...names].map((name) => fieldWord('zh-Hans', name))).toEqual([undefined]);
    expect([...codes].map((code) => codeWord('en', code))).toEqual([undefined]);
  });

  const reading = { lang: 'zh-Hant', timezone: 'Asia/Shanghai', texts: new Map([['text_1', '搬家了']]) } as const;
  test.each([
    ['an amount in its currency', { currency: 'CNY', amountMinor: 1234567 }, '人民幣 12,345.67'],
    ['a paper that was checked', { field: 'DOC:RESIDENCE' }, '居住'],
    ['a day', { dueOn: '2026-05-01' }, '2026年5月1日'],
    ['an instant by the borrower’s clock', { sentAt: '2026-05-01T18:30:00Z' }, '2026年5月2日 02:30'],
    ['a rate', { annualRate: '0.0725' }, '7.25%'],
    ['a code', { status: 'ON_TRACK' }, '正常履行'],
    ['yes and no', { found: false }, '否'],
    ['words behind a reference', { reason: { textId: 'text_1', hmac: 'a'.repeat(64) } }, '搬家了'],
    ['what stood there before a correction', { content: '{"address":"桃花巷"}' }, '地址'],
  ])('R68: the page shows %s', (_, part, said) => {
    expect(shownPart('', part, reading)).toContain(said);
  });

  test('R68: words that somebody wrote are no codes, and no digest is shown', () => {
    const page = shownPart(
      '',
      { text: 'TRANSFER', sha256: 'b'.repeat(64), status: 'SENT' },
      { ...reading, lang: 'en' },
    );
    expect(page).toContain('TRANSFER');
    expect(page).not.toContain('bbb');
  });

  test('R68: rows that are alike are one table with its names once, and a wide or nested part is told line by line', () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      no: index + 1,
      dueOn: '2026-05-01',
      principalMinor: 100,
    }));
    const page = shownPart('rows', rows, { ...reading, currency: 'CNY' });
    expect(page.match(/<th>/gu)).toHaveLength(3);
    expect(page.match(/<tr>/gu)).toHaveLength(61);
    expect(shownPart('rows', [{ a: { b: 1 } }, { a: { b: 2 } }], reading)).toContain('<ul class="parts">');
  });
});
