import type { Story } from '#infra/local/demo/teller.ts';
import { versionOf } from '#infra/local/demo/teller.ts';

/** One act that a straight life has no room for. */
export interface SideAct {
  readonly role: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After `/cases/{caseId}`, or whole with a leading `!`. */
  readonly path: string;
  readonly at: string;
  readonly body?: unknown;
  readonly ifMatch?: true;
  /** Where the version is read that the act is decided on: of the case, unless it says so here. */
  readonly ofWhat?: string;
  /** What the acts after it call an id of the answer: name → path in the answer, such as `hold.holdId`. */
  readonly keeps?: Readonly<Record<string, string>>;
}

/** Acts one upon the other. */
export type SideStory = readonly SideAct[];

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

const active = '2026-04-15T02:00:00Z';
/** When it is known what the borrower can carry. */
export const whenAssessed: readonly SideAct[] = [
  {
    role: 'agent',
    method: 'POST',
    path: '/oral-arrangements',
    at: '2026-03-06T02:30:00Z',
    body: {
      recordingId: '{recording}',
      currency: 'CNY',
      amountMinor: 1000,
      dueOn: '2026-03-20',
      note: 'Ten yuan more.',
    },
  },
];

/** While a plan is being paid. */
export const whenActive: readonly SideAct[] = [
  { role: 'borrower', method: 'POST', path: '/payoff-quotes', at: active, body: {} },
  {
    role: 'system',
    method: 'POST',
    path: '!/payments/{payment}/reversal',
    at: active,
    body: { caseId: '{caseId}', sourceRef: 'core-1-back' },
  },
  {
    role: 'system',
    method: 'POST',
    path: '!/payment-feeds',
    at: active,
    body: {
      payments: [
        { sourceRef: 'file-1', amount: { amountMinor: 100, currency: 'CNY' }, valueDate: '2026-04-15' },
        { sourceRef: 'file-2', amount: { amountMinor: 200, currency: 'CNY' }, valueDate: '2026-04-15' },
      ],
    },
  },
  { role: 'borrower', method: 'PUT', path: '/payment-preferences', at: active, body: { excess: 'PRINCIPAL' } },
];

/** Acts that come one upon the other while a plan is being paid. */
export const storiesWhenActive: readonly SideStory[] = [
  [
    {
      role: 'system',
      method: 'POST',
      path: '!/payments',
      at: active,
      body: { sourceRef: 'core-77', amount: { amountMinor: 5000, currency: 'CNY' }, valueDate: '2026-04-15' },
      keeps: { money: 'payment.paymentId' },
    },
    { role: 'agent', method: 'POST', path: '!/payments/{money}/match', at: active, body: { caseId: '{caseId}' } },
  ],
  [
    {
      role: 'borrower',
      method: 'POST',
      path: '/disputes',
      at: active,
      body: { kind: 'WRONG_AMOUNT', statement: 'It was less.' },
      keeps: { dispute: 'dispute.disputeId' },
    },
    {
      role: 'supervisor',
      method: 'POST',
      path: '/disputes/{dispute}/resolution',
      at: active,
      body: { outcome: 'REJECTED', finding: 'The books are right.' },
      ifMatch: true,
    },
  ],
  [
    {
      role: 'agent',
      method: 'POST',
      path: '/holds',
      at: active,
      body: { kind: 'VULNERABILITY_HOLD', reason: 'In hospital.', reviewOn: '2026-05-10' },
      keeps: { hold: 'hold.holdId' },
    },
    {
      role: 'supervisor',
      method: 'POST',
      path: '/holds/{hold}/release',
      at: active,
      body: { reason: 'Home again.' },
      ifMatch: true,
    },
  ],
  [
    {
      role: 'borrower',
      method: 'POST',
      path: '!/complaints',
      at: active,
      body: { topic: 'SERVICE', description: 'Nobody called back.', caseId: '{caseId}' },
      keeps: { complaint: 'complaint.complaintId' },
    },
    {
      role: 'supervisor',
      method: 'PUT',
      path: '!/complaints/{complaint}/handler',
      at: active,
      body: { handlerId: '{supervisor2}', handlerRole: 'supervisor', handlerBranch: 'branch-1' },
      ifMatch: true,
      ofWhat: '/complaints/{complaint}',
    },
    {
      role: 'risk',
      method: 'POST',
      path: '!/complaints/{complaint}/extension',
      at: active,
      body: { reason: 'A witness is away.' },
      ifMatch: true,
      ofWhat: '/complaints/{complaint}',
    },
    {
      role: 'supervisor2',
      method: 'POST',
      path: '!/complaints/{complaint}/reply',
      at: active,
      body: { finding: 'UPHELD', reason: 'A call was forgotten.', remedy: 'We call today.', nextBodies: ['MEDIATION'] },
      ifMatch: true,
      ofWhat: '/complaints/{complaint}',
    },
  ],
  [
    {
      role: 'borrower',
      method: 'POST',
      path: '!/calendar-feeds',
      at: active,
      keeps: { calendar: 'feedId' },
    },
    { role: 'borrower', method: 'DELETE', path: '!/calendar-feeds/{calendar}', at: active },
  ],
];

/** When everything is paid, and before the file is closed. */
export const whenSettled: readonly SideAct[] = [
  {
    role: 'system',
    method: 'PUT',
    path: '/bookings/{booking}/acknowledgement',
    at: '2026-06-20T02:00:00Z',
    body: { result: 'BOOKED', coreRef: 'core-booking-1' },
  },
  {
    role: 'borrower',
    method: 'POST',
    path: '/feedback',
    at: '2026-06-20T02:00:00Z',
    body: { about: 'SERVICE', rating: 4, comment: 'They listened.' },
  },
];

/** When all is sealed. */
export const whenArchived: readonly (SideAct | SideStory)[] = [
  [
    {
      role: 'auditor',
      method: 'POST',
      path: '!/archive/packages/{package}/access-requests',
      at: '2026-07-21T02:00:00Z',
      body: { reason: 'Audit of the year.' },
      keeps: { request: 'access.requestId' },
    },
    {
      role: 'risk',
      method: 'POST',
      path: '!/archive/packages/{package}/access-requests/{request}/decision',
      at: '2026-07-21T02:00:00Z',
      body: { decision: 'GRANT' },
      ifMatch: true,
    },
  ],
  {
    role: 'risk',
    method: 'PUT',
    path: '!/archive/packages/{package}/legal-hold',
    at: '2026-07-21T02:00:00Z',
    body: { inForce: true, authority: 'District court, file 12', reason: 'Seized as evidence.' },
    ifMatch: true,
  },
];

/** Puts ids for names in braces, in paths and bodies. */
const filled = (value: string, ids: Readonly<Record<string, string>>): string =>
  value.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole);

const valueAt = (body: unknown, path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((inside, name) => (inside instanceof Object ? Reflect.get(inside, name) : undefined), body);
  if (typeof value !== 'string') throw new Error(`the answer has no ${path}`);
  return value;
};

/** Does one of them; gives the ids that it keeps. */
export const doSideAct = async (
  story: Story,
  caseId: string,
  { role, method, path, at, body, ifMatch, ofWhat, keeps = {} }: SideAct,
  ids: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> => {
  const known = { ...ids, caseId };
  const given: unknown = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body), known));
  const whole = path.startsWith('!') ? path.slice(1) : `/cases/${caseId}${path}`;
  const read = async (): Promise<number> => {
    if (ofWhat === undefined) return versionOf(story, caseId);
    return (await story.must('risk', 'GET', filled(ofWhat, known), { at })).etag ?? 0;
  };
  const answer = await story.must(role, method, filled(whole, known), {
    at,
    ...(given === undefined ? {} : { body: given }),
    ...(ifMatch === true ? { ifMatch: await read() } : {}),
  });
  return Object.fromEntries(Object.entries(keeps).map(([name, where]) => [name, valueAt(answer.body, where)]));
};
