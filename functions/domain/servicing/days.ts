import { addDays, dateOf, instantAt } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** Work of the day starts when a bank opens and a borrower may be spoken to. */
const workdayStart = '09:00';

export const today = (file: CaseFile, { asOf, policy }: Pick<Context, 'asOf' | 'policy'>): string =>
  dateOf(asOf, zoneOf(file, policy));

export const morningOf = (file: CaseFile, policy: PolicyPack, day: string): string =>
  instantAt(day, workdayStart, zoneOf(file, policy));

/** A day's deadline has passed when the next morning comes. */
export const morningAfter = (file: CaseFile, policy: PolicyPack, day: string): string =>
  morningOf(file, policy, addDays(day, 1));

export const dayOf = (file: CaseFile, policy: PolicyPack, instant: string): string =>
  dateOf(instant, zoneOf(file, policy));
