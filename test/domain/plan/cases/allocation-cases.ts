import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import type { PaidPart } from '#functions/domain/plan/spending.ts';
import type { Line, Standing, Waterfall } from '#functions/domain/plan/waterfall.ts';
import { standingOfBooks } from '#test/domain/servicing/kept-books.ts';
import { Amount, notCovered, scaleOf } from '#test/domain/plan/cases/published-case.ts';
import type { Found, PublishedCase, Scale } from '#test/domain/plan/cases/published-case.ts';

/** What money went where does not depend on the day of the question. */
const lastDay = '2099-12-31';

const Component = z.enum(['penalty', 'fee', 'interest', 'principal']);

const Conventions = z.looseObject({
  order: z.array(z.tuple([z.string(), z.array(Component)])),
  due_test: z.enum(['charge_own_due_date', 'instalment_due_date']),
  processing: z.enum(['horizontal', 'vertical']),
  future_rule: z.enum(['NEXT_INSTALMENT', 'LAST_INSTALMENT', 'REAMORTISE']),
});

const Inputs = z.strictObject({
  instalments: z.array(
    z.strictObject({
      n: z.int(),
      due_date: LocalDate,
      principal: Amount,
      interest: Amount.default('0'),
      charges: z
        .array(
          z.strictObject({
            component: z.enum(['penalty', 'fee']),
            amount: Amount,
            due_date: LocalDate,
            added: LocalDate.optional(),
          }),
        )
        .default([]),
    }),
  ),
  payments: z.array(z.strictObject({ date: LocalDate, amount: Amount })),
});

const standings = { past_due: 'PAST_DUE', due: 'DUE', in_advance: 'IN_ADVANCE' } as const satisfies Record<
  string,
  Standing
>;

const isGroup = (name: string): name is keyof typeof standings => name in standings;

const waterfallOf = (conventions: unknown): Waterfall => {
  const given = Conventions.parse(conventions);
  return {
    groups: given.order.map(([names, lines]) => ({
      standings: names.split('+').map((name) => {
        if (!isGroup(name)) throw new RangeError(`group ${name} is not known`);
        return standings[name];
      }),
      lines,
    })),
    processing: given.processing === 'horizontal' ? 'BY_INSTALMENT' : 'BY_LINE',
    inAdvance: given.future_rule,
    chargesStandBy: given.due_test === 'charge_own_due_date' ? 'OWN_DUE_DATE' : 'INSTALMENT_DUE_DATE',
  };
};

const lineSum = (parts: readonly PaidPart[], line: Line, scale: Scale): Found =>
  scale.major(parts.filter((part) => part.line === line).reduce((sum, part) => sum + part.amountMinor, 0));

const waterfallCase = (published: PublishedCase): Found => {
  const given = Inputs.parse(published.inputs);
  const scale = scaleOf(published);
  const { allocation: found } = standingOfBooks(
    {
      rows: given.instalments.map((instalment) => ({
        no: instalment.n,
        dueOn: instalment.due_date,
        principalMinor: scale.minor(instalment.principal),
        interestMinor: scale.minor(instalment.interest),
        charges: instalment.charges.map((charge) => ({
          line: charge.component,
          amountMinor: scale.minor(charge.amount),
          dueOn: charge.due_date,
          addedOn: charge.added,
        })),
      })),
      payments: given.payments.map((payment) => ({
        amountMinor: scale.minor(payment.amount),
        valueDate: payment.date,
      })),
      waterfall: waterfallOf(published.conventions),
    },
    lastDay,
  );
  return {
    allocations: found.payments.map(({ paymentId, allocations }) => {
      const payment = given.payments[Number(paymentId.split('-')[1])];
      return {
        date: payment?.date,
        amount: scale.major(scale.minor(payment?.amount ?? '0')),
        penalty: lineSum(allocations, 'penalty', scale),
        fee: lineSum(allocations, 'fee', scale),
        interest: lineSum(allocations, 'interest', scale),
        principal: lineSum(allocations, 'principal', scale),
      };
    }),
    outstanding_by_instalment: found.instalments.map(({ no, openMinor }) => ({
      n: no,
      outstanding: scale.major(openMinor),
    })),
    excess: scale.major(found.excessMinor),
  };
};

const LiabilityInputs = z.strictObject({ liabilities: z.array(Amount), payment: Amount });

const liabilityCase = (published: PublishedCase): Found => {
  const { liabilities, payment } = LiabilityInputs.parse(published.inputs);
  const { minor, major } = scaleOf(published);
  const { allocation: found } = standingOfBooks(
    {
      rows: liabilities.map((liability, index) => ({
        no: index + 1,
        dueOn: '2024-01-01',
        principalMinor: minor(liability),
      })),
      payments: [{ amountMinor: minor(payment), valueDate: '2024-01-01' }],
    },
    lastDay,
  );
  return { remaining: found.instalments.map((liability) => major(liability.openMinor)) };
};

export const allocationCase = (published: PublishedCase): Found => {
  if ('liabilities' in published.inputs) return liabilityCase(published);
  if ('payments' in published.inputs) return waterfallCase(published);
  return notCovered(published, 'this set of inputs');
};
