import { requireWill } from '#functions/domain/adjustment/on-behalf.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Decider } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PaymentPreference } from '#functions/domain/money-parts.ts';
import type { ExcessChoice } from '#functions/domain/plan/waterfall.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { registered } from '#functions/domain/state-sets.ts';

/** Later choices last; of one day's the last one holds for the whole day. */
const choices = (file: CaseFile): readonly PaymentPreference[] =>
  Object.values(file.paymentPreferences).toSorted((left, right) =>
    left.setAt === right.setAt ? 0 : left.setAt < right.setAt ? -1 : 1,
  );

/** What the borrower wanted on the value date of some money: a later choice does not touch what was paid before. */
export const choiceOn = (file: CaseFile, valueDate: LocalDate): PaymentPreference | undefined =>
  choices(file).findLast(({ fromOn }) => fromOn <= valueDate);

export interface PaymentChoice {
  readonly excess?: ExcessChoice | undefined;
  /** Null: no debt first; the law's order again. */
  readonly firstAccountId?: string | null | undefined;
  readonly onBehalf?: { readonly evidenceId: string } | undefined;
}

/** C25, 4.5: which debt first, and what an excess does; from today on. What is not named stays as it was. */
export const setPaymentPreferences: Decider<PaymentChoice> = (file, { excess, firstAccountId, onBehalf }, context) => {
  inState(file, ...registered, 'TERMINATED');
  requireWill(context, onBehalf);
  if (typeof firstAccountId === 'string' && file.accounts[firstAccountId] === undefined)
    throw new Refusal('AccountNotInCase', 'this account is not in the case', { rules: ['C25', '4.5'] });
  const fromOn = today(file, context);
  const before = choices(file).at(-1);
  const wanted = firstAccountId === undefined ? before?.firstAccountId : (firstAccountId ?? undefined);
  const preference: PaymentPreference = {
    preferenceId: context.newId('choice'),
    fromOn,
    setAt: context.asOf,
    setBy: context.actor.id,
    excess: excess ?? before?.excess ?? 'NEXT_INSTALMENTS',
    ...(wanted === undefined ? {} : { firstAccountId: wanted }),
    ...(onBehalf === undefined ? {} : { evidenceId: onBehalf.evidenceId }),
  };
  const isSame =
    before !== undefined && before.excess === preference.excess && before.firstAccountId === preference.firstAccountId;
  return isSame
    ? { events: [], ids: { preferenceId: before.preferenceId } }
    : { events: [happened('PaymentPreferencesSet', { preference })], ids: { preferenceId: preference.preferenceId } };
};
