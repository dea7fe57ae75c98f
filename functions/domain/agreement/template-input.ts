import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import type { Instant, LocalDate } from '#functions/domain/calendar.ts';
import type { Currency } from '#functions/domain/money.ts';

/** R9a: who to call, how to check an officer, how to complain; the warning is part of every template. */
export interface ContactLines {
  readonly hotline: string;
  readonly officerCheck: string;
  readonly complaint: string;
  readonly regulatorLine: string;
}

export interface AccountLine {
  /** Already masked (R14). */
  readonly contractNo: string;
  readonly productType: 'CARD' | 'CONSUMER_LOAN';
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
}

export interface InstalmentLine {
  readonly no: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feeMinor: number;
}

export type PlanTypeName =
  | 'EQUAL_INSTALMENT'
  | 'EQUAL_PRINCIPAL'
  | 'FEE_BASED'
  | 'STEP_UP'
  | 'MORATORIUM'
  | 'LUMP_SUM'
  | 'CUSTOM';
export type WaterfallName = 'STATUTORY' | 'PLAN_DEFAULT' | 'PRINCIPAL_FIRST' | 'SETTLEMENT';

interface Paper extends ContactLines {
  readonly lang: DocumentLanguage;
  readonly agreementNo: string;
  readonly bankName: string;
  readonly borrowerName: string;
  readonly currency: Currency;
  readonly drawnUpOn: LocalDate;
  /** Moment of drawing up; noon UTC of `drawnUpOn` if silent. Becomes the PDF's creation date. */
  readonly createdAt?: Instant;
}

export interface AgreementInput extends Paper {
  readonly accounts: readonly AccountLine[];
  readonly planType: PlanTypeName;
  /** Annual rate as a ratio: '0.12' is 12 %. */
  readonly rate: string;
  readonly feeMinor: number;
  readonly instalments: readonly InstalmentLine[];
  readonly totalMinor: number;
  /** A ratio, interest and fees included (R32). */
  readonly effectiveAnnualCost: string;
  readonly waterfallProfile: WaterfallName;
  readonly graceDays: number;
  readonly waivedMinor?: number;
  /** The only field for free words (R34); the renderer refuses what it cannot print. */
  readonly freeText?: string;
}

export interface AmendmentInput extends Paper {
  readonly amendmentNo: string;
  readonly effectiveOn: LocalDate;
  readonly reason?: string;
  /** R48: explicit before and after; what is not written is unchanged. */
  readonly changes: readonly { readonly term: string; readonly before: string; readonly after: string }[];
  readonly instalments?: readonly InstalmentLine[];
  /** A pure gift to the borrower takes effect on notice (R48). */
  readonly signedByBoth: boolean;
}

export interface LetterInput extends Paper {
  readonly kind: 'BREACH_NOTICE' | 'DEMAND';
  readonly letterNo: string;
  /** Last day to put the breach right. */
  readonly until?: LocalDate;
  readonly earlierDemandOn?: LocalDate;
  /** The instalments that the breach is about. */
  readonly overdue: readonly { readonly no: number; readonly dueOn: LocalDate; readonly openMinor: number }[];
  /** Everything that is owed on the day, line by line. */
  readonly balance: Readonly<
    Record<'principalMinor' | 'interestMinor' | 'feeMinor' | 'penaltyMinor' | 'costsMinor', number>
  >;
}

export interface CertificateInput extends Paper {
  readonly certificateNo: string;
  readonly accounts: readonly Pick<AccountLine, 'contractNo' | 'productType'>[];
  readonly settledOn: LocalDate;
  readonly totalPaidMinor: number;
  readonly waivedMinor?: number;
}
