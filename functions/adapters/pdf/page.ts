import { facesFor } from '#functions/adapters/pdf/fonts.ts';
import type { Weight } from '#functions/adapters/pdf/fonts.ts';
import { runsOf } from '#functions/adapters/pdf/text-runs.ts';
import type { Run } from '#functions/adapters/pdf/text-runs.ts';
import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';

export type Pdf = PDFKit.PDFDocument;
export type Element = ReturnType<Pdf['struct']>;

export const ink = '#1f2933';
export const accent = '#1f4e79';
export const pale = '#eef3f8';
export const hairline = '#c3ced9';

/** A4 with room for binding; the footer lives in the bottom margin. */
export const frame = { left: 62, top: 60, width: 471, bottom: 772 } as const;

export interface TextStyle {
  readonly size: number;
  readonly weight?: Weight;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
}

/** A document that is being written: the pdf, its language, where structure goes. */
export interface Sheet {
  readonly pdf: Pdf;
  readonly lang: DocumentLanguage;
  readonly root: Element;
  /** Characters set so far: whether a block has left anything on the page. */
  readonly ink: { characters: number };
}

const setFace = (pdf: Pdf, run: Run): void => {
  // Registering by name keeps one embedded subset a face, whatever the number of texts.
  pdf.registerFont(run.face.name, run.face.bytes);
  pdf.font(run.face.name);
};

/** Chinese fonts draw curly quotes as wide as a Han character, which tears English apart. */
const straightened = (text: string): string => text.replaceAll(/[‘’]/gu, "'").replaceAll(/[“”]/gu, '"');

const runs = (sheet: Sheet, text: string, style: TextStyle): readonly Run[] =>
  runsOf(sheet.lang === 'en' ? straightened(text) : text, facesFor(sheet.lang, style.weight ?? 'regular'));

const lineGap = 1.5;

/** Height of the text when set in that width. */
export const heightOf = (sheet: Sheet, text: string, width: number, style: TextStyle): number => {
  const all = runs(sheet, text, style);
  const first = all[0];
  if (first === undefined) return 0;
  setFace(sheet.pdf, first);
  const whole = all.map((run) => run.text).join('');
  return sheet.pdf.fontSize(style.size).heightOfString(whole === '' ? ' ' : whole, { width, lineGap });
};

/** Sets the text at a place; a mix of fonts is always set to the left. */
export const draw = (
  sheet: Sheet,
  text: string,
  box: { x: number; y: number; width: number },
  style: TextStyle,
): void => {
  const all = runs(sheet, text, style);
  const { pdf } = sheet;
  sheet.ink.characters += all.reduce((sum, run) => sum + run.text.trim().length, 0);
  pdf.fontSize(style.size).fillColor(style.color ?? ink);
  all.forEach((run, index) => {
    setFace(pdf, run);
    const options = {
      width: box.width,
      lineGap,
      align: all.length > 1 ? 'left' : (style.align ?? 'left'),
      continued: index < all.length - 1,
    };
    if (index === 0) pdf.text(run.text, box.x, box.y, options);
    else pdf.text(run.text, options);
  });
};

/** Lines, fills and repeated heads say nothing to a screen reader. */
export const artifact = (pdf: Pdf, type: 'Layout' | 'Pagination', drawIt: () => void): void => {
  pdf.markContent('Artifact', { type });
  drawIt();
  pdf.endMarkedContent();
};

/** Starts a new page when what comes next would not fit. */
export const ensure = (pdf: Pdf, height: number): boolean => {
  if (pdf.y + height <= frame.bottom) return false;
  pdf.addPage();
  pdf.y = frame.top;
  return true;
};

/** One structure element with its content drawn at once. */
export const element = (sheet: Sheet, parent: Element, type: string, content: () => void): void => {
  const made = sheet.pdf.struct(type);
  parent.add(made);
  made.add(content);
  made.end();
};

/** A structure element that holds others. */
export const group = (sheet: Sheet, parent: Element, type: string, fill: (made: Element) => void): void => {
  const made = sheet.pdf.struct(type);
  parent.add(made);
  fill(made);
  made.end();
};
