import type { LocalDate } from '#functions/domain/calendar.ts';
import { withPart } from '#functions/domain/model.ts';
import type { Part } from '#functions/domain/model.ts';
import type { Charge } from '#functions/domain/plan/allocation.ts';
import type { Waterfall } from '#functions/domain/plan/waterfall.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { runningCase } from '#test/domain/servicing/play.ts';

interface Row {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor?: number;
  readonly feeMinor?: number;
  readonly charges?: readonly Charge[];
}

/** Books of somebody else, kept as a case of ours: his rows, his order, his receipts. */
export interface Books {
  readonly rows: readonly Row[];
  readonly payments?: readonly { readonly valueDate: LocalDate; readonly amountMinor: number }[];
  readonly waterfall?: Waterfall | undefined;
  readonly graceDays?: number;
  readonly pauses?: readonly { readonly fromOn: LocalDate; readonly toOn: LocalDate }[];
}

const running = runningCase();
const [agreed] = Object.values(running.agreements);

/** What the servicing of a case makes of such books on a day: the code that answers for every case. */
export const standingOfBooks = (
  { rows, payments = [], waterfall, graceDays = 0, pauses = [] }: Books,
  onDate: LocalDate,
): Standing => {
  if (agreed === undefined) throw new Error('the case has no agreement');
  const schedule: Part<'schedules'> = {
    scheduleVersion: 1,
    currency: 'CNY',
    rows: rows.map(({ no, dueOn, principalMinor, interestMinor = 0, feeMinor = 0 }) => ({
      no,
      dueOn,
      principalMinor,
      interestMinor,
      feeMinor,
    })),
    annualRate: '0',
    fromOn: '2000-01-01',
    hash: agreed.sha256,
    suspended: pauses.map((pause) => ({ ...pause })),
    charges: rows.flatMap(({ no, charges = [] }) => charges.map((charge) => ({ instalmentNo: no, ...charge }))),
  };
  const { debts: _, ...agreement } = agreed;
  const kept = withPart(
    withPart({ ...running, payments: {} }, 'schedules', 1, schedule),
    'agreements',
    agreed.agreementId,
    { ...agreement, graceDays, scheduleVersion: 1, ...(waterfall === undefined ? {} : { waterfall }) },
  );
  const file = payments.reduce(
    (before, { amountMinor, valueDate }, index) =>
      withPart(before, 'payments', `payment-${index}`, {
        paymentId: `payment-${index}`,
        sourceRef: `ref-${index}`,
        amountMinor,
        currency: 'CNY',
        valueDate,
        // Arrival order is the order of the list.
        receivedAt: `2026-03-12T04:00:00.${String(index).padStart(3, '0')}Z`,
        channel: 'TRANSFER',
      }),
    kept,
  );
  const now = standing(file, onDate);
  if (now === undefined) throw new Error('the books have no standing');
  return now;
};
