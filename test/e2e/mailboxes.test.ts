import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import * as z from 'zod';
import { consent, register, report } from '#infra/local/demo/first-half.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { outbox } from '#infra/local/outbox.ts';
import { until } from '#test/e2e/until.ts';

const service = inject('service');
const story = storyOf(service, () => {});

/** Reached by e-mail alone; the borrower called, and the service was explained. */
const offered = async (address: string): Promise<{ caseId: string; accountId: string }> => {
  const borrowerId = `mailbox-${randomUUID().slice(0, 8)}`;
  const person = { borrowerId, name: 'Mail Reader', idNo: '110101199001018888', phone: '-', language: 'en' } as const;
  const accountId = `account-${borrowerId}`;
  const caseId = await report(story, person, accountId, '2026-03-02T01:00:00Z', {
    borrower: {
      borrowerId,
      kind: 'NATURAL_PERSON',
      name: person.name,
      idType: 'ID_CARD',
      idNo: person.idNo,
      contactPoints: [{ contactPointId: 'mail-1', kind: 'EMAIL', value: address }],
      language: 'en',
    },
  });
  const called = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND' };
  const at = '2026-03-02T03:00:00Z';
  const started = await story.must('agent', 'POST', `/cases/${caseId}/contacts`, { at, body: called });
  const contactId = text(part(started.body, 'contact'), 'contactId');
  await story.must('agent', 'PUT', `/cases/${caseId}/contacts/${contactId}/outcome`, {
    at,
    body: { answered: true, rightParty: true, serviceExplained: true, recordingId: 'recording-1' },
  });
  return { caseId, accountId };
};

test('R9a: what goes out by e-mail is taken by the provider of the stage and lies in the outbox, once', async () => {
  const address = `${randomUUID().slice(0, 8)}@reader.example`;
  const { caseId } = await offered(address);
  const mail = await until('the mail', async () => (await outbox(service)).find(({ to }) => to === address));
  expect(mail).toMatchObject({ channel: 'EMAIL', text: expect.stringContaining('repayment assistance') });
  const notices = z
    .array(z.object({ kind: z.string(), status: z.string() }))
    .parse((await story.must('agent', 'GET', `/cases/${caseId}/notices`)).body['items']);
  expect(notices.map(({ kind }) => kind)).toEqual(['SERVICE_OFFER']);
  expect((await outbox(service)).filter(({ to }) => to === address)).toHaveLength(1);
});

test('R11: the EICAR test file is found on the deployed stage, and nobody can accept it', async () => {
  const { caseId, accountId } = await offered(`${randomUUID().slice(0, 8)}@reader.example`);
  const at = '2026-03-02T04:00:00Z';
  await consent(story, caseId, 'SERVICE', at, 'agent');
  await register(story, caseId, [accountId], at, 'agent');
  const bytes = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}` + '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  const asked = await story.must('agent', 'POST', `/cases/${caseId}/uploads`, {
    at,
    body: {
      purpose: 'PAPER',
      channel: 'COUNTER',
      documentClass: 'ID',
      mediaType: 'application/pdf',
      sizeBytes: bytes.length,
      issuedOn: '2026-03-01',
    },
  });
  const documentId = text(part(asked.body, 'document'), 'documentId');
  const { url, fields } = z
    .object({ url: z.string(), fields: z.record(z.string(), z.string()) })
    .parse(asked.body['upload']);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes], { type: 'application/pdf' }));
  expect((await fetch(url, { method: 'POST', body: form })).ok).toBe(true);
  const Papers = z.array(z.object({ documentId: z.string(), status: z.string(), reasonCode: z.string().optional() }));
  const found = await until('the scan', async () =>
    Papers.parse((await story.must('agent', 'GET', `/cases/${caseId}/documents`)).body['items']).find(
      (paper) => paper.documentId === documentId && paper.status !== 'REQUESTED',
    ),
  );
  expect(found).toMatchObject({ status: 'QUARANTINED', reasonCode: 'MALWARE' });
  await story.refused('DocumentNotCleared', 'agent', 'POST', `/cases/${caseId}/documents/${documentId}/review`, {
    at,
    latestOf: caseId,
    body: { decision: 'ACCEPT' },
  });
});
