import { expect, test } from 'vitest';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { checklistOf } from '#functions/domain/agreement/document-model.ts';
import type { Block, DocumentLanguage, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { sampleAgreement, sampleAmendment, sampleCertificate } from '#functions/domain/agreement/template-samples.ts';
import { agreementDocument, amendmentDocument, certificateDocument } from '#functions/domain/agreement/templates.ts';

const languages = ['zh-Hant', 'zh-Hans', 'en'] as const;

const saying = (text: string, lang: DocumentLanguage = 'zh-Hant'): DocumentModel => ({
  lang,
  title: 'T',
  subject: 'S',
  createdAt: '2026-01-01T12:00:00Z',
  blocks: [
    { kind: 'heading', level: 1, text: 'T' },
    { kind: 'paragraph', text },
  ],
});

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const pagesOf = (bytes: Uint8Array): number => latin(bytes).match(/\/Type \/Page\b(?!s)/gu)?.length ?? 0;

test.each(languages)(
  'the same agreement in %s is the same bytes, tagged and marked as PDF/A-2a and PDF/UA-1',
  async (lang) => {
    const [first, second] = [
      await renderPdf(agreementDocument(sampleAgreement(lang))),
      await renderPdf(agreementDocument(sampleAgreement(lang))),
    ];
    expect(Buffer.compare(first, second)).toBe(0);
    const text = latin(first);
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).toContain('/Marked true');
    expect(text).not.toContain('/Helvetica');
  },
);

test.each(languages)('amendment and certificate render in %s', async (lang) => {
  expect(pagesOf(await renderPdf(amendmentDocument(sampleAmendment(lang))))).toBeGreaterThan(0);
  expect(pagesOf(await renderPdf(certificateDocument(sampleCertificate(lang))))).toBeGreaterThan(0);
});

test('R34: a character that no font shows is refused by its name, before anything is written', async () => {
  await expect(renderPdf(saying('按期還款 😀'))).rejects.toMatchObject({
    code: 'FreeTextNotAllowed',
    message: expect.stringContaining('U+1F600'),
  });
});

test('R35: only a block that has put words on a page is printed; the checklist is what was printed', async () => {
  const printed: Block[] = [];
  const covering = (text: string): Block => ({ kind: 'paragraph', text, covers: ['LEGAL_REMEDIES'] });
  const model = saying('x');
  await renderPdf({ ...model, blocks: [...model.blocks, covering(' \u200B ')] }, (block) => printed.push(block));
  expect(printed).toHaveLength(2);
  expect(checklistOf({ blocks: printed })).toEqual([]);
  await renderPdf({ ...model, blocks: [covering('courts')] }, (block) => printed.push(block));
  expect(checklistOf({ blocks: printed }).map(({ id }) => id)).toEqual(['LEGAL_REMEDIES']);
});

test('simplified characters in a traditional text, tabs and line ends are printed', async () => {
  await expect(renderPdf(saying('漢字与汉字\t并列\r\n第二行'))).resolves.toBeInstanceOf(Uint8Array);
  await expect(renderPdf(saying('the officer’s “word” 陳', 'en'))).resolves.toBeInstanceOf(Uint8Array);
});

test('a schedule of 60 instalments runs over several pages', async () => {
  const input = sampleAgreement('en');
  const instalments = Array.from({ length: 60 }, (_, index) => ({
    no: index + 1,
    dueOn: '2027-01-31',
    principalMinor: 1000,
    interestMinor: 10,
    feeMinor: 0,
  }));
  expect(pagesOf(await renderPdf(agreementDocument({ ...input, instalments })))).toBeGreaterThan(4);
});

test('markup in a title stays out of the metadata', async () => {
  expect(latin(await renderPdf({ ...saying('x'), subject: '<b>&' }))).not.toContain('<b>&');
});
