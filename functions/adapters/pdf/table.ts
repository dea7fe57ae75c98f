import {
  accent,
  artifact,
  draw,
  ensure,
  frame,
  group,
  hairline,
  heightOf,
  pale,
} from '#functions/adapters/pdf/page.ts';
import type { Element, Sheet, TextStyle } from '#functions/adapters/pdf/page.ts';
import type { TableBlock } from '#functions/domain/agreement/document-model.ts';

const size = 9;
const padding = { x: 6, y: 3.5 } as const;

interface Column {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

const columnsOf = (table: TableBlock): readonly Column[] => {
  const count = Math.max(table.head.length, table.rows[0]?.length ?? 0);
  const widths = Array.from({ length: count }, (_, index) => table.widths?.[index] ?? 100 / count);
  const all = widths.reduce((total, width) => total + width, 0);
  let x: number = frame.left;
  return widths.map((share, index) => {
    const width = (frame.width * share) / all;
    const column = { x, width, align: table.align?.[index] ?? 'left' } as const;
    x += width;
    return column;
  });
};

type RowKind = 'head' | 'body' | 'total';

const styleOf = (kind: RowKind, isRowHead: boolean): TextStyle => {
  if (kind === 'head') return { size, weight: 'bold', color: '#ffffff' };
  return { size, weight: kind === 'total' || isRowHead ? 'bold' : 'regular' };
};

const heightOfRow = (
  sheet: Sheet,
  columns: readonly Column[],
  cells: readonly string[],
  style: (index: number) => TextStyle,
): number =>
  Math.max(
    ...columns.map((column, index) => heightOf(sheet, cells[index] ?? '', column.width - 2 * padding.x, style(index))),
  ) +
  2 * padding.y;

const decorate = (sheet: Sheet, kind: RowKind, y: number, height: number): void => {
  const { pdf } = sheet;
  artifact(pdf, 'Layout', () => {
    if (kind === 'head') pdf.rect(frame.left, y, frame.width, height).fill(accent);
    if (kind === 'total') pdf.rect(frame.left, y, frame.width, height).fill(pale);
    pdf.lineWidth(0.5).strokeColor(hairline);
    pdf
      .moveTo(frame.left, y + height)
      .lineTo(frame.left + frame.width, y + height)
      .stroke();
  });
};

interface RowPlace {
  readonly sheet: Sheet;
  readonly columns: readonly Column[];
  readonly hasRowHeads: boolean;
}

const drawCells = (place: RowPlace, cells: readonly string[], kind: RowKind, y: number, into?: Element): void => {
  const { sheet, columns, hasRowHeads } = place;
  columns.forEach((column, index) => {
    const isRowHead = hasRowHeads && index === 0;
    const box = { x: column.x + padding.x, y: y + padding.y, width: column.width - 2 * padding.x };
    const content = (): void =>
      draw(sheet, cells[index] ?? '', box, { ...styleOf(kind, isRowHead), align: column.align });
    if (into === undefined) {
      content();
      return;
    }
    const cell = cellElement(sheet, kind === 'head' ? 'Column' : isRowHead ? 'Row' : undefined);
    into.add(cell);
    if ((cells[index] ?? '') !== '') cell.add(content);
    cell.end();
  });
};

const cellElement = (sheet: Sheet, scope: 'Column' | 'Row' | undefined): Element => {
  const cell = sheet.pdf.struct(scope === undefined ? 'TD' : 'TH');
  if (scope !== undefined) cell.dictionary.data['A'] = { O: 'Table', Scope: scope };
  return cell;
};

interface Row {
  readonly cells: readonly string[];
  readonly kind: RowKind;
  /** Room that must be left below: heads and totals do not stand alone. */
  readonly keep: number;
}

const drawRow = (place: RowPlace, table: TableBlock, { cells, kind, keep }: Row, parent: Element): void => {
  const { sheet, columns, hasRowHeads } = place;
  const style = (index: number): TextStyle => styleOf(kind, hasRowHeads && index === 0);
  const height = heightOfRow(sheet, columns, cells, style);
  if (ensure(sheet.pdf, height + keep) && kind !== 'head' && table.head.length > 0) repeatHead(place, table);
  const { y } = sheet.pdf;
  decorate(sheet, kind, y, height);
  group(sheet, parent, 'TR', (row) => drawCells(place, cells, kind, y, row));
  sheet.pdf.y = y + height;
};

/** On the next page the head is there for the eye only: its cells have been read already. */
const repeatHead = (place: RowPlace, table: TableBlock): void => {
  const { sheet, columns } = place;
  const height = heightOfRow(sheet, columns, table.head, () => styleOf('head', false));
  const { y } = sheet.pdf;
  decorate(sheet, 'head', y, height);
  artifact(sheet.pdf, 'Pagination', () => drawCells(place, table.head, 'head', y));
  sheet.pdf.y = y + height;
};

/** A table whose head is repeated on every page, amounts to the right. */
export const drawTable = (sheet: Sheet, table: TableBlock): void => {
  const place = { sheet, columns: columnsOf(table), hasRowHeads: table.head.length === 0 };
  ensure(sheet.pdf, 60);
  group(sheet, sheet.root, 'Table', (made) => {
    if (table.head.length > 0) drawRow(place, table, { cells: table.head, kind: 'head', keep: 40 }, made);
    const last = table.rows.length - 1;
    table.rows.forEach((cells, index) => {
      const kind = table.total === true && index === last ? 'total' : 'body';
      drawRow(place, table, { cells, kind, keep: table.total === true && index === last - 1 ? 24 : 0 }, made);
    });
  });
  sheet.pdf.y += 9;
};
