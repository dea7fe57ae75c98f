import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';

type Borrower = Extract<PrivateItem, { kind: 'BORROWER' }>;

/** Name, number and contact points of the person; a replayed file has none (4.15, 15). */
export const borrowerOf = (file: CaseFile): Borrower | undefined =>
  Object.values(file.privates).find((item): item is Borrower => item.kind === 'BORROWER');
