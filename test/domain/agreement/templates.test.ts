import { expect, test } from 'vitest';
import { checklistItems, checklistOf, keyTerms, missingItems } from '#functions/domain/agreement/document-model.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { amountText, percentText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import { formsInUse } from '#functions/domain/agreement/forms-in-use.ts';
import { publish, templateHash, templates } from '#functions/domain/agreement/forms.ts';
import { secondText } from '#functions/domain/agreement/template-notices.ts';
import {
  sampleAgreement,
  sampleAmendment,
  sampleCertificate,
  sampleNotice,
} from '#functions/domain/agreement/template-samples.ts';
import { agreementDocument, amendmentDocument, certificateDocument } from '#functions/domain/agreement/templates.ts';
import { NoticeKind } from '#functions/domain/servicing-parts.ts';

const languages = ['zh-Hant', 'zh-Hans', 'en'] as const;
const said = (model: DocumentModel): string => JSON.stringify(model.blocks);

test.each(languages)('R35: the agreement in %s renders every item of the checklist', (lang) => {
  const model = agreementDocument(sampleAgreement(lang));
  expect(checklistOf(model).map((checked) => checked.id)).toEqual([...checklistItems]);
  expect(missingItems(model, true)).toEqual([]);
});

test('R35: the promise not to apply for a card stands only where a card is among the debts', () => {
  const input = sampleAgreement('zh-Hans');
  const model = agreementDocument({
    ...input,
    accounts: input.accounts.filter((account) => account.productType === 'CONSUMER_LOAN'),
  });
  expect(missingItems(model, false)).toEqual([]);
  expect(missingItems(model, true)).toEqual(['C7_4_NO_NEW_CARD']);
});

test('R35: an item whose block is taken out is missed', () => {
  const model = agreementDocument(sampleAgreement('en'));
  const without = {
    ...model,
    blocks: model.blocks.filter((block) => block.covers?.includes('LEGAL_REMEDIES') !== true),
  };
  expect(missingItems(without, true)).toEqual(['LEGAL_REMEDIES']);
});

test('R36: the key terms are rate, fee, waterfall and effect of breach', () => {
  expect(keyTerms(agreementDocument(sampleAgreement('en')))).toEqual(['RATE', 'FEE', 'WATERFALL', 'BREACH_EFFECT']);
});

test('R28: the schedule shows number, due date, principal, interest, fee and total of each instalment, and the sum', () => {
  const model = agreementDocument(sampleAgreement('en'));
  const schedule = model.blocks.find((block) => block.covers?.includes('C7_2_SCHEDULE') === true);
  expect(schedule).toMatchObject({
    rows: [
      ['1', '31 January 2026', '500.00', '10.00', '5.00', '515.00'],
      ['2', '28 February 2026', '500.00', '5.00', '5.00', '510.00'],
      ['Total', '', '1,000.00', '15.00', '10.00', '1,025.00'],
    ],
  });
});

test.each(languages)(
  'R9a: all documents and messages in %s show hotline, officer check, complaint and warning',
  (lang) => {
    const texts = [
      said(agreementDocument(sampleAgreement(lang))),
      said(amendmentDocument(sampleAmendment(lang))),
      said(certificateDocument(sampleCertificate(lang))),
      ...NoticeKind.options.map((kind) => secondText(kind, lang, sampleNotice(lang)).text),
    ];
    const warning = { 'zh-Hant': '捷徑', 'zh-Hans': '捷径', en: 'shortcuts' }[lang];
    for (const text of texts)
      for (const part of ['HOTLINE', 'OFFICER-CHECK', 'COMPLAINT', 'REGULATOR', warning]) expect(text).toContain(part);
  },
);

test('R48: an amendment shows before and after; a pure gift is signed by the bank alone', () => {
  const both = amendmentDocument(sampleAmendment('en'));
  expect(said(both)).toContain('["TERM","BEFORE","AFTER"]');
  const gift = amendmentDocument({ ...sampleAmendment('en'), signedByBoth: false });
  expect(gift.blocks.at(-1)).toMatchObject({ kind: 'signatures', lines: [{ label: 'For the Bank' }] });
});

test('R34: the hash of a form is stable, differs by form and language, and a retired version is refused', () => {
  const hashes = Object.entries(templates).length * languages.length;
  const all = languages.flatMap((lang) => [
    templateHash('repayment-agreement', '2', lang),
    templateHash('amendment', '1', lang),
    templateHash('settlement-certificate', '1', lang),
    templateHash('breach-letter', '1', lang),
    templateHash('demand-letter', '1', lang),
    templateHash('notice', '2', lang),
  ]);
  expect(new Set(all).size).toBe(hashes);
  expect(templateHash('amendment', '1', 'en')).toBe(templateHash('amendment', '1', 'en'));
  expect(() => templateHash('amendment', '0', 'en')).toThrow(expect.objectContaining({ code: 'FormRetired' }));
});

test('R35: a form that lacks an item, or names one without words, cannot be published', () => {
  const skeleton = (lang: (typeof languages)[number]): DocumentModel => agreementDocument(sampleAgreement(lang));
  for (const lang of languages) {
    expect(publish({ version: '9', skeleton }, lang)).toMatchObject({ templateVersion: '9' });
    for (const item of checklistItems) {
      const without = (): DocumentModel => ({
        ...skeleton(lang),
        blocks: skeleton(lang).blocks.filter((block) => block.covers?.includes(item) !== true),
      });
      expect(() => publish({ version: '9', skeleton: without }, lang)).toThrow(
        expect.objectContaining({ code: 'ChecklistIncomplete' }),
      );
    }
  }
  const silent = (): DocumentModel => ({
    ...skeleton('en'),
    blocks: skeleton('en').blocks.map((block) =>
      block.kind === 'list' && block.covers?.includes('LEGAL_REMEDIES') === true ? { ...block, items: [' '] } : block,
    ),
  });
  expect(() => publish({ version: '9', skeleton: silent }, 'en')).toThrow(/LEGAL_REMEDIES/u);
});

test('R34: whoever changes a word of the form gives it a new version: these are the words of version 2', () => {
  expect(languages.map((lang) => formsInUse[lang])).toEqual(
    [
      'f0f59b09f27ad22b98797f9e44b5ac89fb2881a0d20ac9a240eee69bf8e1ee40',
      '275572d93b52aab6f5f8399b2e91d99b21d836842d016c9c49ee6e47aa2ba1b7',
      '8fa6915cba8286f397f1d0002b0db3f0be8d7d704a5430ceae90c365cced1121',
    ].map((templateHash) => ({ templateId: 'repayment-agreement', templateVersion: '2', templateHash })),
  );
});

test('every kind of notice has words, and no message leaves a gap for an unknown fact', () => {
  const { hotline, officerCheck, complaint, regulatorLine, bankName } = sampleNotice('en');
  for (const lang of languages) {
    for (const kind of NoticeKind.options) {
      expect(secondText(kind, lang, { hotline, officerCheck, complaint, regulatorLine, bankName }).text).not.toContain(
        'undefined',
      );
    }
  }
});

test('the notice of breach names overdue amount, balance, reason, remedy period, rights and where to object', () => {
  const { text } = secondText('BREACH_NOTICE', 'en', sampleNotice('en'));
  for (const part of [
    'BORROWER',
    'CNY 515.00',
    'CNY 1,025.00',
    'Reason and basis',
    '14 February 2026',
    'object and hand in evidence',
    'HOTLINE',
    'BANK',
  ])
    expect(text).toContain(part);
});

test('amounts, rates and dates are written as people read them', () => {
  expect(amountText(123_456_789, 'CNY')).toBe('1,234,567.89');
  expect(amountText(1234, 'JPY')).toBe('1,234');
  expect(amountText(-5, 'HKD')).toBe('-0.05');
  expect(percentText('0.0725', 'zh-Hant')).toBe('7.25%');
  expect(writtenDate('2026-02-28', 'zh-Hans')).toBe('2026年2月28日');
});
