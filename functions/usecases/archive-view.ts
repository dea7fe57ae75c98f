import type { Appraisal, Archive, Destruction } from '#functions/domain/archive-parts.ts';
import { classesOf } from '#functions/domain/archive/classes.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const textOf = (file: CaseFile, textId: string | undefined): { text?: string } => {
  const item = file.privates[`TEXT#${textId ?? ''}`];
  return item?.kind === 'TEXT' ? { text: item.text } : {};
};

/** R66: the hold with the words of who ordered it; they are for those who may see the package. */
export const shownHold = (file: CaseFile, { legalHold }: Archive) => {
  if (legalHold === undefined) return { inForce: false };
  const { authority, reason, ...hold } = legalHold;
  return {
    inForce: true,
    ...hold,
    authority: textOf(file, authority.textId).text,
    reason: textOf(file, reason.textId).text,
  };
};

const withoutReason = <T extends { readonly reason?: unknown }>({ reason: _reason, ...rest }: T): Omit<T, 'reason'> =>
  rest;
const shownAppraisal = ({ voice, ...appraisal }: Appraisal) => ({
  ...appraisal,
  ...(voice === undefined ? {} : { voice: withoutReason(voice) }),
});
/** The record of a destruction without the words of its reason. */
export const shownDestruction = ({ documentIds: _documentIds, ...destruction }: Destruction) =>
  withoutReason(destruction);

/** What is kept for how long, what stands against its end, and what was decided (R66). */
export const retentionView = (file: CaseFile, archive: Archive) => ({
  classes: classesOf(file, packOf(file.policy.jurisdiction, file.policy.version), archive),
  legalHold: shownHold(file, archive),
  appraisals: (archive.appraisals ?? []).map(shownAppraisal),
  destructions: (archive.destructions ?? []).map(shownDestruction),
});

/** What was decided last about an appraisal: proposed by one, or in force. */
export const shownDecision = (archive: Archive, appraisalId: string | undefined) => {
  const appraisal = (archive.appraisals ?? []).find((one) => one.appraisalId === appraisalId);
  if (appraisal?.voice === undefined) throw new Refusal('NotFound', 'there is no such decision');
  const { decision, classes, until } = appraisal.voice;
  return {
    appraisalId: appraisal.appraisalId,
    decision,
    classes,
    ...(until === undefined ? {} : { until }),
    status: appraisal.decided === undefined ? 'PROPOSED' : 'IN_FORCE',
  };
};
