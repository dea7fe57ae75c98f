import type { Story } from '#infra/local/demo/teller.ts';
import { versionOf } from '#infra/local/demo/teller.ts';

/** One act that a straight life has no room for. */
export interface SideAct {
  readonly role: string;
  readonly method: 'POST' | 'PUT';
  /** After `/cases/{caseId}`, or whole with a leading `!`. */
  readonly path: string;
  readonly at: string;
  readonly body: unknown;
  readonly ifMatch?: true;
}

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

/** While papers are missing. */
export const whenPending: readonly SideAct[] = [
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
];

/** When all is sealed. */
export const whenArchived: readonly SideAct[] = [
  {
    role: 'auditor',
    method: 'POST',
    path: '!/archive/packages/{package}/access-requests',
    at: '2026-07-21T02:00:00Z',
    body: { reason: 'Audit of the year.' },
  },
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

/** Does one of them. */
export const doSideAct = async (
  story: Story,
  caseId: string,
  { role, method, path, at, body, ifMatch }: SideAct,
  ids: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const known = { ...ids, caseId };
  const given: unknown = JSON.parse(filled(JSON.stringify(body), known));
  const whole = path.startsWith('!') ? path.slice(1) : `/cases/${caseId}${path}`;
  await story.must(role, method, filled(whole, known), {
    at,
    body: given,
    ...(ifMatch === true ? { ifMatch: await versionOf(story, caseId) } : {}),
  });
};
