import { expect, test } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/model.ts';
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
import { people } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';

const certified = (officerId: string) => ({
  officerId,
  branch: 'north',
  certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }] as const,
  relations: [],
  version: 1,
});
const borrower: Actor = { id: 'borrower-token', role: 'borrower', borrowerId: 'b-1' };

const house = () => {
  const ports = fakePorts({ officers: ['officer-1', 'officer-2'].map(certified) });
  let count = 0;
  const asked = <Params>(principal: Actor, asOf: string, parts: { params: Params; key?: string }) => {
    count += 1;
    return {
      operationId: 'op',
      params: parts.params,
      asOf,
      principal,
      requestId: `r-${count}`,
      idempotencyKey: parts.key,
      ifMatch: undefined,
      language: 'en' as const,
    };
  };
  return { ports, asked };
};

const report = (accountId: string) =>
  operationTable.reportAccount.body.parse({
    borrower: {
      borrowerId: 'b-1',
      kind: 'NATURAL_PERSON',
      name: 'Somebody',
      idType: 'ID_CARD',
      idNo: '110101199003078515',
      contactPoints: [{ contactPointId: 'phone-1', kind: 'PHONE', value: '+8613800138000' }],
    },
    productType: 'CARD',
    currency: 'CNY',
    principalMinor: 1_000_000,
    interestMinor: 20_000,
    feesMinor: 0,
    penaltyMinor: 0,
    contractualDpd: 30,
    firstDelinquentOn: '2026-02-01',
    annualRate: '0.1825',
    reportedAt: `${accountId === 'acc-1' ? '2026-03-01' : '2026-03-02'}T22:00:00Z`,
    branch: 'north',
    region: 'east',
  });

const caseIdOf = (answer: Answered): string => operationTable.reportAccount.response.parse(answer.body).caseId;
const pdf = new TextEncoder().encode('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n');

const opened = async () => {
  const { ports, asked } = house();
  const answer = await caseActs(ports).reportAccount({
    ...asked(people.system, shanghai('2026-03-02'), { params: { accountId: 'acc-1' } }),
    query: {},
    body: report('acc-1'),
  });
  return { ports, asked, caseId: caseIdOf(answer), answer };
};

test('R3: two first reports at once make one case with both accounts', async () => {
  const { ports, asked } = house();
  const acts = caseActs(ports);
  const ask = (accountId: string) => ({
    ...asked(people.system, shanghai('2026-03-02'), { params: { accountId } }),
    query: {},
    body: report(accountId),
  });
  const [one, two] = await Promise.all([acts.reportAccount(ask('acc-1')), acts.reportAccount(ask('acc-2'))]);
  expect(caseIdOf(one)).toBe(caseIdOf(two));
  expect(ports.cases.caseIds()).toHaveLength(1);
  expect(Object.keys((await ports.cases.load(caseIdOf(one))).accounts).toSorted()).toEqual(['acc-1', 'acc-2']);
});

test('R6: a blocked contact is refused after it has been journalled, also when the request is repeated', async () => {
  const { ports, asked, caseId } = await opened();
  const body = operationTable.startContact.body.parse({
    purpose: 'OFFER',
    channel: 'PHONE',
    direction: 'OUTBOUND',
    contactPointId: 'phone-1',
  });
  const ask = {
    ...asked(people.agent, shanghai('2026-03-02', '23:00'), { params: { caseId }, key: 'k-1' }),
    query: {},
    body,
  };
  const refused = { code: 'ContactNotAllowed', rules: ['R6', 'C10'] };
  await expect(contactActs(ports).startContact(ask)).rejects.toMatchObject(refused);
  await expect(contactActs(ports).startContact(ask)).rejects.toMatchObject(refused);
  expect(ports.cases.entries(caseId).filter((entry) => entry.event === 'ContactBlocked')).toHaveLength(1);
});

test('a case that is not yours is not found, and one that does not exist neither', async () => {
  const { ports, asked, caseId } = await opened();
  const read = caseActs(ports).getCase;
  const as = (principal: Actor, id = caseId) =>
    read({ ...asked(principal, shanghai('2026-03-03'), { params: { caseId: id } }), query: {}, body: undefined });
  await expect(as({ ...borrower, borrowerId: 'b-2' })).rejects.toMatchObject({ code: 'NotFound' });
  await expect(as({ ...people.agent, branch: 'south' })).rejects.toMatchObject({ code: 'NotFound' });
  await expect(as(people.officer)).rejects.toMatchObject({ code: 'NotFound' });
  await expect(as(people.agent, 'case_9')).rejects.toMatchObject({ code: 'NotFound' });
  await expect(as(borrower)).resolves.toMatchObject({ etag: 3, body: { state: 'OPEN', version: 3 } });
});

test('R14: the party is shown with masked numbers', async () => {
  const { ports, asked, caseId } = await opened();
  const { body } = await caseActs(ports).getCase({
    ...asked(people.agent, shanghai('2026-03-03'), { params: { caseId } }),
    query: { include: ['parties', 'accounts'] },
    body: undefined,
  });
  const shown = operationTable.getCase.response.parse(body);
  expect(shown.parties?.[0]).toMatchObject({
    idNo: '**************8515',
    contactPoints: [{ value: '**********8000' }],
  });
  expect(shown.accounts).toHaveLength(1);
});

test('an Idempotency-Key with another body is refused, with the same it answers again', async () => {
  const { ports, asked, caseId } = await opened();
  const body = operationTable.startContact.body.parse({
    purpose: 'OFFER',
    channel: 'PHONE',
    direction: 'OUTBOUND',
    contactPointId: 'phone-1',
  });
  const ask = { ...asked(people.agent, shanghai('2026-03-03'), { params: { caseId }, key: 'k-2' }), query: {}, body };
  const first = await contactActs(ports).startContact(ask);
  await expect(contactActs(ports).startContact(ask)).resolves.toMatchObject({
    replayed: true,
    body: { contact: operationTable.startContact.response.parse(first.body).contact },
  });
  await expect(contactActs(ports).startContact({ ...ask, body: { ...body, channel: 'SMS' } })).rejects.toMatchObject({
    code: 'IdempotencyKeyReused',
  });
});

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
  const cases = caseActs(ports);
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
  const appointments = appointmentActs(ports);
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
  const mine = await officerActs(ports).getWorklist({
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
    query: { limit: 5, verify: true },
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

test('R11: a picture that says it is a PDF stays in quarantine', async () => {
  const { ports, asked, caseId } = await opened();
  const evidence = operationTable.requestUpload.body.parse({
    purpose: 'EVIDENCE',
    mediaType: 'application/pdf',
    sizeBytes: 20,
  });
  const answer = await documentActs(ports).requestUpload({
    ...asked(people.agent, shanghai('2026-03-03'), { params: { caseId } }),
    query: {},
    body: evidence,
  });
  const { document } = operationTable.requestUpload.response.parse(answer.body);
  const key = `${caseId}/${document.documentId}`;
  ports.documents.upload(key, Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'application/pdf');
  await expect(receiveUpload(ports, { key, requestId: 's3-1' })).resolves.toMatchObject({
    outcome: 'quarantined',
    reasonCode: 'TYPE_DIFFERS',
  });
  expect((await ports.cases.load(caseId)).documents[document.documentId]?.status).toBe('QUARANTINED');
});

test('R62: only risk suspends a certificate', async () => {
  const { ports, asked } = house();
  const body = {
    branch: 'north',
    certificates: [{ kind: 'VISIT' as const, validUntil: '2027-01-01', suspended: true }],
    relations: [],
  };
  const ask = (principal: Actor) =>
    officerActs(ports).putOfficer({
      ...asked(principal, shanghai('2026-03-03'), { params: { officerId: 'officer-1' } }),
      query: {},
      body,
    });
  await expect(ask(people.supervisor)).rejects.toMatchObject({ code: 'SuspensionNeedsRisk' });
  await expect(ask({ id: 'risk-1', role: 'risk' })).resolves.toMatchObject({ body: { version: 2 } });
});
