import PDFDocument from 'pdfkit';
import { drawBlock } from '#functions/adapters/pdf/blocks.ts';
import { artifact, draw, frame, hairline } from '#functions/adapters/pdf/page.ts';
import type { Pdf, Sheet } from '#functions/adapters/pdf/page.ts';
import { printable } from '#functions/adapters/pdf/text-runs.ts';
import type { Block, DocumentLanguage, DocumentModel } from '#functions/domain/agreement/document-model.ts';

/** PDF/UA-1 beside PDF/A-2a: PDF/A wants every foreign XMP property described. */
const universalAccess = `
  <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
  <rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>`;

/** pdfkit writes these into XMP unescaped. */
const metadataText = (text: string): string => printable(text).replaceAll(/[<>&]/gu, ' ');

const open = ({ lang, title, subject, createdAt }: DocumentModel): Pdf => {
  const created = new Date(createdAt);
  return new PDFDocument({
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang,
    displayTitle: true,
    size: 'A4',
    bufferPages: true,
    margins: { left: frame.left, top: frame.top, right: 595 - frame.left - frame.width, bottom: 842 - frame.bottom },
    // Silent, pdfkit would begin with a Helvetica that it does not embed.
    font: '',
    info: {
      Title: metadataText(title),
      Subject: metadataText(subject),
      Creator: 'Repayment assistance',
      Producer: 'pdfkit',
      CreationDate: created,
      ModDate: created,
    },
  });
};

const pageWord = {
  'zh-Hant': (no: number, of: number) => `第 ${no} 頁，共 ${of} 頁`,
  'zh-Hans': (no: number, of: number) => `第 ${no} 页，共 ${of} 页`,
  en: (no: number, of: number) => `Page ${no} of ${of}`,
} as const satisfies Record<DocumentLanguage, (no: number, of: number) => string>;

/** Written last, when the number of pages is known. */
const drawFooters = (sheet: Sheet, subject: string): void => {
  const { pdf, lang } = sheet;
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    // The footer stands in the margin, where pdfkit would otherwise start a new page.
    pdf.page.margins.bottom = 0;
    const box = { x: frame.left, y: frame.bottom + 22, width: frame.width };
    const style = { size: 8, color: '#52606d' } as const;
    artifact(pdf, 'Pagination', () => {
      pdf.lineWidth(0.5).strokeColor(hairline);
      pdf
        .moveTo(frame.left, frame.bottom + 15)
        .lineTo(frame.left + frame.width, frame.bottom + 15)
        .stroke();
      draw(sheet, subject, { ...box, width: frame.width * 0.7 }, style);
      draw(sheet, pageWord[lang](index + 1, count), box, { ...style, align: 'right' });
    });
  }
};

const collect = (pdf: Pdf): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on('error', reject);
  });

/**
 * PDF/A-2a and PDF/UA-1 in one file, the same bytes for the same model. Refuses with `FreeTextNotAllowed` when a character
 * is in none of the fonts: an agreement with a blank box instead of a name is no agreement. `onPrinted` hears of each
 * block that has put words on a page, so that the checklist is compared with what was rendered (R35).
 */
export const renderPdf = async (model: DocumentModel, onPrinted?: (block: Block) => void): Promise<Uint8Array> => {
  const pdf = open(model);
  const bytes = collect(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const sheet: Sheet = { pdf, lang: model.lang, root, ink: { characters: 0 } };
  model.blocks.forEach((block, index) => {
    const before = sheet.ink.characters;
    drawBlock(sheet, block, model.blocks[index + 1]);
    if (sheet.ink.characters > before) onPrinted?.(block);
  });
  root.end();
  drawFooters(sheet, model.subject);
  pdf.appendXML(universalAccess);
  pdf.end();
  return await bytes;
};
