import * as z from 'zod';

/** A share as a decimal. */
export const Ratio = z.string().regex(/^\d+(\.\d+)?$/);

/** Numbers for holds, complaints, disputes and rewards. */
export const careRules = {
  holds: z.strictObject({
    /** 4.1: days until a hold of this kind is looked at again. */
    reviewDays: z.strictObject({
      COMPLAINT_HOLD: z.int().positive(),
      DISPUTE_HOLD: z.int().positive(),
      VULNERABILITY_HOLD: z.int().positive(),
      BEREAVEMENT_HOLD: z.int().positive(),
      DECEASED: z.int().positive(),
      LEGAL_HOLD: z.int().positive(),
      SAFETY_HOLD: z.int().positive(),
    }),
  }),
  /** C20, R59-R62: calendar days from receipt; `furtherDays` come on top of `extendedDays`. */
  complaint: z.strictObject({
    acknowledgeBusinessDays: z.int().positive(),
    answerDays: z.int().positive(),
    extendedDays: z.int().positive(),
    furtherDays: z.int().positive(),
    /** So many findings against an officer within so many months suspend his certificate. */
    recurringFindings: z.int().positive(),
    recurringMonths: z.int().positive(),
  }),
  /** R57, R58: the first of the rewards, for early settlement. */
  reward: z.strictObject({
    onTimeInARow: z.int().nonnegative(),
    monthsWithoutBreach: z.int().nonnegative(),
    /** Of the interest that the plan has cost. */
    rebateShare: Ratio,
    /** Whether the fee that a settlement would still ask for is waived, where the plan has one. */
    waivesFee: z.boolean(),
    decisionBusinessDays: z.int().positive(),
  }),
  /** R67, C21. */
  dispute: z.strictObject({ answerDays: z.int().positive() }),
} as const;
