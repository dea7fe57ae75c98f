import * as z from 'zod';
import type { LocalDate } from '#functions/domain/calendar.ts';

/** What money can pay inside an instalment. */
export const Line = z.enum(['fee', 'interest', 'principal', 'penalty', 'costs']);
export type Line = z.infer<typeof Line>;

export const Profile = z.enum(['STATUTORY', 'PLAN_DEFAULT', 'PRINCIPAL_FIRST', 'SETTLEMENT']);
export type Profile = z.infer<typeof Profile>;

/** Where the instalment (or charge) stands on the day of the payment. */
const Standing = z.enum(['PAST_DUE', 'DUE', 'IN_ADVANCE']);
export type Standing = z.infer<typeof Standing>;

const WaterfallGroup = z.strictObject({
  standings: z.array(Standing).min(1).max(3),
  lines: z.array(Line).min(1).max(5),
});
export type WaterfallGroup = z.infer<typeof WaterfallGroup>;

/** The order in which money is used; an agreement names a profile, books we take over may have their own. */
export const Waterfall = z.strictObject({
  groups: z.array(WaterfallGroup).min(1).max(15),
  /** Finish one instalment before the next, or one line over all instalments before the next line. */
  processing: z.enum(['BY_INSTALMENT', 'BY_LINE']),
  /** What money beyond the due instalments pays: the next ones, the last ones, or all open ones alike. */
  inAdvance: z.enum(['NEXT_INSTALMENT', 'LAST_INSTALMENT', 'REAMORTISE']),
  /** A charge with a due day of its own stands by that day, or by its instalment's. */
  chargesStandBy: z.enum(['OWN_DUE_DATE', 'INSTALMENT_DUE_DATE']),
});
export type Waterfall = z.infer<typeof Waterfall>;

/** 4.5: STATUTORY when the agreement is silent (C24); PLAN_DEFAULT keeps money out of penalties. */
const profileLines = {
  STATUTORY: ['costs', 'interest', 'principal', 'fee', 'penalty'],
  PLAN_DEFAULT: ['fee', 'interest', 'principal', 'penalty', 'costs'],
  PRINCIPAL_FIRST: ['principal', 'interest', 'fee', 'penalty', 'costs'],
  SETTLEMENT: ['principal', 'interest', 'fee', 'penalty', 'costs'],
} as const satisfies Record<Profile, readonly Line[]>;

export const ExcessChoice = z.enum(['NEXT_INSTALMENTS', 'PRINCIPAL']);
export type ExcessChoice = z.infer<typeof ExcessChoice>;

/** The borrower chooses what an excess does: shorten the wait, or cut the principal from the end (4.5). */
export const waterfallOf = (profile: Profile, excess: ExcessChoice = 'NEXT_INSTALMENTS'): Waterfall => {
  const lines = [...profileLines[profile]];
  const cutsPrincipal = excess === 'PRINCIPAL';
  return {
    groups: [
      { standings: ['PAST_DUE', 'DUE'], lines },
      ...(cutsPrincipal ? [{ standings: ['IN_ADVANCE'], lines: ['principal'] } satisfies WaterfallGroup] : []),
      // What no principal can take is still owed: a fee, or interest of the running period.
      { standings: ['IN_ADVANCE'], lines },
    ],
    processing: 'BY_INSTALMENT',
    inAdvance: cutsPrincipal ? 'LAST_INSTALMENT' : 'NEXT_INSTALMENT',
    chargesStandBy: 'INSTALMENT_DUE_DATE',
  };
};

export const standingOn = (dueOn: LocalDate, day: LocalDate): Standing => {
  if (dueOn < day) return 'PAST_DUE';
  return dueOn === day ? 'DUE' : 'IN_ADVANCE';
};
