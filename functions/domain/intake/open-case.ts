import type { Unique } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';

/** R3: one open case a person; a case that ends makes room for another. Goes with every event that ends a case. */
export const freeOpenCase = (file: CaseFile): readonly Unique[] =>
  file.meta === undefined ? [] : [{ kind: 'OPEN_CASE', borrowerId: file.meta.borrowerId, act: 'free' }];
