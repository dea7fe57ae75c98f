import * as z from 'zod';
import { PaymentReport } from '#functions/contracts/payment-report.ts';
import { Id } from '#functions/domain/ids.ts';
import { AccountReport } from '#functions/domain/intake/report.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { takePayment } from '#functions/usecases/record-payment.ts';
import { takeReport } from '#functions/usecases/take-report.ts';

/** What became of one row: written into the result file as it stands here. */
export const RowAnswer = z.strictObject({
  line: z.int().positive(),
  accountId: z.string().optional(),
  sourceRef: z.string().optional(),
  outcome: z.enum(['OPENED', 'JOINED', 'UPDATED', 'ENDED', 'APPLIED', 'UNAPPLIED', 'REVERSED', 'UNCHANGED', 'REFUSED']),
  caseId: z.string().optional(),
  paymentId: z.string().optional(),
  code: z.string().optional(),
  rules: z.array(z.string()).optional(),
  detail: z.string().optional(),
});
export type RowAnswer = z.infer<typeof RowAnswer>;
type Named = Pick<RowAnswer, 'accountId' | 'sourceRef'>;
type Taken = Pick<RowAnswer, 'outcome' | 'caseId' | 'paymentId'>;

/** A row that could be read: whose it is, what its answer names, and the act that takes it in. */
export interface ReadRow {
  /** Rows of one group go one after the other. */
  readonly group: string;
  readonly named: Named;
  readonly take: (ports: Ports, asking: Asking) => Promise<Taken>;
}

interface RowKind {
  readonly read: (value: unknown) => ReadRow | z.ZodError;
  /** What the answer to an unreadable row can still name. */
  readonly name: (value: unknown) => Named;
}

export const refusedRow = (line: number, code: string, detail: string, more: Partial<RowAnswer> = {}): RowAnswer => ({
  line,
  outcome: 'REFUSED',
  code,
  detail,
  ...more,
});

/** Where it is wrong and how, never what was written there (R14). */
const unreadable = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message, code }) => `/${path.join('/')}: ${code === 'unrecognized_keys' ? 'unknown field' : message}`)
    .join('; ');

export const readRow = ({ read, name }: RowKind, line: number, text: string | undefined): ReadRow | RowAnswer => {
  if (text === undefined) return refusedRow(line, 'RequestTooLarge', 'the line is longer than a row may be');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refusedRow(line, 'InvalidRequest', 'the line is no JSON');
  }
  const row = read(value);
  return row instanceof z.ZodError ? refusedRow(line, 'InvalidRequest', unreadable(row), name(value)) : row;
};

const Outcome = RowAnswer.shape.outcome.catch('UNCHANGED');
const AccountRow = AccountReport.extend({ accountId: Id });
const namedBy = (field: keyof Named) => {
  const Shape = z.object({ [field]: Id });
  return (value: unknown): Named => {
    const named = Shape.safeParse(value);
    return named.success ? named.data : {};
  };
};

/** R1-R3: a row of a file of accounts is a report of one account. */
export const accountRows: RowKind = {
  name: namedBy('accountId'),
  read: (value) => {
    const parsed = AccountRow.safeParse(value);
    if (!parsed.success) return parsed.error;
    const { accountId, ...report } = parsed.data;
    return {
      group: report.borrower.borrowerId,
      named: { accountId },
      take: async (ports, asking) => {
        const { file, ids } = await takeReport(ports, accountId, report, asking);
        return { outcome: Outcome.parse(ids['outcome']), caseId: file.caseId };
      },
    };
  },
};

const ReversalRow = z.strictObject({
  kind: z.literal('REVERSAL'),
  /** Of the reversal itself. */
  sourceRef: Id,
  /** Of the receipt that it takes back. */
  reverses: Id,
});
type Reversal = z.infer<typeof ReversalRow>;
type Receipt = z.infer<typeof PaymentReport>;

const reverse = async (ports: Ports, { sourceRef, reverses }: Reversal, asking: Asking): Promise<Taken> => {
  const known = await ports.cases.paymentCase(reverses);
  if (known === undefined) throw new Refusal('NotFound', 'nothing was reported under this reference');
  const { caseId, paymentId } = known;
  if (caseId === undefined)
    throw new Refusal('StateForbids', 'the money belongs to no case yet: match it first', { rules: ['4.5'] });
  const isKnown = (await ports.cases.paymentCase(sourceRef)) !== undefined;
  const { ids } = await perform(ports, caseId, 'reversePayment', { paymentId, sourceRef }, asking);
  return { outcome: isKnown ? 'UNCHANGED' : 'REVERSED', caseId, ...paymentOf(ids) };
};

const paymentOf = (ids: Readonly<Record<string, string>>): Pick<Taken, 'paymentId'> =>
  ids['paymentId'] === undefined ? {} : { paymentId: ids['paymentId'] };

const receive = async (ports: Ports, { amount, ...reported }: Receipt, asking: Asking): Promise<Taken> => {
  const isKnown = (await ports.cases.paymentCase(reported.sourceRef)) !== undefined;
  const taken = await takePayment(ports, { ...reported, ...amount }, asking);
  if (taken.outcome === 'UNAPPLIED')
    return { outcome: isKnown ? 'UNCHANGED' : 'UNAPPLIED', paymentId: taken.money.paymentId };
  const { file, ids } = taken.performed;
  return { outcome: isKnown ? 'UNCHANGED' : 'APPLIED', caseId: file.caseId, ...paymentOf(ids) };
};

/**
 * 4.5: a row of a file of payments is a receipt, a refund or a reversal. A reversal goes behind the receipt that it takes
 * back, also where both are in one file: hence a new reader for each batch.
 */
export const paymentRows = (): RowKind => {
  const groups = new Map<string, string>();
  return {
    name: namedBy('sourceRef'),
    read: (value) => {
      const reversal = ReversalRow.safeParse(value);
      const isReversal = z.looseObject({ kind: z.literal('REVERSAL') }).safeParse(value).success;
      if (isReversal && !reversal.success) return reversal.error;
      if (reversal.success) {
        const { sourceRef, reverses } = reversal.data;
        return {
          group: groups.get(reverses) ?? reverses,
          named: { sourceRef },
          take: async (ports, asking) => reverse(ports, reversal.data, asking),
        };
      }
      const receipt = PaymentReport.safeParse(value);
      if (!receipt.success) return receipt.error;
      const { sourceRef, caseId, borrowerId } = receipt.data;
      const group = caseId ?? borrowerId ?? sourceRef;
      groups.set(sourceRef, group);
      return { group, named: { sourceRef }, take: async (ports, asking) => receive(ports, receipt.data, asking) };
    },
  };
};
