import type { Instant } from '#functions/domain/calendar.ts';

export type DocumentLanguage = 'zh-Hant' | 'zh-Hans' | 'en';

/** R35 and R9a: what the text must contain, each item rendered from at least one block. */
export const checklistItems = [
  'RIGHTS_AND_DUTIES',
  'TERM_AND_FREQUENCY',
  'BREACH_LIABILITY',
  'LEGAL_REMEDIES',
  'C7_1_BALANCE',
  'C7_2_SCHEDULE',
  'C7_3_CHARGES',
  'C7_4_NO_NEW_CARD',
  'C7_5_DUTIES_AND_BREACH',
  'C7_6_OTHER',
  'COMPLAINT_CHANNEL',
  'WATERFALL',
  'ADJUSTMENT_AND_REWARD',
  'DATA_NOTICE',
  'HOTLINE',
  'OFFICER_CHECK',
  'INTERMEDIARY_WARNING',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

/** R36: the terms that the borrower acknowledges one by one. */
export const keyTermIds = ['RATE', 'FEE', 'WATERFALL', 'BREACH_EFFECT'] as const;
export type KeyTermId = (typeof keyTermIds)[number];

interface Covering {
  /** Checklist items that this block renders. */
  readonly covers?: readonly ChecklistItem[];
}
export interface HeadingBlock extends Covering {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly text: string;
}
export interface ParagraphBlock extends Covering {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly emphasis?: boolean;
}
export interface ListBlock extends Covering {
  readonly kind: 'list';
  readonly items: readonly string[];
}
export interface TableBlock extends Covering {
  readonly kind: 'table';
  /** Empty: the first column heads its rows. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Left where it is silent; amounts go right. */
  readonly align?: readonly ('left' | 'right')[];
  /** Relative column widths, equal where silent. */
  readonly widths?: readonly number[];
  /** The last row is a total. */
  readonly total?: boolean;
}
export interface SignatureLine {
  readonly label: string;
  readonly name?: string;
  readonly at?: string;
}
export interface SignaturesBlock extends Covering {
  readonly kind: 'signatures';
  readonly lines: readonly SignatureLine[];
}
export interface KeyTermBlock extends Covering {
  readonly kind: 'keyTerm';
  readonly id: KeyTermId;
  readonly title: string;
  readonly text: string;
}
export type Block = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | SignaturesBlock | KeyTermBlock;

/** A document without layout: what it says, in order. The renderer alone knows pages and fonts. */
export interface DocumentModel {
  readonly lang: DocumentLanguage;
  readonly title: string;
  readonly subject: string;
  readonly createdAt: Instant;
  readonly blocks: readonly Block[];
}

export interface CheckedItem {
  readonly id: ChecklistItem;
  /** Position of the first block that renders the item. */
  readonly block: number;
}

/** Whether a reader finds any words in the block: a claim to cover an item is not enough. */
const hasWords = (block: Block): boolean => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'keyTerm':
      return block.text.trim() !== '';
    case 'list':
      return block.items.some((item) => item.trim() !== '');
    case 'table':
      return block.rows.flat().some((cell) => cell.trim() !== '');
    case 'signatures':
      return block.lines.length > 0;
  }
};

/** Which checklist items the document really renders, and where: the decider compares, nobody asserts (R35). */
export const checklistOf = (model: Pick<DocumentModel, 'blocks'>): readonly CheckedItem[] =>
  checklistItems.flatMap((id) => {
    const block = model.blocks.findIndex((candidate) => candidate.covers?.includes(id) === true && hasWords(candidate));
    return block === -1 ? [] : [{ id, block }];
  });

/** Items that a complete document of this kind lacks; the promise not to apply for cards is for card debt only (C7). */
export const missingItems = (model: DocumentModel, hasCard: boolean): readonly ChecklistItem[] => {
  const present = new Set(checklistOf(model).map((checked) => checked.id));
  return checklistItems.filter((id) => !present.has(id) && (hasCard || id !== 'C7_4_NO_NEW_CARD'));
};

/** The terms to acknowledge singly before signing (R36). */
export const keyTerms = (model: DocumentModel): readonly KeyTermId[] =>
  model.blocks.flatMap((block) => (block.kind === 'keyTerm' ? [block.id] : []));
