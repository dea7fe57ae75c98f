import { expect, test } from 'vitest';
import { workItems } from '#functions/domain/work.ts';
import { takeScanned } from '#functions/usecases/take-scanned.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import { policy } from '#test/domain/intake/deciding.ts';
import { anAct } from '#test/support/acts.ts';
import { offeredCase, registeredCase } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { happened } from '#functions/domain/events.ts';
import { opening } from '#test/support/opening.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const asOf = '2026-03-02T02:00:00Z';

/** A case that waits for papers, with one address of the borrower's on file. */
const registered = async (): Promise<FakePorts> => {
  const ports = fakePorts();
  const registration = Object.values(registeredCase().registrations)[0];
  if (registration === undefined) throw new Error('a registered case has its registration');
  await ports.cases.save(
    anAct(emptyFile(caseId), {
      asOf,
      events: [opening(asOf), happened('Registered', { registration })],
      privates: [
        { kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) },
        {
          kind: 'BORROWER',
          id: 'borrower',
          name: 'Somebody',
          idType: 'ID_CARD',
          idNo: '110101199003078515',
          contactPoints: [{ contactPointId: 'mail-1', kind: 'EMAIL', value: 'Some@mail.example' }],
        },
      ],
    }),
  );
  return ports;
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const attached = (type: string, name: string, bytes: Uint8Array, disposition = 'attachment'): string =>
  [
    '--b',
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: ${disposition}; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    base64(bytes),
  ].join('\r\n');
const mail = (subject: string, parts: readonly string[], to = 'papers@bank.example'): Uint8Array =>
  new TextEncoder().encode(
    [
      'From: Some One <some@mail.example>',
      `To: ${to}`,
      `Subject: ${subject}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'My papers.',
      ...parts,
      '--b--',
      '',
    ].join('\r\n'),
  );

const arrives = async (ports: FakePorts, bytes: Uint8Array, key = 'mail/m-1', requestId = 'scan-1') => {
  ports.documents.upload(key, bytes, 'message/rfc822');
  return takeScanned(ports, { key, verdict: 'NO_THREATS_FOUND', requestId });
};
const papersOf = async (ports: FakePorts) => Object.values((await ports.cases.load(caseId)).documents);
const tasksOf = async (ports: FakePorts): Promise<string[]> => {
  const file: CaseFile = await ports.cases.load(caseId);
  return workItems(file, policy).flatMap(({ assignee, kind }) =>
    kind.startsWith('MAIL') ? `${assignee} ${kind}` : [],
  );
};

const page = tinyPdf('an income proof');

test('R11: the files of a mail go the way of every upload, each scanned again; the mail is removed', async () => {
  const ports = await registered();
  const bytes = mail(`My papers ${caseId}`, [
    attached('application/pdf', 'income.pdf', page),
    attached('image/png', 'logo.png', Uint8Array.from([0x89, 0x50]), 'inline'),
  ]);
  expect(await arrives(ports, bytes)).toEqual({ outcome: 'taken', caseId });
  const [paper, ...more] = await papersOf(ports);
  expect(more).toEqual([]);
  expect(paper).toMatchObject({ status: 'REQUESTED', channel: 'EMAIL', purpose: 'PAPER', mail: { senderKnown: true } });
  const key = `${caseId}/${paper?.documentId ?? ''}`;
  expect([...ports.documents.objects.keys()]).toEqual([`intake/${key}`]);
  await takeScanned(ports, { key, verdict: 'NO_THREATS_FOUND', requestId: 'scan-2' });
  expect(await papersOf(ports)).toMatchObject([{ status: 'RECEIVED' }]);
});

test('R11: a mail told twice, or interrupted before it was removed, brings its files once', async () => {
  const ports = await registered();
  const bytes = mail('papers', [attached('application/pdf', 'a.pdf', page)], `papers+${caseId}@bank.example`);
  await arrives(ports, bytes);
  await arrives(ports, bytes, 'mail/m-1', 'scan-1-again');
  expect(await papersOf(ports)).toHaveLength(1);
});

test('R11: a mail that names no case is held for a person, who says whose it is', async () => {
  const ports = await registered();
  const bytes = mail('my papers', [attached('application/pdf', 'a.pdf', page)]);
  expect(await arrives(ports, bytes)).toEqual({ outcome: 'held', reasonCode: 'UNMATCHED' });
  expect([...ports.mail.held.values()]).toMatchObject([{ reasonCode: 'UNMATCHED' }]);
  expect(ports.documents.objects.has('intake/mail/m-1')).toBe(true);
  expect(await arrives(ports, bytes, `mail/${caseId}/m-1`)).toEqual({ outcome: 'taken', caseId });
  expect(ports.mail.held.size).toBe(0);
});

test('R11: a mail with malware in it is not even opened', async () => {
  const ports = await registered();
  ports.documents.upload('mail/m-1', new Uint8Array([1]), 'message/rfc822');
  const told = await takeScanned(ports, { key: 'mail/m-1', verdict: 'THREATS_FOUND', requestId: 'scan-1' });
  expect(told).toEqual({ outcome: 'held', reasonCode: 'MALWARE' });
  expect(await papersOf(ports)).toEqual([]);
});

test.each([
  ['without a file', [], 'NO_ATTACHMENT'],
  [
    'with a file of another kind',
    [attached('application/zip', 'a.zip', new Uint8Array([0x50, 0x4b, 3, 4]))],
    'FileTypeNotAccepted',
  ],
] as const)('R11: a mail %s is an agent’s task in its case', async (_, parts, code) => {
  const ports = await registered();
  expect(await arrives(ports, mail(caseId, parts))).toEqual({ outcome: 'held', caseId, reasonCode: code });
  expect(await tasksOf(ports)).toEqual([`AGENT#north MAIL_${code}`]);
  await arrives(ports, mail(caseId, parts), 'mail/m-1', 'again');
  expect(await tasksOf(ports)).toHaveLength(1);
});

test('R8: papers mailed before the registration wait for a person', async () => {
  expect(offeredCase().registrations).toEqual({});
  const ports = fakePorts();
  await ports.cases.save(
    anAct(emptyFile(caseId), {
      asOf,
      events: [opening(asOf)],
      privates: [{ kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) }],
    }),
  );
  const bytes = mail(caseId, [attached('application/pdf', 'a.pdf', page)]);
  expect(await arrives(ports, bytes)).toMatchObject({ outcome: 'held', reasonCode: 'NotRegistered' });
});
