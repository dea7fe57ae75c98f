import type * as z from 'zod';
import type { CaseFile } from '#functions/domain/model.ts';
import type { DocumentClass, Paper } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

const counts = (paper: Paper, day: string): boolean =>
  paper.purpose === 'PAPER' &&
  paper.status === 'ACCEPTED' &&
  (paper.validUntil === undefined || paper.validUntil >= day);

/** R10: one accepted paper a class is enough; more is not asked for (C35). */
export const missingClasses = (file: CaseFile, policy: PolicyPack, day: string): z.infer<typeof DocumentClass>[] => {
  const accepted = Object.values(file.documents).filter((paper) => counts(paper, day));
  return policy.documents.required.filter((needed) => !accepted.some((paper) => paper.documentClass === needed));
};
