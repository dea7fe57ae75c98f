import {
  accent,
  artifact,
  draw,
  element,
  ensure,
  frame,
  group,
  hairline,
  heightOf,
  ink,
  pale,
} from '#functions/adapters/pdf/page.ts';
import type { Sheet } from '#functions/adapters/pdf/page.ts';
import { drawTable } from '#functions/adapters/pdf/table.ts';
import type {
  Block,
  DocumentLanguage,
  HeadingBlock,
  KeyTermBlock,
  ListBlock,
  ParagraphBlock,
  SignaturesBlock,
} from '#functions/domain/agreement/document-model.ts';

const bodySize = 10;
/** Without the names. */
const signatureHeight = 90;
/** Room for the first lines of what a heading names, an introduction and its first term among them. */
const keepBelow = 130;
const headingSize = { 1: 19, 2: 12, 3: 10.5 } as const;
const dateWord = { 'zh-Hant': '日期：', 'zh-Hans': '日期：', en: 'Date: ' } as const satisfies Record<
  DocumentLanguage,
  string
>;

/** Text that may be longer than the page is left to pdfkit's own page breaks. */
const flow = (sheet: Sheet, text: string, x: number, width: number, bold: boolean): void =>
  draw(sheet, text, { x, y: sheet.pdf.y, width }, { size: bodySize, weight: bold ? 'bold' : 'regular' });

const drawHeading = (sheet: Sheet, { level, text }: HeadingBlock, keep: number): void => {
  const { pdf } = sheet;
  const style = {
    size: headingSize[level],
    weight: 'bold',
    color: accent,
    align: level === 1 ? 'center' : 'left',
  } as const;
  if (level > 1) pdf.y += 6;
  // A heading never stands alone at the foot of a page.
  ensure(pdf, heightOf(sheet, text, frame.width, style) + keep);
  element(sheet, sheet.root, `H${level}`, () =>
    draw(sheet, text, { x: frame.left, y: pdf.y, width: frame.width }, style),
  );
  if (level === 1) {
    pdf.y += 6;
    artifact(pdf, 'Layout', () => {
      pdf.rect(frame.left, pdf.y, frame.width, 1.5).fill(accent);
    });
    pdf.y += 10;
  } else {
    pdf.y += 4;
  }
};

/** An introduction stays with the term that it introduces. */
const drawParagraph = (sheet: Sheet, { text, emphasis }: ParagraphBlock, keep = 0): void => {
  for (const line of text.split(/\r?\n/u).filter((part) => part.trim() !== '')) {
    ensure(sheet.pdf, 2.9 * bodySize + keep);
    element(sheet, sheet.root, 'P', () => flow(sheet, line, frame.left, frame.width, emphasis === true));
    sheet.pdf.y += 5;
  }
};

const drawList = (sheet: Sheet, { items }: ListBlock): void => {
  const { pdf } = sheet;
  const indent = 24;
  const list = pdf.struct('L');
  list.dictionary.data['A'] = { O: 'List', ListNumbering: 'Decimal' };
  sheet.root.add(list);
  items.forEach((text, index) => {
    ensure(pdf, Math.min(heightOf(sheet, text, frame.width - indent, { size: bodySize }), 120));
    group(sheet, list, 'LI', (made) => {
      const { y } = pdf;
      element(sheet, made, 'Lbl', () =>
        draw(sheet, `(${index + 1})`, { x: frame.left, y, width: indent }, { size: bodySize }),
      );
      pdf.y = y;
      element(sheet, made, 'LBody', () => flow(sheet, text, frame.left + indent, frame.width - indent, false));
    });
    pdf.y += 3;
  });
  list.end();
  pdf.y += 3;
};

/** R36: set apart, so that nobody overlooks what is acknowledged singly. */
const drawKeyTerm = (sheet: Sheet, { title, text }: KeyTermBlock): void => {
  const { pdf } = sheet;
  const inner = { x: frame.left + 14, width: frame.width - 26 };
  const titleStyle = { size: headingSize[3], weight: 'bold', color: accent } as const;
  const titleHeight = heightOf(sheet, title, inner.width, titleStyle);
  const height = titleHeight + heightOf(sheet, text, inner.width, { size: bodySize }) + 15;
  ensure(pdf, height + 6);
  const top = pdf.y;
  artifact(pdf, 'Layout', () => {
    pdf.rect(frame.left, top, frame.width, height).fill(pale);
    pdf.rect(frame.left, top, 4, height).fill(accent);
  });
  element(sheet, sheet.root, 'H3', () => draw(sheet, title, { ...inner, y: top + 6 }, titleStyle));
  element(sheet, sheet.root, 'P', () => draw(sheet, text, { ...inner, y: top + 8 + titleHeight }, { size: bodySize }));
  pdf.y = top + height + 6;
};

const signatureGap = 30;
const signatureWidth = (frame.width - signatureGap) / 2;

/** A long name runs over several lines, and the date stands below it. */
const nameHeight = (sheet: Sheet, { lines }: SignaturesBlock): number =>
  Math.max(14, ...lines.map(({ name = '' }) => heightOf(sheet, name, signatureWidth, { size: bodySize })));

const drawSignatures = (sheet: Sheet, block: SignaturesBlock): void => {
  const { pdf } = sheet;
  const { lines } = block;
  const gap = signatureGap;
  const width = signatureWidth;
  const names = nameHeight(sheet, block);
  const height = signatureHeight + names;
  lines.forEach((line, index) => {
    const column = index % 2;
    if (column === 0) ensure(pdf, height);
    const { y: top } = pdf;
    const x = frame.left + column * (width + gap);
    const put = (text: string, y: number, bold: boolean): void =>
      element(sheet, sheet.root, 'P', () =>
        draw(sheet, text, { x, y, width }, { size: bodySize, weight: bold ? 'bold' : 'regular', color: ink }),
      );
    put(line.label, top, true);
    artifact(pdf, 'Layout', () => {
      pdf.lineWidth(0.8).strokeColor(hairline);
      pdf
        .moveTo(x, top + 58)
        .lineTo(x + width, top + 58)
        .stroke();
    });
    if (line.name !== undefined) put(line.name, top + 62, false);
    put(`${dateWord[sheet.lang]}${line.at ?? ''}`, top + 66 + names, false);
    pdf.y = column === 1 || index === lines.length - 1 ? top + height : top;
  });
};

/** The one place that knows every kind of block. */
export const drawBlock = (sheet: Sheet, block: Block, next?: Block): void => {
  switch (block.kind) {
    case 'heading':
      return drawHeading(
        sheet,
        block,
        next?.kind === 'signatures' ? signatureHeight + nameHeight(sheet, next) + 10 : keepBelow,
      );
    case 'paragraph':
      return drawParagraph(sheet, block, next?.kind === 'keyTerm' ? 80 : 0);
    case 'list':
      return drawList(sheet, block);
    case 'table':
      return drawTable(sheet, block);
    case 'keyTerm':
      return drawKeyTerm(sheet, block);
    case 'signatures':
      return drawSignatures(sheet, block);
  }
};
