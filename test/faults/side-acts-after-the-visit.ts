import type { SideAct, SideStory } from '#test/faults/side-act.ts';

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
