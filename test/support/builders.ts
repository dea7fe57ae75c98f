import { happened } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { people, thenAct } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import {
  account,
  appointment,
  borrowerIdOf,
  caseIdOf,
  consent,
  firstCall,
  paper,
  privatesOf,
  visit,
} from '#test/support/sample-parts.ts';

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

export const openedCase = (seed?: string): CaseFile => openedStory(seed).file;

export const offeredCase = (seed?: string): CaseFile => offeredStory(seed).file;

export const registeredCase = (seed?: string): CaseFile => registeredStory(seed).file;

export const readyCase = (seed?: string): CaseFile => readyStory(seed).file;

export const scheduledCase = (seed?: string): CaseFile => scheduledStory(seed).file;

export const negotiatingCase = (seed?: string): CaseFile => negotiatingStory(seed).file;
