/** The person and the card that core banking reports in tests: what is the same in every report. */
export const reportedBorrower = {
  borrowerId: 'b-1',
  kind: 'NATURAL_PERSON',
  name: 'Somebody',
  idType: 'ID_CARD',
  idNo: '110101199003078515',
  contactPoints: [{ contactPointId: 'phone-1', kind: 'PHONE', value: '+8613800138000' }],
} as const;

export const reportedCard = {
  productType: 'CARD',
  currency: 'CNY',
  principalMinor: 1_000_000,
  interestMinor: 0,
  feesMinor: 0,
  penaltyMinor: 0,
  contractualDpd: 30,
  firstDelinquentOn: '2026-02-01',
  annualRate: '0.1825',
  reportedAt: '2026-03-02T00:00:00Z',
  branch: 'north',
  region: 'east',
} as const;
