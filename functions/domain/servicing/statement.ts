import { addDays } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Payment } from '#functions/domain/money-parts.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Line } from '#functions/domain/plan/waterfall.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { allocationsOf } from '#functions/domain/servicing/allocated.ts';
import { ledgerOf, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';

export type ByLine = Readonly<Record<`${Line}Minor`, number>>;

export interface StatementEntry extends ByLine {
  readonly paymentId: string;
  readonly sourceRef: string;
  readonly kind: 'RECEIPT' | 'REVERSAL' | 'REFUND' | 'REWARD';
  readonly valueDate: LocalDate;
  readonly receivedAt: string;
  readonly channel: string;
  readonly amountMinor: number;
  readonly excessMinor: number;
  readonly profile: string;
  readonly rule: string;
  readonly reversalOf?: string;
}

export interface StatementInstalment {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
  readonly dueMinor: number;
  readonly paidMinor: number;
  readonly openMinor: number;
  readonly status: 'PAID' | 'OPEN' | 'LATE';
}

/** Ledger and schedule of a period (4.5): opening - paid - spared = closing, and paid + excess = net money, to the cent. */
export interface Statement {
  readonly agreementId: string;
  readonly scheduleVersion: number;
  readonly currency: Currency;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** What the plan still asks for the evening before, and on the last evening. */
  readonly openingMinor: number;
  readonly closingMinor: number;
  readonly paid: ByLine & { readonly totalMinor: number };
  /** Interest and fees that fell away because money came early (C27). */
  readonly sparedMinor: number;
  readonly receivedMinor: number;
  readonly reversedMinor: number;
  readonly refundedMinor: number;
  readonly rewardMinor: number;
  readonly netMinor: number;
  /** Money beyond the plan, of this period. */
  readonly excessMinor: number;
  readonly arrearsMinor: number;
  readonly contractualDpd: number;
  readonly planDpd: number;
  readonly entries: readonly StatementEntry[];
  readonly instalments: readonly StatementInstalment[];
}

/** The file as its ledger stood by value date: what came later is not in a statement of an earlier period. */
const upTo = (file: CaseFile, day: LocalDate): CaseFile => ({
  ...file,
  payments: Object.fromEntries(Object.entries(file.payments).filter(([, { valueDate }]) => valueDate <= day)),
});

const standingUpTo = (file: CaseFile, day: LocalDate): { readonly file: CaseFile; readonly now: Standing } => {
  const then = upTo(file, day);
  const now = standing(then, day);
  if (now === undefined)
    throw new Refusal('StateForbids', 'there is a statement from the second signature on', {
      rules: ['4.5'],
      state: file.status.state,
    });
  return { file: then, now };
};

const kindOf = ({ reversalOf, amountMinor, channel }: Payment): StatementEntry['kind'] => {
  if (reversalOf !== undefined) return 'REVERSAL';
  if (amountMinor < 0) return 'REFUND';
  return channel === 'REWARD' ? 'REWARD' : 'RECEIPT';
};

const byLine = (parts: readonly { readonly line: string; readonly amountMinor: number }[]): ByLine => {
  const of = (line: Line): number =>
    parts.reduce((sum, part) => (part.line === line ? sum + part.amountMinor : sum), 0);
  return {
    feeMinor: of('fee'),
    interestMinor: of('interest'),
    principalMinor: of('principal'),
    penaltyMinor: of('penalty'),
    costsMinor: of('costs'),
  };
};

const entriesOf = ({ file, now }: ReturnType<typeof standingUpTo>): readonly StatementEntry[] => {
  const paid = new Map(allocationsOf(file, now).map((one) => [one.paymentId, one]));
  return ledgerOf(file).map((payment) => {
    const { paymentId, sourceRef, valueDate, receivedAt, channel, amountMinor, reversalOf } = payment;
    const {
      allocations = [],
      excessMinor = 0,
      profile = now.agreement.profile,
      rule = '4.5',
    } = paid.get(paymentId) ?? {};
    return {
      paymentId,
      sourceRef,
      kind: kindOf(payment),
      valueDate,
      receivedAt,
      channel,
      amountMinor,
      ...byLine(allocations),
      excessMinor,
      profile,
      rule,
      ...(reversalOf === undefined ? {} : { reversalOf }),
    };
  });
};

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** What all money up to then has paid, by line. */
const paidBy = ({ allocation }: Standing): ByLine & { readonly totalMinor: number } => {
  const of = (line: Line): number => sumOf(allocation.instalments.map(({ paid }) => paid[line]));
  const paid = {
    feeMinor: of('fee'),
    interestMinor: of('interest'),
    principalMinor: of('principal'),
    penaltyMinor: of('penalty'),
    costsMinor: of('costs'),
  };
  return { ...paid, totalMinor: sumOf(Object.values(paid)) };
};

const instalmentsIn = (now: Standing, from: LocalDate, to: LocalDate): readonly StatementInstalment[] =>
  now.instalments
    .map((one, index) => ({ one, share: now.allocation.instalments[index] }))
    .filter(({ one }) => one.dueOn >= from && one.dueOn <= to)
    .map(({ one: { no, dueOn, dueMinor, paidMinor, openMinor, status }, share }) => {
      const due = (line: Line): number => (share?.paid[line] ?? 0) + (share?.openByLine[line] ?? 0);
      return {
        no,
        dueOn,
        principalMinor: due('principal'),
        interestMinor: due('interest'),
        feeMinor: due('fee'),
        dueMinor,
        paidMinor,
        openMinor,
        status,
      };
    });

/** 4.5: the money of a period and what it did, under the schedule in force. */
export const statementOf = (file: CaseFile, from: LocalDate, to: LocalDate): Statement => {
  const before = standingUpTo(file, addDays(from, -1)).now;
  const after = standingUpTo(file, to);
  const { now } = after;
  const entries = entriesOf(after).filter(({ valueDate }) => valueDate >= from);
  const [first, last] = [paidBy(before), paidBy(now)];
  const paidIn = (name: keyof typeof first): number => last[name] - first[name];
  const of = (kind: StatementEntry['kind']): number =>
    sumOf(entries.filter((one) => one.kind === kind).map(({ amountMinor }) => amountMinor));
  const totalMinor = paidIn('totalMinor');
  const netMinor = sumOf(entries.map(({ amountMinor }) => amountMinor));
  return {
    agreementId: now.agreement.agreementId,
    scheduleVersion: now.schedule.scheduleVersion,
    currency: now.schedule.currency,
    from,
    to,
    openingMinor: before.openMinor,
    closingMinor: now.openMinor,
    paid: {
      feeMinor: paidIn('feeMinor'),
      interestMinor: paidIn('interestMinor'),
      principalMinor: paidIn('principalMinor'),
      penaltyMinor: paidIn('penaltyMinor'),
      costsMinor: paidIn('costsMinor'),
      totalMinor,
    },
    sparedMinor: before.openMinor - totalMinor - now.openMinor,
    receivedMinor: of('RECEIPT'),
    reversedMinor: of('REVERSAL'),
    refundedMinor: of('REFUND'),
    rewardMinor: of('REWARD'),
    netMinor,
    excessMinor: netMinor - totalMinor,
    arrearsMinor: now.arrearsMinor,
    contractualDpd: now.contractualDpd,
    planDpd: now.planDpd,
    entries,
    instalments: instalmentsIn(now, from, to),
  };
};
