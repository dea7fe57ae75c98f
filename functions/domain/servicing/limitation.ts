import { addMonths, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { Context } from '#functions/domain/decision.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { LimitationInterruption } from '#functions/domain/money-parts.ts';
import { scheduleOf, signedAgreement } from '#functions/domain/servicing/ledger.ts';

/** C23: three years. */
const limitationMonths = 36;

/** C23: a part payment, a plan that both have signed, or a demand starts the period anew; the event is kept for the proof. */
export const interrupts = (
  cause: LimitationInterruption['cause'],
  on: LocalDate,
  ref: string,
  { newId }: Pick<Context, 'newId'>,
): CaseEvent =>
  happened('LimitationInterrupted', {
    interruption: {
      interruptionId: newId('interruption'),
      cause,
      on,
      ref,
      expiresOn: addMonths(on, limitationMonths),
    },
  });

/** Whether it still counts: a payment that was reversed was none, and a demand counts when it has arrived. */
const counts = (file: CaseFile, { cause, ref }: LimitationInterruption): boolean => {
  if (cause === 'PART_PAYMENT') return Object.values(file.payments).every(({ reversalOf }) => reversalOf !== ref);
  if (cause === 'DEMAND') return file.notices[file.demands[ref]?.noticeId ?? '']?.delivery?.result === 'DELIVERED';
  return true;
};

/** C23: of a debt in instalments the period runs from the last due date, or from the last interruption if that is later. */
export const limitationOf = (
  file: CaseFile,
): { readonly expiresOn: LocalDate; readonly interruptions: readonly LimitationInterruption[] } | undefined => {
  const agreement = signedAgreement(file);
  const lastDueOn = agreement === undefined ? undefined : scheduleOf(file, agreement).rows.at(-1)?.dueOn;
  if (lastDueOn === undefined) return undefined;
  const interruptions = Object.values(file.limitations)
    .filter((one) => counts(file, one))
    .toSorted((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
  return {
    expiresOn: latest(addMonths(lastDueOn, limitationMonths), ...interruptions.map(({ expiresOn }) => expiresOn)),
    interruptions,
  };
};
