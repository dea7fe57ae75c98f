import * as z from 'zod';
import type { Context } from '#functions/domain/decision.ts';
import { Id } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { ContactChannel, ContactPurpose } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** What the gate must know about a contact before it is made. */
export const PlannedContact = z.strictObject({
  purpose: ContactPurpose,
  channel: ContactChannel,
  direction: z.enum(['OUTBOUND', 'INBOUND']),
  contactPointId: Id.optional(),
  party: z.enum(['BORROWER', 'THIRD_PARTY']).optional(),
});
export type PlannedContact = z.infer<typeof PlannedContact>;

/** The gate asks for the moment and the numbers, never for who is acting. */
export type GateContext = Pick<Context, 'asOf' | 'policy'>;

/** One rule that had a say, where it stands, and what it said. */
export const Spoken = z.strictObject({
  rules: z.array(z.string()),
  /** The number or wish concerned, e.g. `contact.window`. */
  key: z.string(),
  says: z.enum(['PASS', 'FORBID']),
  origin: z.enum(['PACK', 'DEFAULT', 'PREFERENCE', 'AGREEMENT', 'CONSENT', 'HOLD', 'STATE', 'PERMIT']),
  source: z.string(),
  /** The limit as it stands, e.g. `08:00-22:00 Asia/Shanghai` or `3 of 6`. */
  limit: z.string(),
  /** Whether waiting helps, or a person or the borrower must change something first. */
  waitingHelps: z.boolean(),
});
export type Spoken = z.infer<typeof Spoken>;

/** An attempt as a cap counts it: made by a person, or a notice that was taken in hand. */
export interface Attempt {
  readonly channel: PlannedContact['channel'];
  /** The local day. */
  readonly on: string;
  readonly contactPointId?: string | undefined;
  readonly answered: boolean;
}

/** What does not change while the clock goes on: a search for the next instant makes it once. */
export interface Situation {
  readonly file: CaseFile;
  readonly contact: PlannedContact;
  readonly policy: PolicyPack;
  readonly zone: string;
  readonly attempts: readonly Attempt[];
}

/** A contact at a moment, as the rules look at it. */
export interface Moment extends Situation {
  readonly today: string;
  readonly time: string;
}

/** The number of a pack with its rule and source, or the named default (4.15, 35b). */
export const fromPack = (policy: PolicyPack, key: string): Pick<Spoken, 'rules' | 'key' | 'origin' | 'source'> => {
  const basis = policy.basis[key];
  if (basis === undefined) return { rules: ['4.15'], key, origin: 'DEFAULT', source: 'default of this product' };
  const since = basis.effectiveFrom === undefined ? '' : `, in force from ${basis.effectiveFrom}`;
  return { rules: [basis.rule], key, origin: 'PACK', source: `${basis.source}${since}` };
};
