import type { StateName } from '#functions/domain/model.ts';

/** Registered, but nothing signed by both yet. */
const preparing = [
  'DOCS_PENDING',
  'READY',
  'SCHEDULED',
  'IN_VISIT',
  'NEGOTIATING',
  'PLAN_REVIEW',
  'SIGNING',
] as const satisfies readonly StateName[];

/** Until both have signed: a withdrawal may still end the case as if nothing had been (R7). */
export const unsigned = ['OPEN', 'OFFERED', ...preparing] as const;

/** From registration as long as there is a plan to come or to keep. */
export const registered = [...preparing, 'ACTIVE', 'BREACHED'] as const;

/** From the offer of the service as long as it is given. */
export const offered = ['OFFERED', ...registered] as const;

/** As long as somebody speaks with the borrower about the debt. */
export const spoken = ['OPEN', ...offered] as const;

/** From the first report until the file goes into the archive, where only a legal hold has a say (R66). */
export const living = [...spoken, 'SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'] as const;
