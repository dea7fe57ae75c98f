import type * as z from 'zod';
import type { CaseShown, DisputeShown, Include, PartyShown } from '#functions/contracts/case-file.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { masked, maskedPoint } from '#functions/domain/masking.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { aboutCase } from '#functions/usecases/act.ts';

type Known = Extract<PrivateItem, { kind: 'BORROWER' | 'PARTY' }>;

const partyShown = (known: Known): z.infer<typeof PartyShown> => ({
  role: known.kind === 'BORROWER' ? 'BORROWER' : known.id,
  name: known.name,
  ...(known.idType === undefined ? {} : { idType: known.idType }),
  ...(known.idNo === undefined ? {} : { idNo: masked(known.idNo) }),
  contactPoints: known.contactPoints.map((point) => ({
    ...point,
    value: maskedPoint(point),
  })),
});

/** The borrower, and who answers for the debt or speaks for them as long as they do; numbers masked (R14). */
export const partiesShown = (file: CaseFile): z.infer<typeof PartyShown>[] => {
  const borrower = borrowerOf(file);
  const others = Object.values(file.privates).filter(
    (item): item is Extract<Known, { kind: 'PARTY' }> => item.kind === 'PARTY' && item.endedAt === undefined,
  );
  return borrower === undefined ? [] : [borrower, ...others].map(partyShown);
};

const wordsOf = (file: CaseFile, textId: string | undefined): string | undefined => {
  const item = textId === undefined ? undefined : file.privates[`TEXT#${textId}`];
  return item?.kind === 'TEXT' ? item.text : undefined;
};

/** R67: what was said and what was answered, in words. */
export const disputeShown = (file: CaseFile, dispute: Part<'disputes'>): z.infer<typeof DisputeShown> => {
  const statementText = wordsOf(file, dispute.statement.textId);
  const findingText = wordsOf(file, dispute.finding?.textId);
  return {
    ...dispute,
    ...(statementText === undefined ? {} : { statementText }),
    ...(findingText === undefined ? {} : { findingText }),
  };
};

type Shown = z.infer<typeof CaseShown>;
type Included = z.output<typeof Include>[number];

const partsOf: { readonly [Name in Included]: (file: CaseFile) => Shown[Name] } = {
  accounts: (file) => Object.values(file.accounts),
  parties: partiesShown,
  consents: (file) => Object.values(file.consents),
  registration: (file) => file.registrations['registration'],
  appointments: (file) => Object.values(file.appointments),
  visits: (file) => Object.values(file.visits),
  affordability: (file) => Object.values(file.assessments),
  proposals: (file) => Object.values(file.proposals),
  agreements: (file) => Object.values(file.agreements),
  followUps: (file) => Object.values(file.followUps),
  breaches: (file) => Object.values(file.breaches),
  adjustments: (file) => Object.values(file.adjustments),
  rewards: (file) => Object.values(file.rewards),
  disputes: (file) => Object.values(file.disputes).map((dispute) => disputeShown(file, dispute)),
  holds: (file) => Object.values(file.holds),
};

/** The file with the parts that were asked for; who may see the case may see these parts, names and numbers masked. */
export const caseView = (file: CaseFile, include: readonly Included[]): object => {
  const { meta } = file;
  if (meta === undefined) throw new TypeError('a case without its first event has no view');
  const { endedAs: _, ...about } = meta;
  return {
    ...aboutCase(file),
    ...about,
    since: 'since' in file.status ? file.status.since : meta.openedAt,
    policy: file.policy,
    ...Object.fromEntries(include.map((name) => [name, partsOf[name](file)])),
  };
};
