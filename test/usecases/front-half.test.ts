import { expect, test } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { caseActs } from '#functions/usecases/acts/cases.ts';
import { contactActs } from '#functions/usecases/acts/contacts.ts';
import { documentActs } from '#functions/usecases/acts/documents.ts';
import { officerActs } from '#functions/usecases/acts/officers.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { spelled } from '#test/support/calendars.ts';
import { borrower, house, report, caseIdOf, opened } from '#test/usecases/front-house.ts';

test('R3: two first reports at once make one case with both accounts', async () => {
  const { ports, asked } = house();
  const acts = caseActs(ports, spelled);
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
  const read = caseActs(ports, spelled).getCase;
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
  const { body } = await caseActs(ports, spelled).getCase({
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
    officerActs(ports, spelled).putOfficer({
      ...asked(principal, shanghai('2026-03-03'), { params: { officerId: 'officer-1' } }),
      query: {},
      body,
    });
  await expect(ask(people.supervisor)).rejects.toMatchObject({ code: 'SuspensionNeedsRisk' });
  await expect(ask({ id: 'risk-1', role: 'risk' })).resolves.toMatchObject({ body: { version: 2 } });
});
