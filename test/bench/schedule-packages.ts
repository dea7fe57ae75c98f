import { createRequire } from 'node:module';
import * as z from 'zod';

/** The same loan for everybody: 123,456.78 at 15 % over 60 months from 12 March 2026. */
export const loan = { principalMinor: 12_345_678, ratePct: 15, periods: 60, startsOn: '2026-03-12' } as const;

/** What a package says about a period, in major units as it gives them. */
interface Line {
  readonly principal: number;
  readonly interest: number;
  readonly date: string | undefined;
}

/** A schedule of a package from npm: how to make it, and how to read it. */
export interface Rival {
  readonly name: string;
  readonly make: () => unknown;
  readonly read: () => readonly Line[];
}

const require = createRequire(import.meta.url);
const amount = loan.principalMinor / 100;

type Make = (parameters: object) => unknown;
const Make = z.custom<Make>((value) => typeof value === 'function');
type Loan = new (...parameters: readonly unknown[]) => unknown;
const Loan = z.custom<Loan>((value) => typeof value === 'function');

const loanSchedule = (): Rival => {
  const LoanSchedule = Loan.parse(require('loan-schedule.js'));
  const made = new LoanSchedule({ DecimalDigit: 2, dateFormat: 'YYYY-MM-DD' });
  const asked = {
    amount,
    rate: loan.ratePct,
    term: loan.periods,
    paymentOnDay: 12,
    issueDate: loan.startsOn,
    scheduleType: 'ANNUITY',
  };
  const { calculateSchedule } = z.object({ calculateSchedule: Make }).parse(made);
  const make = (): unknown => Reflect.apply(calculateSchedule, made, [asked]);
  const Answer = z.object({
    payments: z.array(z.object({ paymentDate: z.string(), principalAmount: z.string(), interestAmount: z.string() })),
  });
  return {
    name: 'loan-schedule.js',
    make,
    read: () =>
      Answer.parse(make())
        .payments.slice(1)
        .map(({ paymentDate, principalAmount, interestAmount }) => ({
          principal: Number(principalAmount),
          interest: Number(interestAmount),
          date: paymentDate,
        })),
  };
};

const loanJs = (): Rival => {
  const Module = z.object({ Loan });
  const { Loan: LoanJs } = Module.parse(require('loanjs'));
  const make = (): unknown => new LoanJs(amount, loan.periods, loan.ratePct, 'annuity');
  const Answer = z.object({ installments: z.array(z.object({ capital: z.number(), interest: z.number() })) });
  return {
    name: 'loanjs',
    make,
    read: () =>
      Answer.parse(make()).installments.map(({ capital, interest }) => ({
        principal: capital,
        interest,
        date: undefined,
      })),
  };
};

const amortizeJs = (): Rival => {
  const Module = z.object({ Calculator: z.custom<{ calculate: Make }>((value) => typeof value === 'function') });
  const { Calculator } = Module.parse(require('amortizejs'));
  const asked = {
    method: 'mortgage',
    apr: loan.ratePct,
    balance: amount,
    loanTerm: loan.periods,
    startDate: new Date(loan.startsOn),
  };
  const make = (): unknown => Calculator.calculate(asked);
  const Answer = z.object({
    schedule: z.array(z.object({ principal: z.number(), interest: z.number(), date: z.date() })),
  });
  return {
    name: 'amortizejs',
    make,
    read: () =>
      Answer.parse(make()).schedule.map(({ principal, interest, date }) => ({
        principal,
        interest,
        date: date.toISOString().slice(0, 10),
      })),
  };
};

export const rivals = (): readonly Rival[] => [loanSchedule(), loanJs(), amortizeJs()];

const weekday = (date: string): number => new Date(date).getUTCDay();

/** What is wrong with a schedule, read from its own rows. */
export const faultsOf = (lines: readonly Line[]): string => {
  const repaid = lines.reduce((sum, { principal }) => sum + Math.round(principal * 100), 0);
  const cents = repaid - loan.principalMinor;
  const broken = lines.filter(({ principal, interest }) =>
    [principal, interest].some((value) => Math.abs(value * 100 - Math.round(value * 100)) > 1e-6),
  ).length;
  const dates = lines.flatMap(({ date }) => (date === undefined ? [] : [date]));
  const closed = dates.filter((date) => weekday(date) === 0 || weekday(date) === 6).length;
  const faults = [
    ...(cents === 0 ? [] : [`repays ${cents > 0 ? '+' : ''}${cents} cents`]),
    ...(broken === 0 ? [] : [`${broken} of ${lines.length} rows with fractions of a cent`]),
    ...(dates.length === 0 ? ['no due dates'] : []),
    ...(dates[0] !== undefined && dates[0] <= loan.startsOn ? ['the first payment on the day of the loan'] : []),
    ...(closed === 0 ? [] : [`${closed} due dates at weekends`]),
  ];
  return faults.length === 0 ? 'adds up to the cent' : faults.join(', ');
};
