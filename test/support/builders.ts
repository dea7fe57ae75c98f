import { applyEntry } from '#functions/domain/apply.ts';
import type { Unique } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { emptyFile, privateKey } from '#functions/domain/model.ts';
import type { Actor, CaseFile, Part, PrivateItem } from '#functions/domain/model.ts';
import type { Row } from '#functions/domain/plan-parts.ts';
import type { RequestRecord, Save, WorkItem } from '#functions/usecases/ports.ts';

/** Acts of one case, each as it is saved; every file here came about through events. */
export interface Story {
  readonly seed: string;
  readonly file: CaseFile;
  readonly acts: readonly Save[];
}

export const people = {
  agent: { id: 'agent-1', role: 'agent', branch: 'north', region: 'east' },
  officer: { id: 'officer-1', role: 'officer', branch: 'north', region: 'east' },
  officer2: { id: 'officer-2', role: 'officer', branch: 'north', region: 'east' },
  supervisor: { id: 'supervisor-1', role: 'supervisor', branch: 'north', region: 'east' },
  system: { id: 'system', role: 'system' },
} as const satisfies Record<string, Actor>;

export interface Told {
  readonly asOf: string;
  readonly events: readonly CaseEvent[];
  readonly by?: Actor;
  readonly requestId?: string;
  readonly privates?: readonly PrivateItem[];
  readonly uniques?: readonly Unique[];
  readonly request?: RequestRecord;
  readonly nextDueAt?: string;
  readonly work?: readonly WorkItem[];
}

/** What `perform` would save for these events on this file. */
export const anAct = (before: CaseFile, told: Told): Save => {
  const { asOf, events, by = people.system, requestId = `request-${before.version + 1}`, privates = [] } = told;
  const stamp = { stream: before.caseId, asOf, recordedAt: asOf, actor: by, requestId };
  const entries = chain(before.head, events, stamp);
  const kept = Object.fromEntries(privates.map((item) => [privateKey(item), item]));
  return {
    before,
    after: { ...entries.reduce(applyEntry, before), privates: { ...before.privates, ...kept } },
    entries,
    privates,
    uniques: told.uniques ?? [],
    nextDueAt: told.nextDueAt,
    work: told.work ?? [],
    ...(told.request === undefined ? {} : { request: told.request }),
  };
};

/** The story with one more act. */
export const thenAct = (story: Story, told: Told): Story => {
  const act = anAct(story.file, told);
  return { ...story, file: act.after, acts: [...story.acts, act] };
};

export const entriesOf = (story: Story): Entry[] => story.acts.flatMap(({ entries }) => entries);

/** Words that must never be found outside a private item. */
export const secrets = {
  name: 'Wang Xiaoming 王小明',
  idNo: '110101199003078515',
  phone: '+8613800138000',
  address: '8 Lotus Lane, Building 3',
  words: 'lost the second job in spring',
} as const;

const idOf = (seed: string, prefix: string): string => idMaker(seed)(prefix);
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

const privatesOf = (seed: string): PrivateItem[] => [
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

/** OPEN on 2 March 2026, ten in the morning in Shanghai. */
export const openedStory = (seed = 'a case'): Story => {
  const caseId = caseIdOf(seed);
  const borrowerId = borrowerIdOf(seed);
  const meta = {
    borrowerId,
    branch: 'north',
    region: 'east',
    language: 'zh-Hans',
    timezone: 'Asia/Shanghai',
    openedAt: '2026-03-02T02:00:00Z',
    ownerId: people.officer.id,
  } as const;
  return thenAct(
    { seed, file: emptyFile(caseId), acts: [] },
    {
      asOf: '2026-03-02T02:00:00Z',
      by: people.system,
      events: [
        happened('CaseOpened', { meta, policy: { jurisdiction: 'CN', version: '2026-1' } }),
        happened('AccountReported', { account: account(seed) }),
      ],
      privates: privatesOf(seed),
      uniques: [{ kind: 'OPEN_CASE', borrowerId, act: 'claim' }],
      nextDueAt: '2026-03-05T02:00:00Z',
      work: [{ assignee: 'agent#north', kind: 'FIRST_CONTACT', ref: 'case', dueAt: '2026-03-05T02:00:00Z' }],
    },
  );
};

const firstCall = (seed: string): Part<'contacts'> => ({
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

const consent = (seed: string, kind: Part<'consents'>['kind']): Part<'consents'> => ({
  consentId: idOf(`${seed} ${kind}`, 'consent'),
  kind,
  status: 'GIVEN',
  textVersion: '2026-1',
  channel: 'PHONE',
  decidedAt: '2026-03-03T02:08:00Z',
});

/** OFFERED, consents given. */
export const offeredStory = (seed?: string): Story => {
  const opened = openedStory(seed);
  const contact = firstCall(opened.seed);
  const called = thenAct(opened, {
    asOf: '2026-03-03T02:00:00Z',
    by: people.agent,
    events: [happened('ContactStarted', { contact })],
  });
  const concluded = {
    ...contact,
    status: 'CONCLUDED',
    answered: true,
    rightParty: true,
    serviceExplained: true,
  } as const;
  const offered = thenAct(called, {
    asOf: '2026-03-03T02:06:00Z',
    by: people.agent,
    events: [
      happened('ContactConcluded', { contact: concluded }),
      happened('ServiceOffered', { contactId: contact.contactId }),
    ],
    nextDueAt: '2026-03-17T02:06:00Z',
  });
  return thenAct(offered, {
    asOf: '2026-03-03T02:08:00Z',
    by: people.agent,
    events: (['SERVICE', 'DATA', 'SENSITIVE', 'RECORDING', 'HOME_ENTRY'] as const).map((kind) =>
      happened('ConsentGiven', { consent: consent(opened.seed, kind) }),
    ),
    nextDueAt: '2026-03-17T02:06:00Z',
  });
};

/** DOCS_PENDING. */
export const registeredStory = (seed?: string): Story => {
  const offered = offeredStory(seed);
  const registration: Part<'registrations'> = {
    registrationId: 'registration',
    reason: 'GUIDANCE',
    accountIds: [account(offered.seed).accountId],
    statedIncomeMinor: 900_000,
    statedAffordableMinor: 150_000,
    currency: 'CNY',
    registeredAt: '2026-03-03T02:10:00Z',
  };
  return thenAct(offered, {
    asOf: '2026-03-03T02:10:00Z',
    by: people.agent,
    events: [
      happened('Registered', { registration }),
      happened('DocumentsRequested', { classes: ['ID', 'RESIDENCE', 'INCOME_OR_ASSET'] }),
    ],
    nextDueAt: '2026-03-17T02:10:00Z',
  });
};

const paper = (seed: string, documentClass: 'ID' | 'RESIDENCE' | 'INCOME_OR_ASSET'): Part<'documents'> => ({
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

/** READY: three papers accepted. */
export const readyStory = (seed?: string): Story => {
  const registered = registeredStory(seed);
  const papers = (['ID', 'RESIDENCE', 'INCOME_OR_ASSET'] as const).map((documentClass) =>
    paper(registered.seed, documentClass),
  );
  return thenAct(registered, {
    asOf: '2026-03-05T02:00:00Z',
    by: people.officer,
    events: [
      ...papers.map((document) => happened('DocumentAccepted', { document })),
      happened('DocumentsCompleted', { documentIds: papers.map(({ documentId }) => documentId) }),
    ],
    nextDueAt: '2026-03-12T02:00:00Z',
  });
};

const appointment = (seed: string): Part<'appointments'> => ({
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

/** SCHEDULED: at the borrower's home on 12 March, two officers. */
export const scheduledStory = (seed?: string): Story => {
  const ready = readyStory(seed);
  return thenAct(ready, {
    asOf: '2026-03-06T03:00:00Z',
    by: people.officer,
    events: [happened('AppointmentConfirmed', { appointment: appointment(ready.seed) })],
    nextDueAt: '2026-03-11T02:00:00Z',
  });
};

const visit = (seed: string): Part<'visits'> => ({
  visitId: idOf(seed, 'visit'),
  appointmentId: appointment(seed).appointmentId,
  officers: [people.officer.id, people.officer2.id],
  status: 'STARTED',
  startedAt: '2026-03-12T02:00:00Z',
  placeFlagged: false,
});

/** NEGOTIATING: IDs shown, entered with consent, papers and person verified. */
export const negotiatingStory = (seed?: string): Story => {
  const scheduled = scheduledStory(seed);
  const started = visit(scheduled.seed);
  const identified = { ...started, identifiedAt: '2026-03-12T02:01:00Z' };
  const entered: Part<'visits'> = {
    ...identified,
    entry: {
      place: 'INSIDE_HOME',
      entryConsentId: consent(scheduled.seed, 'HOME_ENTRY').consentId,
      recording: true,
      othersPresent: false,
      recordedAt: '2026-03-12T02:05:00Z',
    },
  };
  const verified: Part<'visits'> = {
    ...entered,
    verification: {
      items: [
        { field: 'NAME', result: 'MATCH' },
        { field: 'CONTACT', result: 'MATCH' },
        { field: 'ADDRESS', result: 'MATCH' },
      ],
      result: 'PASSED',
      verifiedAt: '2026-03-12T02:20:00Z',
    },
  };
  const during = thenAct(scheduled, {
    asOf: '2026-03-12T02:00:00Z',
    by: people.officer,
    events: [happened('VisitStarted', { visit: started })],
  });
  return thenAct(during, {
    asOf: '2026-03-12T02:20:00Z',
    by: people.officer,
    events: [
      happened('OfficersIdentified', { visit: identified }),
      happened('EntryRecorded', { visit: entered }),
      happened('VerificationPassed', { visit: verified }),
    ],
    nextDueAt: '2026-03-13T02:00:00Z',
  });
};

/** Twelve equal instalments without interest, due on the 12th from April 2026. */
export const rows: readonly Row[] = Array.from({ length: 12 }, (_, index) => {
  const month = (3 + index) % 12;
  const year = 2026 + Math.floor((3 + index) / 12);
  return {
    no: index + 1,
    dueOn: `${year}-${String(month + 1).padStart(2, '0')}-12`,
    principalMinor: 100_000,
    interestMinor: 0,
    feeMinor: 0,
  };
});
const rowsHash = sha256Hex(JSON.stringify(rows));

const proposal = (seed: string): Part<'proposals'> => ({
  proposalId: idOf(seed, 'proposal'),
  planType: 'EQUAL_PRINCIPAL',
  currency: 'CNY',
  principalMinor: 1_200_000,
  annualRate: '0',
  periods: 12,
  rows: [...rows],
  hash: rowsHash,
  totalMinor: 1_200_000,
  effectiveAnnualCost: '0',
  graceDays: 3,
  assessmentId: idOf(seed, 'assessment'),
  verdict: 'PASS',
  tier: 'L1',
  status: 'PROPOSED',
  proposedBy: people.officer.id,
  proposedAt: '2026-03-12T02:40:00Z',
});

const agreement = (seed: string): Part<'agreements'> => ({
  agreementId: idOf(seed, 'agreement'),
  proposalId: proposal(seed).proposalId,
  templateId: 'repayment-agreement',
  templateVersion: '1',
  templateHash: sha256Hex('template'),
  language: 'zh-Hans',
  form: 'ELECTRONIC',
  key: `${caseIdOf(seed)}/agreement.pdf`,
  versionId: 'v1',
  sha256: sha256Hex(`${seed} agreement`),
  checklist: ['rights', 'term', 'breach', 'remedies'],
  keyTerms: ['total', 'due-dates'],
  acknowledged: ['total', 'due-dates'],
  drawnUpAt: '2026-03-12T03:00:00Z',
  signatures: [],
  originals: [],
  status: 'DRAWN_UP',
  scheduleVersion: 1,
  graceDays: 3,
  profile: 'PLAN_DEFAULT',
});

/** SIGNING: affordable, declared, approved, drawn up. */
export const signingStory = (seed?: string): Story => {
  const negotiating = negotiatingStory(seed);
  const plan = proposal(negotiating.seed);
  const assessment: Part<'assessments'> = {
    assessmentId: plan.assessmentId,
    assessedAt: '2026-03-12T02:30:00Z',
    by: people.officer.id,
    currency: 'CNY',
    incomeMinor: 900_000,
    essentialsMinor: 500_000,
    otherDebtServiceMinor: 100_000,
    disposableMinor: 300_000,
    evidenceIds: [paper(negotiating.seed, 'INCOME_OR_ASSET').documentId],
  };
  const proposed = thenAct(negotiating, {
    asOf: '2026-03-12T02:40:00Z',
    by: people.officer,
    events: [happened('AffordabilityAssessed', { assessment }), happened('PlanProposed', { proposal: plan })],
  });
  const declared = { ...plan, status: 'DECLARED', declaredAt: '2026-03-12T02:45:00Z' } as const;
  const approved = {
    ...declared,
    status: 'APPROVED',
    decidedBy: people.supervisor.id,
    decidedAt: '2026-03-12T02:55:00Z',
  } as const;
  const decided = thenAct(proposed, {
    asOf: '2026-03-12T02:55:00Z',
    by: people.supervisor,
    events: [happened('CapacityDeclared', { proposal: declared }), happened('PlanApproved', { proposal: approved })],
  });
  const schedule: Part<'schedules'> = {
    scheduleVersion: 1,
    currency: 'CNY',
    rows: [...rows],
    annualRate: '0',
    fromOn: '2026-03-12',
    hash: rowsHash,
    suspended: [],
  };
  return thenAct(decided, {
    asOf: '2026-03-12T03:00:00Z',
    by: people.officer,
    events: [happened('AgreementDrawnUp', { agreement: agreement(negotiating.seed), schedule })],
    nextDueAt: '2026-03-19T03:00:00Z',
  });
};

/** ACTIVE since 12 March 2026: signed by both, both originals delivered; first follow-up open. */
export const activeStory = (seed?: string): Story => {
  const signing = signingStory(seed);
  const drawnUp = agreement(signing.seed);
  const { sha256 } = drawnUp;
  const signedAt = '2026-03-12T03:10:00Z';
  const signed: Part<'agreements'> = {
    ...drawnUp,
    status: 'SIGNED',
    signatures: [
      { party: 'BORROWER', by: borrowerIdOf(signing.seed), signedAt, method: 'ELECTRONIC', sha256 },
      { party: 'BANK', by: people.supervisor.id, signedAt, method: 'ELECTRONIC', sha256 },
    ],
  };
  const delivered: Part<'agreements'> = {
    ...signed,
    originals: [
      { holder: 'BANK', deliveredAt: signedAt, proof: 'vault-1', sha256 },
      { holder: 'BORROWER', deliveredAt: signedAt, proof: 'app-1', sha256 },
    ],
  };
  return thenAct(signing, {
    asOf: signedAt,
    by: people.supervisor,
    events: [
      happened('AgreementSigned', { agreement: signed }),
      happened('OriginalDelivered', { agreement: delivered }),
      happened('AgreementTookEffect', { agreement: { ...delivered, status: 'IN_FORCE', effectiveOn: '2026-03-12' } }),
      happened('FollowUpPersonNamed', { officerId: people.officer.id, deputyId: people.officer2.id }),
    ],
    nextDueAt: '2026-04-09T01:00:00Z',
  });
};

export const openedCase = (seed?: string): CaseFile => openedStory(seed).file;
export const offeredCase = (seed?: string): CaseFile => offeredStory(seed).file;
export const registeredCase = (seed?: string): CaseFile => registeredStory(seed).file;
export const readyCase = (seed?: string): CaseFile => readyStory(seed).file;
export const scheduledCase = (seed?: string): CaseFile => scheduledStory(seed).file;
export const negotiatingCase = (seed?: string): CaseFile => negotiatingStory(seed).file;
export const signingCase = (seed?: string): CaseFile => signingStory(seed).file;
export const activeCase = (seed?: string): CaseFile => activeStory(seed).file;
