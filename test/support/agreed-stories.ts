import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import { people, thenAct } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { negotiatingStory } from '#test/support/builders.ts';
import { idOf, caseIdOf, borrowerIdOf, paper } from '#test/support/sample-parts.ts';

/** Twelve equal instalments without interest, due on the 12th from April 2026. */
export const rows: readonly Row[] = Array.from({ length: 12 }, (_, index) => {
  const month = (3 + index) % 12;
  const year = 2026 + Math.floor((3 + index) / 12);
  return {
    no: index + 1,
    dueOn: `${year}-${String(month + 1).padStart(2, '0')}-12`,
    principalMinor: 100_000,
    interestMinor: 0,
    feeMinor: 0,
  };
});
const rowsHash = sha256Hex(JSON.stringify(rows));

const proposal = (seed: string): Part<'proposals'> => ({
  proposalId: idOf(seed, 'proposal'),
  planType: 'EQUAL_PRINCIPAL',
  currency: 'CNY',
  principalMinor: 1_200_000,
  annualRate: '0',
  periods: 12,
  rows: [...rows],
  hash: rowsHash,
  totalMinor: 1_200_000,
  effectiveAnnualCost: '0',
  graceDays: 3,
  assessmentId: idOf(seed, 'assessment'),
  verdict: 'PASS',
  tier: 'L1',
  status: 'PROPOSED',
  proposedBy: people.officer.id,
  proposedAt: '2026-03-12T02:40:00Z',
});

const agreement = (seed: string): Part<'agreements'> => ({
  agreementId: idOf(seed, 'agreement'),
  proposalId: proposal(seed).proposalId,
  templateId: 'repayment-agreement',
  templateVersion: '1',
  templateHash: sha256Hex('template'),
  language: 'zh-Hans',
  form: 'ELECTRONIC',
  key: `${caseIdOf(seed)}/agreement.pdf`,
  versionId: 'v1',
  sha256: sha256Hex(`${seed} agreement`),
  checklist: ['rights', 'term', 'breach', 'remedies'],
  keyTerms: ['total', 'due-dates'],
  acknowledged: ['total', 'due-dates'],
  drawnUpAt: '2026-03-12T03:00:00Z',
  signatures: [],
  originals: [],
  status: 'DRAWN_UP',
  scheduleVersion: 1,
  graceDays: 3,
  profile: 'PLAN_DEFAULT',
});

/** SIGNING: affordable, declared, approved, drawn up. */
export const signingStory = (seed?: string): Story => {
  const negotiating = negotiatingStory(seed);
  const plan = proposal(negotiating.seed);
  const assessment: Part<'assessments'> = {
    assessmentId: plan.assessmentId,
    assessedAt: '2026-03-12T02:30:00Z',
    by: people.officer.id,
    currency: 'CNY',
    incomeMinor: 900_000,
    essentialsMinor: 500_000,
    otherDebtServiceMinor: 100_000,
    disposableMinor: 300_000,
    evidenceIds: [paper(negotiating.seed, 'INCOME_OR_ASSET').documentId],
  };
  const proposed = thenAct(negotiating, {
    asOf: '2026-03-12T02:40:00Z',
    by: people.officer,
    events: [happened('AffordabilityAssessed', { assessment }), happened('PlanProposed', { proposal: plan })],
  });
  const declared = { ...plan, status: 'DECLARED', declaredAt: '2026-03-12T02:45:00Z' } as const;
  const approved = {
    ...declared,
    status: 'APPROVED',
    decidedBy: people.supervisor.id,
    decidedAt: '2026-03-12T02:55:00Z',
  } as const;
  const decided = thenAct(proposed, {
    asOf: '2026-03-12T02:55:00Z',
    by: people.supervisor,
    events: [happened('CapacityDeclared', { proposal: declared }), happened('PlanApproved', { proposal: approved })],
  });
  const schedule: Part<'schedules'> = {
    scheduleVersion: 1,
    currency: 'CNY',
    rows: [...rows],
    annualRate: '0',
    fromOn: '2026-03-12',
    hash: rowsHash,
    suspended: [],
  };
  return thenAct(decided, {
    asOf: '2026-03-12T03:00:00Z',
    by: people.officer,
    events: [happened('AgreementDrawnUp', { agreement: agreement(negotiating.seed), schedule })],
    nextDueAt: '2026-03-19T03:00:00Z',
  });
};

/** ACTIVE since 12 March 2026: signed by both, both originals delivered; first follow-up open. */
export const activeStory = (seed?: string): Story => {
  const signing = signingStory(seed);
  const drawnUp = agreement(signing.seed);
  const { sha256 } = drawnUp;
  const signedAt = '2026-03-12T03:10:00Z';
  const signed: Part<'agreements'> = {
    ...drawnUp,
    status: 'SIGNED',
    signatures: [
      { party: 'BORROWER', by: borrowerIdOf(signing.seed), signedAt, method: 'ELECTRONIC', sha256 },
      { party: 'BANK', by: people.supervisor.id, signedAt, method: 'ELECTRONIC', sha256 },
    ],
  };
  const delivered: Part<'agreements'> = {
    ...signed,
    originals: [
      { holder: 'BANK', deliveredAt: signedAt, proof: 'vault-1', sha256 },
      { holder: 'BORROWER', deliveredAt: signedAt, proof: 'app-1', sha256 },
    ],
  };
  return thenAct(signing, {
    asOf: signedAt,
    by: people.supervisor,
    events: [
      happened('AgreementSigned', { agreement: signed }),
      happened('OriginalDelivered', { agreement: delivered }),
      happened('AgreementTookEffect', { agreement: { ...delivered, status: 'IN_FORCE', effectiveOn: '2026-03-12' } }),
      happened('FollowUpPersonNamed', { officerId: people.officer.id, deputyId: people.officer2.id }),
    ],
    nextDueAt: '2026-04-09T01:00:00Z',
  });
};

export const signingCase = (seed?: string): CaseFile => signingStory(seed).file;
export const activeCase = (seed?: string): CaseFile => activeStory(seed).file;
