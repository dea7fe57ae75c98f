import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import type {
  AgreementInput,
  AmendmentInput,
  CertificateInput,
  InstalmentLine,
  LetterInput,
} from '#functions/domain/agreement/template-input.ts';
import type { NoticeFacts } from '#functions/domain/agreement/template-notices.ts';

/** Fixed facts, so that a template's hash changes with its words and with nothing else (R34). */
const instalments: readonly InstalmentLine[] = [
  { no: 1, dueOn: '2026-01-31', principalMinor: 50_000, interestMinor: 1_000, feeMinor: 500 },
  { no: 2, dueOn: '2026-02-28', principalMinor: 50_000, interestMinor: 500, feeMinor: 500 },
];

const paper = (lang: DocumentLanguage) =>
  ({
    lang,
    agreementNo: 'AGREEMENT-NO',
    bankName: 'BANK',
    borrowerName: 'BORROWER',
    currency: 'CNY',
    drawnUpOn: '2026-01-01',
    hotline: 'HOTLINE',
    officerCheck: 'OFFICER-CHECK',
    complaint: 'COMPLAINT',
    regulatorLine: 'REGULATOR',
  }) as const;

export const sampleAgreement = (lang: DocumentLanguage): AgreementInput => ({
  ...paper(lang),
  accounts: [
    { contractNo: '****1', productType: 'CARD', principalMinor: 60_000, interestMinor: 1_000, feeMinor: 0 },
    { contractNo: '****2', productType: 'CONSUMER_LOAN', principalMinor: 40_000, interestMinor: 0, feeMinor: 0 },
  ],
  planType: 'EQUAL_PRINCIPAL',
  rate: '0.12',
  feeMinor: 1_000,
  instalments,
  totalMinor: 102_500,
  effectiveAnnualCost: '0.15',
  waterfallProfile: 'PLAN_DEFAULT',
  graceDays: 3,
  waivedMinor: 1_000,
  freeText: 'FREE-TEXT',
});

export const sampleAmendment = (lang: DocumentLanguage): AmendmentInput => ({
  ...paper(lang),
  amendmentNo: 'AMENDMENT-NO',
  effectiveOn: '2026-01-02',
  reason: 'REASON',
  changes: [{ term: 'TERM', before: 'BEFORE', after: 'AFTER' }],
  instalments,
  signedByBoth: true,
});

export const sampleCertificate = (lang: DocumentLanguage): CertificateInput => ({
  ...paper(lang),
  certificateNo: 'CERTIFICATE-NO',
  accounts: [
    { contractNo: '****1', productType: 'CARD' },
    { contractNo: '****2', productType: 'CONSUMER_LOAN' },
  ],
  settledOn: '2026-02-28',
  totalPaidMinor: 102_500,
  waivedMinor: 1_000,
});

export const sampleLetter = (lang: DocumentLanguage, kind: LetterInput['kind']): LetterInput => ({
  ...paper(lang),
  kind,
  letterNo: 'LETTER-NO',
  ...(kind === 'BREACH_NOTICE' ? { until: '2026-02-14' } : { earlierDemandOn: '2026-01-02' }),
  overdue: kind === 'BREACH_NOTICE' ? [{ no: 1, dueOn: '2026-01-31', openMinor: 51_500 }] : [],
  balance: { principalMinor: 100_000, interestMinor: 1_500, feeMinor: 1_000, penaltyMinor: 0, costsMinor: 0 },
});

export const sampleNotice = (lang: DocumentLanguage): NoticeFacts => ({
  ...paper(lang),
  startsAt: 'STARTS-AT',
  place: 'PLACE',
  officers: 'OFFICERS',
  dueOn: '2026-01-31',
  amountMinor: 51_500,
  outstandingMinor: 102_500,
  until: '2026-02-14',
  missing: ['MISSING-1', 'MISSING-2'],
  outcome: 'OUTCOME',
  personInCharge: 'PERSON',
  link: 'LINK',
});
