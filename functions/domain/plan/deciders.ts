import { assessAffordability } from '#functions/domain/plan/capacity.ts';
import { reviewCapacity } from '#functions/domain/plan/capacity-review.ts';
import { decidePlan, declareCapacity, proposePlan } from '#functions/domain/plan/proposal.ts';

/** Acts from what the borrower can carry to an approved plan. */
export const planDeciders = { assessAffordability, reviewCapacity, proposePlan, declareCapacity, decidePlan };
