import type * as z from 'zod';
import type { MeansBody, planOperations } from '#functions/contracts/plans-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Assessment } from '#functions/domain/plan-parts.ts';
import { capacityFor } from '#functions/domain/plan/capacity.ts';
import type { Means } from '#functions/domain/plan/capacity.ts';
import { tierOfPlan } from '#functions/domain/plan/proposal.ts';
import { price } from '#functions/domain/plan/terms.ts';
import type { Terms } from '#functions/domain/plan/terms.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const capacityShown = (file: CaseFile, assessment: Assessment, instalmentMinor: number): object => {
  const { verdict, reasons, affordableMinor, dsrAfterPct, stress } = capacityFor(
    assessment,
    instalmentMinor,
    packOf(file.policy.jurisdiction, file.policy.version),
  );
  return { verdict, reasons, affordableMinor, dsrAfterPct, stressVerdict: stress.verdict };
};

/** The instalment to be judged is no part of what is kept. */
const meansOf = (body: z.infer<typeof MeansBody>): Means => {
  const { instalmentMinor: _, ...means } = body;
  return means;
};

const latestAssessment = (file: CaseFile): Assessment | undefined =>
  Object.values(file.assessments).toSorted((left, right) => (left.assessedAt < right.assessedAt ? 1 : -1))[0];

/** One option as the borrower sees it beside the others. */
const option = (file: CaseFile, terms: Terms, asOf: string): object => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const priced = price(file, terms, { asOf, policy });
  const { rows, hash, currency, annualRate, graceDays, effectiveAnnualCost, lastDueOn } = priced;
  const { principalMinor, interestMinor, feeMinor, totalMinor, largestMinor, reliefMinor } = priced;
  const assessment = latestAssessment(file);
  const verdict =
    assessment === undefined ? undefined : capacityFor(assessment, priced.largestMonthMinor, policy).verdict;
  return {
    planType: terms.planType,
    periods: terms.periods,
    currency,
    annualRate,
    rows,
    hash,
    principalMinor,
    interestMinor,
    feeMinor,
    totalMinor,
    largestMinor,
    lastDueOn,
    effectiveAnnualCost,
    graceDays,
    reliefMinor,
    ...(assessment === undefined ? {} : { capacity: capacityShown(file, assessment, priced.largestMonthMinor) }),
    ...(verdict === undefined || verdict === 'FAIL' ? {} : { tier: tierOfPlan(priced, verdict, policy) }),
  };
};

const proposal = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  proposal: partOf(file.proposals, ids['proposalId']),
});

/** Acts of the heading "Affordability and plans". */
export const planActs = (ports: Ports): ActsOf<typeof planOperations> => ({
  assessAffordability: command(ports, 'assessAffordability', {
    input: ({ body }) => meansOf(body),
    answer: (file, ids, { body }) => {
      const assessment = partOf(file.assessments, ids['assessmentId']);
      return { assessment, capacity: capacityShown(file, assessment, body.instalmentMinor ?? 0) };
    },
  }),
  quotePlans: reading(ports, {
    show: (file, { body: { planTypes, ...terms }, asOf }) => ({
      options: planTypes.map((planType) => option(file, { planType, ...terms }, asOf)),
    }),
  }),
  proposePlan: command(ports, 'proposePlan', { input: ({ body }) => body, answer: proposal }),
  declareCapacity: command(ports, 'declareCapacity', { input: fromRequest, answer: proposal }),
  decidePlan: command(ports, 'decidePlan', { input: fromRequest, answer: proposal }),
});
