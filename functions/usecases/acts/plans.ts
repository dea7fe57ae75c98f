import type { planOperations } from '#functions/contracts/plans-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { alternativesIn } from '#functions/domain/plan/capacity-words.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { capacityShown, quotePlans } from '#functions/usecases/plan-quotes.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const proposal = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  proposal: partOf(file.proposals, ids['proposalId']),
});

/** Acts of the heading "Affordability and plans". */
export const planActs = (ports: Ports): ActsOf<typeof planOperations> => ({
  assessAffordability: command(ports, 'assessAffordability', {
    input: ({ body }) => body,
    answer: (file, ids, { body }) => {
      const assessment = partOf(file.assessments, ids['assessmentId']);
      return { assessment, capacity: capacityShown(file, assessment, body.instalmentMinor ?? 0) };
    },
  }),
  reviewCapacity: command(ports, 'reviewCapacity', {
    input: fromRequest,
    answer: (file, ids) => {
      const assessment = partOf(file.assessments, ids['assessmentId']);
      const language = file.meta?.language ?? 'en';
      return { assessment, alternatives: alternativesIn(assessment.review?.alternatives ?? [], language) };
    },
  }),
  quotePlans: reading(ports, { show: (file, { body, asOf }) => quotePlans(file, body, asOf) }),
  proposePlan: command(ports, 'proposePlan', { input: ({ body }) => body, answer: proposal }),
  declareCapacity: command(ports, 'declareCapacity', { input: fromRequest, answer: proposal }),
  decidePlan: command(ports, 'decidePlan', { input: fromRequest, answer: proposal }),
});
