import type { PlanTypeName, WaterfallName } from '#functions/domain/agreement/template-input.ts';

/** Everything that a template says in one language; amounts and dates arrive already written out. */
export interface Words {
  readonly agreement: string;
  readonly amendment: string;
  readonly certificate: string;
  readonly subject: (no: string) => string;
  readonly fields: Readonly<
    Record<
      | 'agreementNo'
      | 'amendmentNo'
      | 'certificateNo'
      | 'bank'
      | 'borrower'
      | 'drawnUpOn'
      | 'effectiveOn'
      | 'settledOn'
      | 'totalPaid'
      | 'waived'
      | 'planType'
      | 'periods'
      | 'total'
      | 'annualCost'
      | 'graceDays'
      | 'reason',
      string
    >
  >;
  readonly columns: Readonly<
    Record<
      | 'contractNo'
      | 'product'
      | 'principal'
      | 'interest'
      | 'fees'
      | 'total'
      | 'no'
      | 'dueOn'
      | 'fee'
      | 'term'
      | 'before'
      | 'after',
      string
    >
  >;
  readonly sum: string;
  readonly products: Readonly<Record<'CARD' | 'CONSUMER_LOAN', string>>;
  readonly planTypes: Readonly<Record<PlanTypeName, string>>;
  readonly headings: Readonly<
    Record<
      | 'debt'
      | 'plan'
      | 'keyTerms'
      | 'borrower'
      | 'bank'
      | 'adjustment'
      | 'breach'
      | 'remedies'
      | 'complaints'
      | 'personalData'
      | 'other'
      | 'special'
      | 'contact'
      | 'signatures'
      | 'changes'
      | 'newSchedule'
      | 'settled',
      string
    >
  >;
  readonly opening: (bank: string, borrower: string) => string;
  readonly debt: (total: string, currency: string) => string;
  readonly plan: (periods: number, first: string, last: string, total: string, currency: string) => string;
  readonly days: (days: number) => string;
  readonly keyTermsIntro: string;
  readonly rate: { readonly title: string; readonly text: (rate: string, cost: string) => string };
  readonly fee: { readonly title: string; readonly some: (fee: string) => string; readonly none: string };
  readonly waterfall: {
    readonly title: string;
    readonly orders: Readonly<Record<WaterfallName, string>>;
    readonly rest: string;
  };
  readonly breachEffect: { readonly title: string; readonly text: (graceDays: number) => string };
  readonly borrowerDuties: readonly string[];
  readonly noNewCard: string;
  readonly bankDuties: readonly string[];
  readonly adjustment: readonly string[];
  readonly breach: readonly string[];
  readonly remedies: readonly string[];
  readonly complaints: readonly string[];
  readonly personalData: readonly string[];
  readonly other: readonly string[];
  readonly waived: (amount: string) => string;
  readonly specialIntro: string;
  readonly contact: {
    readonly hotline: (line: string) => string;
    readonly officer: (how: string) => string;
    readonly complaint: (how: string, regulator: string) => string;
    readonly warning: string;
  };
  readonly signatures: { readonly borrower: string; readonly bank: string };
  readonly amendmentOpening: (no: string, effectiveOn: string) => string;
  readonly unchanged: string;
  readonly gift: string;
  readonly certificateText: (bank: string, borrower: string, no: string, settledOn: string) => string;
  readonly certificateEffects: readonly string[];
}
