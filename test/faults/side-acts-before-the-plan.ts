import type { SideAct } from '#test/faults/side-act.ts';

const phoneOwner = { borrowerId: 'borrower-9', kind: 'NATURAL_PERSON', name: 'Wu Fang', idType: 'ID_CARD' } as const;
const debt = { productType: 'CARD', principalMinor: 900_000, interestMinor: 0, feesMinor: 0, penaltyMinor: 0 } as const;
const overdue = {
  contractualDpd: 35,
  firstDelinquentOn: '2026-01-26',
  annualRate: '0.1500',
  reportedAt: '2026-03-02T01:00:00Z',
} as const;
const places = { branch: 'branch-1', region: 'region-1' } as const;
const borrower = {
  ...phoneOwner,
  idNo: '110101199001013333',
  contactPoints: [{ contactPointId: 'phone-1', kind: 'PHONE', value: '+8613800003333' }],
};

const first = '2026-03-02T01:30:00Z';

/** While a case is OPEN. */
export const whenOpen: readonly SideAct[] = [
  {
    role: 'agent',
    method: 'PUT',
    path: '/contact-preferences',
    at: first,
    body: { onBehalf: { evidenceId: 'recording-1' } },
  },
  {
    role: 'agent',
    method: 'POST',
    path: '!/cases',
    at: first,
    body: { borrower, accounts: [{ accountId: 'account-9', currency: 'CNY', ...debt, ...overdue }], ...places },
  },
];

/** Files that core banking sends, here as a handful of rows. */
const feedRow = (no: number) => ({
  accountId: `account-8${no}`,
  borrower: { ...borrower, borrowerId: `borrower-8${no}` },
  ...places,
  currency: 'CNY',
  ...debt,
  ...overdue,
});
export const whenFed: readonly SideAct[] = [
  { role: 'system', method: 'POST', path: '!/account-feeds', at: first, body: { accounts: [feedRow(1), feedRow(2)] } },
];

/** While papers are missing. */
export const whenPending: readonly SideAct[] = [
  {
    role: 'agent',
    method: 'PATCH',
    path: '/parties',
    at: '2026-03-02T02:40:00Z',
    body: {
      addContactPoints: [{ kind: 'EMAIL', value: 'lin@example.com' }],
      address: '1 New Street',
      evidenceId: 'recording-1',
    },
    ifMatch: true,
  },
  {
    role: 'system',
    method: 'PUT',
    path: '/notices/{notice}/delivery',
    at: '2026-03-02T02:40:00Z',
    body: { result: 'DELIVERED', at: '2026-03-02T02:39:00Z', proof: 'gateway-1' },
  },
  {
    role: 'supervisor',
    method: 'POST',
    path: '/cancellation',
    at: '2026-03-02T02:40:00Z',
    body: { reason: 'A mistake.' },
    ifMatch: true,
  },
  {
    role: 'agent',
    method: 'POST',
    path: '/consents/{SERVICE}/withdrawal',
    at: '2026-03-02T02:40:00Z',
    body: { onBehalf: { evidenceId: 'recording-1' } },
  },
];

const later = '2026-03-03T02:00:00Z';
/** With an appointment that both have agreed on. */
export const whenScheduled: readonly SideAct[] = [
  {
    role: 'borrower',
    method: 'POST',
    path: '/appointments/{appointment}/reschedule',
    at: later,
    body: { startsAt: '2026-03-10T02:00:00Z', endsAt: '2026-03-10T03:00:00Z', atBorrowersRequest: true },
  },
  {
    role: 'borrower',
    method: 'POST',
    path: '/appointments/{appointment}/cancellation',
    at: later,
    body: { reason: 'I am away.' },
  },
  {
    role: 'officer',
    method: 'POST',
    path: '/appointments/{appointment}/no-show',
    at: '2026-03-06T02:20:00Z',
    body: {},
  },
];

const inside = '2026-03-06T02:15:00Z';
/** At the borrower's home, everything verified. */
export const whenNegotiating: readonly SideAct[] = [
  {
    role: 'officer',
    method: 'POST',
    path: '/visits/{visit}/evidence',
    at: inside,
    body: { evidenceId: 'photo-1', kind: 'SIGNATURE', mediaType: 'image/png', sha256: 'a'.repeat(64), sizeBytes: 1000 },
  },
  {
    role: 'officer',
    method: 'POST',
    path: '/visits/{visit}/sync',
    at: inside,
    body: {
      steps: [
        {
          clientId: '00000000-0000-4000-9000-000000000001',
          operation: 'recordEvidence',
          capturedAt: inside,
          input: {
            evidenceId: 'photo-2',
            kind: 'SIGNATURE',
            mediaType: 'image/png',
            sha256: 'b'.repeat(64),
            sizeBytes: 9,
          },
        },
        {
          clientId: '00000000-0000-4000-9000-000000000002',
          operation: 'abortVisit',
          capturedAt: inside,
          input: { reason: 'The borrower feels unwell.' },
        },
      ],
    },
  },
  {
    role: 'officer',
    method: 'POST',
    path: '/visits/{visit}/abort',
    at: inside,
    body: { reason: 'The borrower feels unwell.' },
  },
  { role: 'officer', method: 'POST', path: '/plan-quotes', at: inside, body: { currency: 'CNY', periods: 12 } },
];
