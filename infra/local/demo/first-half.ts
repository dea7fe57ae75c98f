import * as z from 'zod';
import type { Service } from '#infra/local/api-client.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { part, text } from '#infra/local/demo/reading.ts';

export interface Person {
  readonly borrowerId: string;
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly language: 'zh-Hant' | 'zh-Hans' | 'en';
}

export interface Cast {
  readonly officer: string;
  readonly officer2: string;
}

export const castOf = ({ people }: Service): Cast => {
  const id = (name: string): string => {
    const person = people[name];
    if (person === undefined) throw new Error(`the service has no person named ${name}`);
    return person.actorId;
  };
  return { officer: id('officer'), officer2: id('officer2') };
};

/** Two certified officers of the branch (R19). Safe to repeat. */
export const registerOfficers = async ({ must }: Story, cast: Cast, validUntil = '2032-12-31'): Promise<void> => {
  const known = z
    .array(z.object({ officerId: z.string() }))
    .parse((await must('supervisor', 'GET', '/officers?limit=100')).body['items']);
  for (const officerId of [cast.officer, cast.officer2]) {
    if (known.some((one) => one.officerId === officerId)) continue;
    await must('supervisor', 'PUT', `/officers/${officerId}`, {
      at: '2026-01-05T01:00:00Z',
      ifMatch: 0,
      body: { branch: 'branch-1', certificates: [{ kind: 'VISIT', validUntil }] },
    });
  }
};

/** Core banking reports an overdue card: a case is opened. */
export const report = async (
  { must }: Story,
  person: Person,
  accountId: string,
  at: string,
  over: Record<string, unknown> = {},
): Promise<string> => {
  const { body } = await must('system', 'PUT', `/accounts/${accountId}`, {
    at,
    body: {
      borrower: {
        borrowerId: person.borrowerId,
        kind: 'NATURAL_PERSON',
        name: person.name,
        idType: 'ID_CARD',
        idNo: person.idNo,
        contactPoints: [{ contactPointId: 'phone-1', kind: 'PHONE', value: person.phone }],
        address: '5 River Road, flat 3',
        language: person.language,
      },
      productType: 'CARD',
      currency: 'CNY',
      principalMinor: 1_200_000,
      interestMinor: 0,
      feesMinor: 0,
      penaltyMinor: 0,
      contractualDpd: 35,
      firstDelinquentOn: '2026-01-26',
      annualRate: '0.1500',
      reportedAt: at,
      branch: 'branch-1',
      region: 'region-1',
      ...over,
    },
  });
  return text(body, 'caseId');
};

/** The contact centre reaches the borrower by phone, inside the hours, and explains the service (R5, R6). */
export const offer = async (story: Story, caseId: string, at: string): Promise<void> => {
  const call = { purpose: 'OFFER', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' };
  const started = await story.must('agent', 'POST', `/cases/${caseId}/contacts`, { at, body: call });
  const contactId = text(part(started.body, 'contact'), 'contactId');
  await story.must('agent', 'PUT', `/cases/${caseId}/contacts/${contactId}/outcome`, {
    at,
    body: { answered: true, rightParty: true, serviceExplained: true, recordingId: `recording-${contactId.slice(-6)}` },
  });
};

export const consent = async (
  { must }: Story,
  caseId: string,
  kind: string,
  at: string,
  as = 'borrower',
): Promise<void> => {
  const channel = as === 'borrower' ? 'APP' : 'ON_SITE';
  const behalf = as === 'borrower' ? {} : { onBehalf: { evidenceId: 'signed-consent-form' } };
  await must(as, 'POST', `/cases/${caseId}/consents`, {
    at,
    body: { kind, decision: 'GIVEN', textVersion: '1', channel, ...behalf },
  });
};

export const register = async (
  { must }: Story,
  caseId: string,
  accountIds: readonly string[],
  at: string,
  as = 'borrower',
): Promise<void> => {
  const behalf = as === 'borrower' ? {} : { onBehalf: { evidenceId: 'call-recording-1' } };
  await must(as, 'PUT', `/cases/${caseId}/registration`, {
    at,
    body: {
      reason: 'GUIDANCE',
      accountIds,
      statedIncomeMinor: 900_000,
      statedAffordableMinor: 150_000,
      currency: 'CNY',
      ...behalf,
    },
  });
};

/** Both sides agree on a slot, two officers are named first (R15-R19). */
export const appointment = async (
  story: Story,
  caseId: string,
  cast: Cast,
  at: string,
  [startsAt, endsAt]: readonly [string, string],
  as = 'borrower',
): Promise<string> => {
  const proposed = await story.must('agent', 'POST', `/cases/${caseId}/appointments`, {
    at,
    body: { startsAt, endsAt, place: 'HOME' },
  });
  const appointmentId = text(part(proposed.body, 'appointment'), 'appointmentId');
  const path = `/cases/${caseId}/appointments/${appointmentId}`;
  await story.must('supervisor', 'PUT', `${path}/officers`, {
    at,
    latestOf: caseId,
    body: { officerIds: [cast.officer, cast.officer2] },
  });
  await story.must(as, 'POST', `${path}/confirmation`, {
    at,
    body: as === 'borrower' ? {} : { onBehalf: { evidenceId: 'call-recording-1' } },
  });
  await story.must('officer', 'POST', `${path}/confirmation`, { at, body: {} });
  return appointmentId;
};

/** At the door: ID first, then entry by consent, then the checks (R20-R26). */
export const visit = async (
  story: Story,
  caseId: string,
  cast: Cast,
  appointmentId: string,
  at: string,
): Promise<string> => {
  const officers = [cast.officer, cast.officer2];
  const started = await story.must('officer', 'POST', `/cases/${caseId}/visits`, {
    at,
    body: { appointmentId, presentOfficerIds: officers, distanceMetres: 40 },
  });
  const visitId = text(part(started.body, 'visit'), 'visitId');
  const path = `/cases/${caseId}/visits/${visitId}`;
  await story.refused('OfficersNotIdentified', 'officer', 'PUT', `${path}/entry`, {
    at,
    body: { place: 'INSIDE_HOME', recording: false, othersPresent: false },
  });
  await story.must('officer', 'PUT', `${path}/identification`, {
    at,
    body: { shownBy: officers, purposeExplained: true },
  });
  await consent(story, caseId, 'HOME_ENTRY', at, 'officer');
  await story.must('officer', 'PUT', `${path}/entry`, {
    at,
    body: { place: 'INSIDE_HOME', recording: false, othersPresent: false },
  });
  const fields = ['NAME', 'CONTACT', 'ADDRESS', 'DOC:ID', 'DOC:RESIDENCE', 'DOC:INCOME_OR_ASSET'];
  await story.must('officer', 'PUT', `${path}/verification`, {
    at,
    body: {
      items: fields.map((field) => ({ field, result: 'MATCH' })),
      statement: 'My salary is paid on the fifth of each month.',
    },
  });
  return visitId;
};
