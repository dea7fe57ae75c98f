import { expect, test } from 'vitest';
import { spelled } from '#test/support/calendars.ts';
import { operationTable } from '#functions/contracts/operations.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import type { Answered } from '#functions/usecases/act.ts';
import { appointmentActs } from '#functions/usecases/acts/appointments.ts';
import { caseActs } from '#functions/usecases/acts/cases.ts';
import { consentActs } from '#functions/usecases/acts/consents.ts';
import { contactActs } from '#functions/usecases/acts/contacts.ts';
import { documentActs } from '#functions/usecases/acts/documents.ts';
import { officerActs } from '#functions/usecases/acts/officers.ts';
import { visitActs } from '#functions/usecases/acts/visits.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import { policy, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { borrower, pdf, opened } from '#test/usecases/front-house.ts';

test('from the first report to the table of negotiation, through the acts that the API offers', async () => {
  const { ports, asked, caseId } = await opened();
  const at = <Params extends object, Body>(principal: Actor, asOf: string, params: Params, body: Body) => ({
    ...asked(principal, asOf, { params: { caseId, ...params } }),
    query: {},
    body,
  });
  const ids = (answer: Answered, part: string, id: string): string => {
    const found: unknown = Reflect.get(Object(Reflect.get(Object(answer.body), part)), id);
    if (typeof found !== 'string') throw new Error(`no ${id}`);
    return found;
  };
  const cases = caseActs(ports, spelled);
  const supervisor = people.supervisor;
  await cases.assignCase(at(supervisor, shanghai('2026-03-02', '11:00'), {}, { ownerId: 'officer-1' }));
  const contacts = contactActs(ports);
  const call = operationTable.startContact.body.parse({
    purpose: 'OFFER',
    channel: 'PHONE',
    direction: 'OUTBOUND',
    contactPointId: 'phone-1',
  });
  const started = await contacts.startContact(at(people.agent, shanghai('2026-03-03'), {}, call));
  const contactId = ids(started, 'contact', 'contactId');
  const reached = { answered: true, rightParty: true, serviceExplained: true, recordingId: 'rec-1' };
  await contacts.recordContactOutcome(at(people.agent, shanghai('2026-03-03', '10:10'), { contactId }, reached));
  const consents = consentActs(ports);
  for (const kind of ['SERVICE', 'DATA', 'SENSITIVE', 'RECORDING', 'HOME_ENTRY'] as const) {
    await consents.recordConsent(
      at(borrower, shanghai('2026-03-03', '12:00'), {}, { kind, decision: 'GIVEN', textVersion: '1', channel: 'APP' }),
    );
  }
  await consents.register(
    at(
      borrower,
      shanghai('2026-03-03', '12:30'),
      {},
      {
        reason: 'RELIEF',
        accountIds: ['acc-1'],
        statedIncomeMinor: 900_000,
        statedAffordableMinor: 100_000,
        currency: 'CNY',
      },
    ),
  );
  const documents = documentActs(ports);
  const papers: string[] = [];
  for (const documentClass of ['ID', 'RESIDENCE', 'INCOME_OR_ASSET'] as const) {
    const upload = operationTable.requestUpload.body.parse({
      purpose: 'PAPER',
      documentClass,
      mediaType: 'application/pdf',
      sizeBytes: pdf.length,
      issuedOn: '2026-02-20',
    });
    const answer = await documents.requestUpload(at(borrower, shanghai('2026-03-04'), {}, upload));
    const documentId = ids(answer, 'document', 'documentId');
    const key = `${caseId}/${documentId}`;
    expect(operationTable.requestUpload.response.parse(answer.body).upload.fields['key']).toBe(key);
    ports.documents.upload(key, pdf, 'application/pdf');
    await expect(receiveUpload(ports, { key, requestId: `s3-${documentId}` })).resolves.toMatchObject({
      outcome: 'received',
    });
    await expect(receiveUpload(ports, { key, requestId: `s3-${documentId}-again` })).resolves.toMatchObject({
      outcome: 'ignored',
    });
    papers.push(documentId);
  }
  for (const documentId of papers)
    await documents.reviewDocument(at(people.agent, shanghai('2026-03-05'), { documentId }, { decision: 'ACCEPT' }));
  expect(ports.documents.objects.size).toBe(3);
  const appointments = appointmentActs(ports, spelled, async () => new Uint8Array());
  const slot = operationTable.proposeAppointment.body.parse({
    startsAt: shanghai('2026-03-12'),
    endsAt: shanghai('2026-03-12', '12:00'),
    place: 'HOME',
  });
  const proposed = await appointments.proposeAppointment(at(people.agent, shanghai('2026-03-06'), {}, slot));
  const appointmentId = ids(proposed, 'appointment', 'appointmentId');
  const two = ['officer-1', 'officer-2'];
  await appointments.assignOfficers(
    at(supervisor, shanghai('2026-03-06', '11:00'), { appointmentId }, { officerIds: two }),
  );
  await appointments.confirmAppointment(at(people.officer, shanghai('2026-03-06', '12:00'), { appointmentId }, {}));
  await appointments.confirmAppointment(at(borrower, shanghai('2026-03-06', '13:00'), { appointmentId }, {}));
  const mine = await officerActs(ports, spelled).getWorklist({
    ...asked(people.officer, shanghai('2026-03-07'), { params: { list: 'mine' as const } }),
    query: { limit: 25 },
    body: undefined,
  });
  expect(mine.body).toMatchObject({ items: [{ caseId, kind: 'VISIT', ref: appointmentId }] });
  const visits = visitActs(ports);
  const visit = await visits.startVisit(
    at(
      people.officer,
      shanghai('2026-03-12', '10:02'),
      {},
      { appointmentId, presentOfficerIds: two, distanceMetres: 20 },
    ),
  );
  const params = { visitId: ids(visit, 'visit', 'visitId') };
  await visits.identifyOfficers(
    at(people.officer, shanghai('2026-03-12', '10:03'), params, { shownBy: two, purposeExplained: true }),
  );
  await visits.recordEntry(
    at(people.officer, shanghai('2026-03-12', '10:05'), params, {
      place: 'INSIDE_HOME',
      recording: true,
      othersPresent: false,
      consents: [{ kind: 'HOME_ENTRY', decision: 'GIVEN', textVersion: '1' }],
    }),
  );
  const items = fieldsToVerify(policy).map((field) => ({ field, result: 'MATCH' as const }));
  const verified = await visits.recordVerification(
    at(people.officer, shanghai('2026-03-12', '10:20'), params, { items }),
  );
  expect(operationTable.recordVerification.response.parse(verified.body).state).toBe('NEGOTIATING');
  const entries = ports.cases.entries(caseId);
  expect(firstBrokenSeq(entries)).toBeUndefined();
  const journal = await cases.listJournal({
    ...asked(supervisor, shanghai('2026-03-13'), { params: { caseId } }),
    query: { limit: 5, verify: true, chain: 'case' },
    body: undefined,
  });
  expect(journal).toMatchObject({ next: '5', body: { verified: true } });
  const then = await cases.getCase({
    ...asked(supervisor, shanghai('2026-03-13'), { params: { caseId } }),
    query: { asOf: shanghai('2026-03-03', '12:30') },
    body: undefined,
  });
  expect(operationTable.getCase.response.parse(then.body).state).toBe('DOCS_PENDING');
  expect(JSON.stringify(entries)).not.toMatch(/Somebody|110101|138001/);
});
