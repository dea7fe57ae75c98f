import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Currency } from '#functions/domain/money.ts';
import { Conventions, Frequency } from '#functions/domain/plan/schedule-inputs.ts';

/** As a ratio, like every rate on the wire: '0.12' is 12 % a year. */
const Ratio = z.string().regex(/^\d{1,4}(\.\d{1,10})?$/);
const Minor = z.int().nonnegative().max(1_000_000_000_000);
const Positive = z.int().positive().max(1_000_000_000_000);
/** Five years of weeks. */
export const mostInstalments = 264;
const Periods = z.int().min(1).max(mostInstalments);

/** Where the money of a single large payment comes from; borrowing or selling the home for it is never asked (4.6, C17). */
export const OneOff = z.strictObject({
  amountMinor: Positive,
  source: z.enum(['SAVINGS', 'GIFT', 'INCOME', 'SALE_OF_OTHER_PROPERTY', 'NEW_BORROWING', 'SALE_OF_HOME']),
  /** The borrower has proposed it himself. */
  atBorrowersWish: z.boolean(),
  evidenceIds: z.array(Id).max(20),
});
export type OneOff = z.infer<typeof OneOff>;

const common = {
  currency: Currency,
  /** Longer than the pack's is relief (R29; 4.15, 27). */
  graceDays: z.int().min(0).max(30).optional(),
  /** Day count, rounding, last instalment; the pack's if silent. */
  conventions: Conventions.optional(),
  oneOff: OneOff.optional(),
};
const periodic = {
  ...common,
  periods: Periods,
  frequency: Frequency.optional(),
  firstDueOn: LocalDate.optional(),
  dueDay: z.int().min(1).max(31).optional(),
};
/** Below the accounts' own rate, which is the default, it is relief (R29; 4.15, 27). */
const rate = { annualRate: Ratio.optional() };
const interest = {
  ...periodic,
  ...rate,
  /** A lower rate, nothing if silent, in the leading periods only (R29). */
  interestRelief: z
    .strictObject({ periods: z.int().min(1).max(mostInstalments), annualRate: Ratio.optional() })
    .optional(),
};

const shapes = {
  EQUAL_INSTALMENT: interest,
  EQUAL_PRINCIPAL: interest,
  FEE_BASED: {
    ...periodic,
    /** Of the original principal for each period; the pack's if silent. */
    feePerPeriod: Ratio.optional(),
    feeTiming: z.enum(['SPREAD', 'UP_FRONT']).optional(),
  },
  STEP_UP: { ...interest, lowPeriods: Periods, lowInstalmentMinor: Positive },
  MORATORIUM: {
    ...interest,
    moratoriumPeriods: Periods,
    moratoriumInterest: z.enum(['PAID', 'WAIVED', 'SPREAD']).optional(),
    followedBy: z.enum(['EQUAL_INSTALMENT', 'EQUAL_PRINCIPAL']).optional(),
  },
  LUMP_SUM: {
    ...common,
    ...rate,
    dueOn: LocalDate,
    /** Taken off the fees first, then the interest, and only then the principal, which is the committee's to give up (4.7). */
    discountMinor: Minor.optional(),
  },
  CUSTOM: {
    ...common,
    ...rate,
    instalments: z
      .array(z.strictObject({ dueOn: LocalDate, principalMinor: Minor, feeMinor: Minor.optional() }))
      .min(1)
      .max(mostInstalments),
  },
} as const;

/** The terms of every plan type (4.4), with what a request says besides. */
export const termsWith = <Shape extends z.ZodRawShape>(more: Shape) =>
  z.discriminatedUnion('planType', [
    z.strictObject({ planType: z.literal('EQUAL_INSTALMENT'), ...shapes.EQUAL_INSTALMENT, ...more }),
    z.strictObject({ planType: z.literal('EQUAL_PRINCIPAL'), ...shapes.EQUAL_PRINCIPAL, ...more }),
    z.strictObject({ planType: z.literal('FEE_BASED'), ...shapes.FEE_BASED, ...more }),
    z.strictObject({ planType: z.literal('STEP_UP'), ...shapes.STEP_UP, ...more }),
    z.strictObject({ planType: z.literal('MORATORIUM'), ...shapes.MORATORIUM, ...more }),
    z.strictObject({ planType: z.literal('LUMP_SUM'), ...shapes.LUMP_SUM, ...more }),
    z.strictObject({ planType: z.literal('CUSTOM'), ...shapes.CUSTOM, ...more }),
  ]);

/** What a plan can be asked for; everything else follows from the accounts. */
export const Terms = termsWith({});
export type Terms = z.infer<typeof Terms>;
export type PlanTypeName = Terms['planType'];
