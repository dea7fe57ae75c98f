/** Which machine does an item; its rule says why it is due. */
export interface AgendaItem {
  readonly kind: string;
  /** What it is about, e.g. an instalment number: part of the execution's name. */
  readonly ref: string;
  readonly dueAt: string;
  readonly rule: string;
  readonly machine: 'follow-up' | 'instalment' | 'deadline' | 'archiving' | 'retention';
}

/** A line of a worklist: `assignee` is `ROLE#branch` or `PERSON#id`. */
export interface Work {
  readonly assignee: string;
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
}

/** An item before it is known which machine does it. */
export type Due = Omit<AgendaItem, 'machine'>;
