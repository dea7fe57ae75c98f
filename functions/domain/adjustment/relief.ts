import * as z from 'zod';
import { AdjustmentType, WaivedLine } from '#functions/domain/adjustment-parts.ts';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Terms } from '#functions/domain/plan/plan-terms.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What is asked for; which of the fields, its type says (4.7). */
export const Relief = z.strictObject({
  type: AdjustmentType,
  /** A grace extension moves the due date `fromOn` to `toOn`; a suspension runs from the one to the other, both included. */
  fromOn: LocalDate.optional(),
  toOn: LocalDate.optional(),
  /** More periods of a term extension, or the periods that a payment holiday skips. */
  periods: z.int().min(1).max(264).optional(),
  /** A payment holiday states whether interest runs in it. */
  interestRuns: z.boolean().optional(),
  /** A waiver names its lines one by one. */
  lines: z.array(WaivedLine).min(1).max(264).optional(),
  /** The new day of the month; in a shorter month the last one. */
  dueDay: z.int().min(1).max(31).optional(),
  /** A replacement's terms for what is open; a waiver may bring new terms along, so that both are decided at once. */
  plan: Terms.optional(),
  /** Principal given up. */
  amountMinor: z.int().positive().optional(),
});
export type Relief = z.infer<typeof Relief>;
export type ReliefType = Relief['type'];

const fieldsOf = {
  INTEREST_SUSPENSION: ['fromOn', 'toOn'],
  GRACE_EXTENSION: ['fromOn', 'toOn'],
  TERM_EXTENSION: ['periods'],
  PAYMENT_HOLIDAY: ['periods', 'interestRuns'],
  INTEREST_WAIVER: ['lines'],
  FEE_WAIVER: ['lines'],
  PENALTY_WAIVER: ['lines'],
  DUE_DAY_CHANGE: ['dueDay'],
  PLAN_REPLACEMENT: ['plan'],
  PRINCIPAL_FORGIVENESS: ['amountMinor'],
} as const satisfies Record<ReliefType, readonly (keyof Relief)[]>;

/** A waiver and a new schedule in one approval: whoever asks for another schedule is mostly behind (4.7). */
const waivers: readonly ReliefType[] = ['INTEREST_WAIVER', 'FEE_WAIVER', 'PENALTY_WAIVER'];

/** Whether what is open gets other terms altogether. */
export const isReplanning = ({ type, plan }: Pick<Relief, 'type' | 'plan'>): boolean =>
  type === 'PLAN_REPLACEMENT' || (waivers.includes(type) && plan !== undefined);

/** A field that the type needs, or a clear word about what is missing. */
export const need = <K extends keyof Relief>(relief: Relief, field: K): NonNullable<Relief[K]> => {
  const value = relief[field];
  if (value !== undefined && value !== null) return value;
  throw new Refusal('InvalidRequest', `${relief.type} needs ${fieldsOf[relief.type].join(' and ')}`, {
    rules: ['4.7'],
    fields: [{ pointer: `/${field}`, message: 'is missing' }],
  });
};

/** Fields of another type are a misunderstanding, not something to pass over. */
export const requireFields = (relief: Relief): void => {
  const wanted: readonly string[] = [...fieldsOf[relief.type], ...(waivers.includes(relief.type) ? ['plan'] : [])];
  for (const field of fieldsOf[relief.type]) need(relief, field);
  const strange = Object.entries(Relief.strip().parse(relief)).find(
    ([name, value]) => name !== 'type' && value !== undefined && !wanted.includes(name),
  );
  if (strange !== undefined)
    throw new Refusal('InvalidRequest', `${relief.type} takes ${wanted.join(' and ')}`, {
      rules: ['4.7'],
      fields: [{ pointer: `/${strange[0]}`, message: 'does not belong to this type' }],
    });
};

const gifts: readonly ReliefType[] = [
  'GRACE_EXTENSION',
  'DUE_DAY_CHANGE',
  'INTEREST_WAIVER',
  'FEE_WAIVER',
  'PENALTY_WAIVER',
  'PRINCIPAL_FORGIVENESS',
];

/** R48: the borrower pays nothing more for it, so that it takes effect on notice, without signatures. */
export const isGift = ({ type, interestRuns, plan }: Pick<Relief, 'type' | 'interestRuns' | 'plan'>): boolean =>
  (gifts.includes(type) && plan === undefined) || (type === 'PAYMENT_HOLIDAY' && interestRuns === false);

/** R52: what an open dispute does not stop. */
export const isInFavour = (relief: Pick<Relief, 'type' | 'interestRuns' | 'plan'>): boolean =>
  isGift(relief) || relief.type === 'INTEREST_SUSPENSION';
