import { checklistItems } from '#functions/domain/agreement/document-model.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { notOnHold, zoneOf } from '#functions/domain/decision.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Account } from '#functions/domain/parts.ts';
import { countedOf } from '#functions/domain/plan-parts.ts';
import type { AgreedDebt, Agreement, Proposal } from '#functions/domain/plan-parts.ts';
import { registeredAccounts } from '#functions/domain/plan/terms.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What the use case has rendered and stored before the case learns of it. */
export interface DrawnUp {
  readonly agreementId: string;
  readonly templateId: string;
  readonly templateVersion: string;
  readonly templateHash: string;
  readonly language: Agreement['language'];
  readonly form: Agreement['form'];
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly sha256: string;
  readonly terms?: Agreement['terms'];
  readonly checklist: readonly string[];
  readonly keyTerms: readonly string[];
}

/** The plan that the case is waiting to have in writing. */
export const approvedProposal = (file: CaseFile): Proposal => {
  const proposal = file.status.state === 'SIGNING' ? file.proposals[file.status.proposalId] : undefined;
  if (proposal?.status !== 'APPROVED')
    throw new Refusal('PlanNotApproved', 'no approved plan is waiting for its agreement', { rules: ['R33', 'R34'] });
  return proposal;
};

/** R35: everything that the text must contain; the promise not to apply for cards is for card debt only. */
const requireComplete = (file: CaseFile, proposal: Proposal, checklist: readonly string[]): void => {
  const hasCard = registeredAccounts(file, proposal.currency).some((account) => account.productType === 'CARD');
  const missing = checklistItems.filter((id) => !checklist.includes(id) && (hasCard || id !== 'C7_4_NO_NEW_CARD'));
  if (missing.length > 0)
    throw new Refusal('ChecklistIncomplete', `the text lacks ${missing.join(', ')}`, { rules: ['R35', 'C7'] });
};

/** What the plan restructures stays as it was then, whatever core banking reports later. */
const debtOf = ({
  accountId,
  principalMinor,
  interestMinor,
  feesMinor,
  penaltyMinor,
  annualRate,
  firstDelinquentOn,
  security,
}: Account): AgreedDebt => ({
  accountId,
  principalMinor,
  interestMinor,
  feesMinor: feesMinor + penaltyMinor,
  annualRate,
  firstDelinquentOn,
  ...(security === undefined ? {} : { security }),
});

/** R34, R35: an unsigned text may be drawn up again; from the first signature on it stands. */
export const drawUpAgreement: Decider<DrawnUp> = (file, input, context) => {
  const proposal = approvedProposal(file);
  notOnHold(file, 'SIGN');
  const current = file.status.state === 'SIGNING' ? file.agreements[file.status.agreementId ?? ''] : undefined;
  if (current !== undefined && current.signatures.length > 0)
    throw new Refusal('AlreadySigned', 'the text has a signature already', { rules: ['R37'] });
  requireComplete(file, proposal, input.checklist);
  const scheduleVersion = Object.keys(file.schedules).length + 1;
  const { versionId, terms, checklist, keyTerms, ...text } = input;
  const agreement: Agreement = {
    ...text,
    ...(terms === undefined ? {} : { terms }),
    ...(versionId === undefined ? {} : { versionId }),
    checklist: [...checklist],
    keyTerms: [...keyTerms],
    proposalId: proposal.proposalId,
    acknowledged: [],
    drawnUpAt: context.asOf,
    signatures: [],
    originals: [],
    status: 'DRAWN_UP',
    scheduleVersion,
    graceDays: proposal.graceDays,
    profile: context.policy.agreement.profile,
    debts: registeredAccounts(file, proposal.currency).map(debtOf),
  };
  const { currency, rows, annualRate, hash } = proposal;
  const fromOn = proposal.startsOn ?? dateOf(proposal.proposedAt, zoneOf(file, context.policy));
  return {
    events: [
      happened('AgreementDrawnUp', {
        agreement,
        schedule: { ...countedOf(proposal), scheduleVersion, currency, rows, annualRate, fromOn, hash, suspended: [] },
      }),
    ],
    ids: { agreementId: agreement.agreementId },
  };
};
