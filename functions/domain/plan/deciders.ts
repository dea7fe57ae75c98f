import { assessAffordability } from '#functions/domain/plan/capacity.ts';
import { decidePlan, declareCapacity, proposePlan } from '#functions/domain/plan/proposal.ts';

/** Acts from what the borrower can carry to an approved plan. */
export const planDeciders = { assessAffordability, proposePlan, declareCapacity, decidePlan };
