import * as z from 'zod';
import type { LocalDate } from '#functions/domain/calendar.ts';

/** What money can pay inside an instalment. */
export const Line = z.enum(['fee', 'interest', 'principal', 'penalty', 'costs']);
export type Line = z.infer<typeof Line>;

export const Profile = z.enum(['STATUTORY', 'PLAN_DEFAULT', 'PRINCIPAL_FIRST', 'SETTLEMENT']);
export type Profile = z.infer<typeof Profile>;

/** Where the instalment (or charge) stands on the day of the payment. */
export type Standing = 'PAST_DUE' | 'DUE' | 'IN_ADVANCE';

export interface WaterfallGroup {
  readonly standings: readonly Standing[];
  readonly lines: readonly Line[];
}

/** The order in which money is used; an agreement names a profile, books we take over may have their own. */
export interface Waterfall {
  readonly groups: readonly WaterfallGroup[];
  /** Finish one instalment before the next, or one line over all instalments before the next line. */
  readonly processing: 'BY_INSTALMENT' | 'BY_LINE';
  /** What money beyond the due instalments pays: the next ones, the last ones, or all open ones alike. */
  readonly inAdvance: 'NEXT_INSTALMENT' | 'LAST_INSTALMENT' | 'REAMORTISE';
  /** A charge with a due day of its own stands by that day, or by its instalment's. */
  readonly chargesStandBy: 'OWN_DUE_DATE' | 'INSTALMENT_DUE_DATE';
}

/** 4.5: STATUTORY when the agreement is silent (C24); PLAN_DEFAULT keeps money out of penalties. */
const profileLines = {
  STATUTORY: ['costs', 'interest', 'principal', 'fee', 'penalty'],
  PLAN_DEFAULT: ['fee', 'interest', 'principal', 'penalty', 'costs'],
  PRINCIPAL_FIRST: ['principal', 'interest', 'fee', 'penalty', 'costs'],
  SETTLEMENT: ['principal', 'interest', 'fee', 'penalty', 'costs'],
} as const satisfies Record<Profile, readonly Line[]>;

export type ExcessChoice = 'NEXT_INSTALMENTS' | 'PRINCIPAL';

/** The borrower chooses what an excess does: shorten the wait, or cut the principal from the end (4.5). */
export const waterfallOf = (profile: Profile, excess: ExcessChoice = 'NEXT_INSTALMENTS'): Waterfall => {
  const due = { standings: ['PAST_DUE', 'DUE'], lines: profileLines[profile] } as const;
  const cutsPrincipal = excess === 'PRINCIPAL';
  return {
    groups: [
      due,
      {
        standings: ['IN_ADVANCE'],
        lines: cutsPrincipal ? ['principal'] : profileLines[profile],
      },
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
