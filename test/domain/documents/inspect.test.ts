import { expect, test } from 'vitest';
import { PDF } from '@libpdf/core';
import { lookAtPdf } from '#functions/adapters/pdf/look.ts';
import { faultOf, pdfFaultOf, realTypeOf } from '#functions/domain/documents/inspect.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const pdf = bytes('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n');
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

test('R11: a file is what its bytes say', () => {
  expect(realTypeOf(pdf)).toBe('application/pdf');
  expect(realTypeOf(png)).toBe('image/png');
  expect(realTypeOf(jpeg)).toBe('image/jpeg');
  expect(realTypeOf(bytes('<html>'))).toBeUndefined();
});

test('R11: a file that is what it says comes in', () => {
  expect(faultOf(pdf, 'application/pdf', 1000)).toBeUndefined();
  expect(faultOf(png, 'image/png', 1000)).toBeUndefined();
});

test.each([
  ['an empty file', bytes(''), 'application/pdf', 'EMPTY'],
  ['a file over the limit', new Uint8Array(1001), 'application/pdf', 'TOO_LARGE'],
  ['a web page', bytes('<html></html>'), 'application/pdf', 'TYPE_NOT_ACCEPTED'],
  ['a picture that says it is a PDF', png, 'application/pdf', 'TYPE_DIFFERS'],
] as const)('R11: %s stays in quarantine', (_, content, declared, code) => {
  expect(faultOf(content, declared, 1000)).toBe(code);
});

test('R11: sound is told by its bytes, not by its name', () => {
  expect(realTypeOf(bytes('OggS...'))).toBe('audio/ogg');
  expect(realTypeOf(bytes('ID3.....'))).toBe('audio/mpeg');
  expect(realTypeOf(Uint8Array.from([0xff, 0xfb, 0x90, 0]))).toBe('audio/mpeg');
  expect(realTypeOf(bytes('RIFF....WAVEfmt '))).toBe('audio/wav');
  expect(realTypeOf(bytes('RIFF....AVI fmt '))).toBeUndefined();
  expect(realTypeOf(bytes('....ftypM4A '))).toBe('audio/mp4');
});

const text = (content: Uint8Array): string => new TextDecoder('latin1').decode(content);

/** The page as it was made, with an update behind it that puts one entry more into its catalogue. */
const withEntry = (entry: string): Uint8Array => {
  const page = text(tinyPdf('one page'));
  const catalogue = `1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${entry} >>\nendobj\n`;
  const before = /startxref\n(\d+)/.exec(page)?.[1] ?? '';
  const table = `xref\n1 1\n${String(page.length).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev ${before} >>\n`;
  return bytes(`${page}${catalogue}${table}startxref\n${page.length + catalogue.length}\n%%EOF\n`);
};

const locked = async (): Promise<Uint8Array> => {
  const paper = await PDF.load(tinyPdf('one page'));
  paper.setProtection({ userPassword: 'secret', ownerPassword: 'owner' });
  return paper.save();
};

const carrying = async (): Promise<Uint8Array> => {
  const paper = await PDF.load(tinyPdf('one page'));
  paper.addAttachment('tool.exe', bytes('MZ'));
  return paper.save();
};

test('R11: a PDF that opens, has a page and does nothing comes in', async () => {
  expect(pdfFaultOf(await lookAtPdf(withEntry('/Lang (en)')))).toBeUndefined();
  expect(pdfFaultOf(await lookAtPdf(tinyPdf('one page')))).toBeUndefined();
});

test.each([
  ['half a PDF', async () => bytes('%PDF-1.7\n1 0 obj'), 'BROKEN_PDF'],
  ['a PDF that only begins and ends as one', async () => pdf, 'BROKEN_PDF'],
  [
    'a PDF with a script',
    async () => withEntry('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
    'ACTIVE_CONTENT',
  ],
  [
    'a PDF whose script hides behind another spelling',
    async () => withEntry('/OpenAction << /S /J#61vaScript /JS () >>'),
    'ACTIVE_CONTENT',
  ],
  ['a PDF that starts a program', async () => withEntry('/OpenAction << /S /Launch /F (cmd) >>'), 'ACTIVE_CONTENT'],
  ['a PDF that carries another file', carrying, 'ACTIVE_CONTENT'],
  ['a PDF that asks for a password', locked, 'ENCRYPTED'],
] as const)('R11: %s stays in quarantine', async (_, make, code) => {
  expect(pdfFaultOf(await lookAtPdf(await make()))).toBe(code);
});
