import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import type { Part } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { people } from '#test/support/acts.ts';

/** Words that must never be found outside a private item. */
export const secrets = {
  name: 'Wang Xiaoming 王小明',
  idNo: '110101199003078515',
  phone: '+8613800138000',
  address: '8 Lotus Lane, Building 3',
  words: 'lost the second job in spring',
} as const;

export const idOf = (seed: string, prefix: string): string => idMaker(seed)(prefix);

export const caseIdOf = (seed: string): string => idOf(seed, 'case');

export const borrowerIdOf = (seed: string): string => idOf(seed, 'borrower');

export const account = (seed: string): Part<'accounts'> => ({
  accountId: idOf(seed, 'account'),
  productType: 'CARD',
  currency: 'CNY',
  principalMinor: 1_200_000,
  interestMinor: 30_000,
  feesMinor: 0,
  penaltyMinor: 5_000,
  contractualDpd: 45,
  firstDelinquentOn: '2026-01-16',
  annualRate: '0.1825',
  reportedAt: '2026-03-02T01:00:00Z',
});

export const privatesOf = (seed: string): PrivateItem[] => [
  { kind: 'SALT', id: 'salt', salt: sha256Hex(`salt ${seed}`) },
  {
    kind: 'BORROWER',
    id: 'borrower',
    name: secrets.name,
    idType: 'ID_CARD',
    idNo: secrets.idNo,
    contactPoints: [{ contactPointId: 'phone-1', kind: 'PHONE', value: secrets.phone }],
    address: secrets.address,
  },
  { kind: 'TEXT', id: 'text-1', text: secrets.words },
];

export const firstCall = (seed: string): Part<'contacts'> => ({
  contactId: idOf(seed, 'contact'),
  purpose: 'OFFER',
  channel: 'PHONE',
  direction: 'OUTBOUND',
  contactPointId: 'phone-1',
  startedAt: '2026-03-03T02:00:00Z',
  by: people.agent.id,
  status: 'STARTED',
  gate: { allowed: true, ruleIds: [] },
});

export const consent = (seed: string, kind: Part<'consents'>['kind']): Part<'consents'> => ({
  consentId: idOf(`${seed} ${kind}`, 'consent'),
  kind,
  status: 'GIVEN',
  textVersion: '2026-1',
  channel: 'PHONE',
  decidedAt: '2026-03-03T02:08:00Z',
});

export const paper = (seed: string, documentClass: 'ID' | 'RESIDENCE' | 'INCOME_OR_ASSET'): Part<'documents'> => ({
  documentId: idOf(`${seed} ${documentClass}`, 'document'),
  purpose: 'PAPER',
  documentClass,
  channel: 'UPLOAD',
  mediaType: 'application/pdf',
  status: 'ACCEPTED',
  requestedAt: '2026-03-04T02:00:00Z',
  receivedAt: '2026-03-04T02:05:00Z',
  sizeBytes: 52_000,
  sha256: sha256Hex(`${seed} ${documentClass}`),
  key: `${seed.replaceAll(/\W/g, '-')}/${documentClass}`,
  versionId: 'v1',
  reviewedBy: people.officer.id,
  reviewedAt: '2026-03-05T02:00:00Z',
  ...(documentClass === 'ID' ? { validUntil: '2031-01-01' } : { issuedOn: '2026-02-20' }),
});

export const appointment = (seed: string): Part<'appointments'> => ({
  appointmentId: idOf(seed, 'appointment'),
  startsAt: '2026-03-12T02:00:00Z',
  endsAt: '2026-03-12T04:00:00Z',
  place: 'HOME',
  status: 'CONFIRMED',
  proposedBy: 'BANK',
  proposedAt: '2026-03-06T02:00:00Z',
  officers: [people.officer.id, people.officer2.id],
  confirmedByBorrowerAt: '2026-03-06T03:00:00Z',
  confirmedByBankAt: '2026-03-06T02:00:00Z',
  earlierSlots: [],
  lateNotice: false,
  atBorrowersRequest: false,
});

export const visit = (seed: string): Part<'visits'> => ({
  visitId: idOf(seed, 'visit'),
  appointmentId: appointment(seed).appointmentId,
  officers: [people.officer.id, people.officer2.id],
  status: 'STARTED',
  startedAt: '2026-03-12T02:00:00Z',
  placeFlagged: false,
});
