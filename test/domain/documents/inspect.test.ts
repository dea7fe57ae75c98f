import { expect, test } from 'vitest';
import { faultOf, realTypeOf } from '#functions/domain/documents/inspect.ts';

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
  ['half a PDF', bytes('%PDF-1.7\n1 0 obj'), 'application/pdf', 'BROKEN_PDF'],
  [
    'a PDF with a script',
    bytes('%PDF-1.7 /OpenAction << /S /JavaScript >> %%EOF'),
    'application/pdf',
    'ACTIVE_CONTENT',
  ],
] as const)('R11: %s stays in quarantine', (_, content, declared, code) => {
  expect(faultOf(content, declared, 1000)).toBe(code);
});
