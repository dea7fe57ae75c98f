import { PDF, PdfArray, PdfDict, PdfName, PdfRef } from '@libpdf/core';
import type { PdfObject } from '@libpdf/core';
import type { PdfLook } from '#functions/domain/documents/inspect.ts';

/** Names under which a PDF starts programs, runs scripts, sends its forms, plays media or carries other files. */
const activeNames = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'XFA',
  'RichMedia',
  'Movie',
  'Sound',
  'Rendition',
]);

/** A scan has some hundreds of objects; a file with more than this is made to keep a reader busy. */
const maxObjects = 200_000;

const unreadable: PdfLook = { opens: false, pages: 0, encrypted: false, active: false };

/** Values below an object; a compressed stream of objects was unpacked when the file was opened. */
const under = (object: PdfObject): PdfObject[] => {
  if (object instanceof PdfDict) return [...object].flatMap(([key, value]) => [key, value]);
  return object instanceof PdfArray ? [...object] : [];
};

/** Walks from the trailer to everything that a reader could reach. */
const isActive = (pdf: PDF): boolean => {
  const seen = new Set<string>();
  const open: PdfObject[] = [pdf.context.info.trailer];
  for (let count = 0; ; count += 1) {
    const object = open.pop();
    if (object === undefined) return false;
    if (count > maxObjects || (object instanceof PdfName && activeNames.has(object.value))) return true;
    if (object instanceof PdfRef) {
      const name = `${object.objectNumber} ${object.generation}`;
      if (seen.has(name)) continue;
      seen.add(name);
      const target = pdf.getObject(object);
      if (target !== null) open.push(target);
    } else open.push(...under(object));
  }
};

/** What the reader finds when it opens a file that may be anything; a file that it cannot read does not open. */
export const lookAtPdf = async (bytes: Uint8Array): Promise<PdfLook> => {
  try {
    const pdf = await PDF.load(bytes);
    if (pdf.isEncrypted) return { opens: true, pages: 0, encrypted: true, active: false };
    const pages = pdf.getPageCount();
    // Found by guessing where its objects begin: a reader may show it, another may not.
    return { opens: !pdf.recoveredViaBruteForce, pages, encrypted: false, active: isActive(pdf) };
  } catch {
    return unreadable;
  }
};
