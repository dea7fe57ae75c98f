import { expect, test } from 'vitest';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import { reviewDocument } from '#functions/domain/documents/review.ts';
import {
  quarantineDocument,
  receiveDocument,
  requestUpload,
  UploadRequest,
} from '#functions/domain/documents/uploads.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { borrower, decided, policy, refusalOf, shanghai } from '#test/domain/intake/deciding.ts';
import { offeredCase, openedCase, registeredCase } from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';

const day = { asOf: shanghai('2026-03-05'), by: people.agent };
type Class = 'ID' | 'RESIDENCE' | 'INCOME_OR_ASSET';
const upload = (documentClass: Class) =>
  ({ purpose: 'PAPER', documentClass, channel: 'UPLOAD', mediaType: 'application/pdf', sizeBytes: 50_000 }) as const;

let minute = 0;
const received = (file: CaseFile, documentClass: Class): { file: CaseFile; documentId: string } => {
  minute += 1;
  const asOf = shanghai('2026-03-05', `10:${String(minute % 60).padStart(2, '0')}`);
  const asked = decided(requestUpload, file, upload(documentClass), { asOf, by: borrower });
  const documentId = asked.decision.ids?.['documentId'] ?? '';
  const receipt = {
    documentId,
    sizeBytes: 40_000,
    sha256: 'b'.repeat(64),
    key: `cases/c/${documentId}`,
    versionId: 'v1',
  };
  return { file: decided(receiveDocument, asked.file, receipt, { asOf, by: people.system }).file, documentId };
};
const accept = { decision: 'ACCEPT', issuedOn: '2026-02-20' } as const;

test('R8: papers wait for the registration, evidence does not', () => {
  expect(refusalOf(requestUpload, offeredCase(), upload('ID'), day)?.code).toBe('NotRegistered');
  const evidence = { purpose: 'EVIDENCE', channel: 'COUNTER', mediaType: 'image/png', sizeBytes: 1 } as const;
  expect(decided(requestUpload, offeredCase(), evidence, day).events).toEqual(['UploadRequested']);
});

test('R11: other types and files that are too large are refused before they are sent', () => {
  expect(refusalOf(requestUpload, registeredCase(), { ...upload('ID'), mediaType: 'text/html' }, day)?.code).toBe(
    'FileTypeNotAccepted',
  );
  expect(refusalOf(requestUpload, registeredCase(), { ...upload('ID'), sizeBytes: 10_000_001 }, day)?.code).toBe(
    'FileTooLarge',
  );
});

test('R22: a recording is uploaded only with consent to it', () => {
  const recording = { purpose: 'RECORDING', channel: 'UPLOAD', mediaType: 'audio/mp4', sizeBytes: 1 } as const;
  expect(refusalOf(requestUpload, openedCase(), recording, day)?.code).toBe('RecordingConsentMissing');
  expect(decided(requestUpload, offeredCase(), recording, day).events).toEqual(['UploadRequested']);
});

test('R10: a paper has a class, other files have none', () => {
  expect(UploadRequest.safeParse({ purpose: 'PAPER', mediaType: 'image/png', sizeBytes: 1 }).success).toBe(false);
  expect(
    UploadRequest.safeParse({ purpose: 'EVIDENCE', documentClass: 'ID', mediaType: 'image/png', sizeBytes: 1 }).success,
  ).toBe(false);
});

test('R11: a file comes in once, and one in quarantine stays there', () => {
  const { file, documentId } = received(registeredCase(), 'ID');
  expect(file.documents[documentId]).toMatchObject({ status: 'RECEIVED', sizeBytes: 40_000 });
  const receipt = { documentId, sizeBytes: 1, sha256: 'c'.repeat(64), key: 'k', versionId: 'v' };
  expect(decided(receiveDocument, file, receipt, day).events).toEqual([]);
  expect(decided(quarantineDocument, file, { documentId, reasonCode: 'TYPE_DIFFERS' }, day).events).toEqual([]);
});

test('R10: one accepted paper of each of the three classes completes the case, the last one makes it ready', () => {
  let { file, documentId } = received(registeredCase(), 'ID');
  const order = ['RESIDENCE', 'INCOME_OR_ASSET'] as const;
  for (const next of order) {
    const reviewed = decided(
      reviewDocument,
      file,
      { documentId, ...accept },
      { ...day, asOf: shanghai('2026-03-05', '11:30') },
    );
    expect(reviewed.events).toEqual(['DocumentAccepted']);
    ({ file, documentId } = received(reviewed.file, next));
  }
  expect(missingClasses(file, policy, '2026-03-05')).toEqual(['INCOME_OR_ASSET']);
  const last = decided(
    reviewDocument,
    file,
    { documentId, ...accept },
    { ...day, asOf: shanghai('2026-03-05', '11:50') },
  );
  expect(last.events).toEqual(['DocumentAccepted', 'DocumentsCompleted']);
  expect(last.file.status.state).toBe('READY');
});

test.each([
  ['2025-12-05', undefined],
  ['2025-12-04', 'DocumentTooOld'],
])('R13: proof of income issued on %s is seen on 5 March: %s', (issuedOn, code) => {
  const { file, documentId } = received(registeredCase(), 'INCOME_OR_ASSET');
  expect(refusalOf(reviewDocument, file, { documentId, decision: 'ACCEPT', issuedOn }, day)?.code).toBe(code);
});

test('R13: proof of income without a date cannot be recent', () => {
  const { file, documentId } = received(registeredCase(), 'INCOME_OR_ASSET');
  expect(refusalOf(reviewDocument, file, { documentId, decision: 'ACCEPT' }, day)?.code).toBe('DocumentTooOld');
});

test('R12: an expired paper is not accepted, on its last day it is', () => {
  const { file, documentId } = received(registeredCase(), 'ID');
  expect(refusalOf(reviewDocument, file, { documentId, decision: 'ACCEPT', validUntil: '2026-03-04' }, day)?.code).toBe(
    'DocumentNoLongerValid',
  );
  expect(
    refusalOf(reviewDocument, file, { documentId, decision: 'ACCEPT', validUntil: '2026-03-05' }, day),
  ).toBeUndefined();
});

test('R12: a rejection carries a reason, and the borrower is told', () => {
  const { file, documentId } = received(registeredCase(), 'ID');
  expect(refusalOf(reviewDocument, file, { documentId, decision: 'REJECT' }, day)?.code).toBe('ReasonMissing');
  const rejected = decided(
    reviewDocument,
    file,
    { documentId, decision: 'REJECT', reasonCode: 'UNREADABLE' },
    { ...day, asOf: shanghai('2026-03-05', '12:00') },
  );
  expect(rejected.events).toEqual(['DocumentRejected', 'NoticePlanned']);
  expect(rejected.file.status.state).toBe('DOCS_PENDING');
});

test('R12: suspected forgery is looked at by a supervisor', () => {
  const { file, documentId } = received(registeredCase(), 'ID');
  const noon = { ...day, asOf: shanghai('2026-03-05', '12:00') };
  const suspected = decided(reviewDocument, file, { documentId, decision: 'SUSPECT', reasonCode: 'STAMP' }, noon);
  expect(suspected.events).toEqual(['ForgerySuspected']);
  expect(refusalOf(reviewDocument, suspected.file, { documentId, ...accept }, noon)?.code).toBe(
    'ForgeryNeedsSupervisor',
  );
  expect(
    decided(reviewDocument, suspected.file, { documentId, ...accept }, { ...noon, by: people.supervisor }).events,
  ).toEqual(['DocumentAccepted']);
});

test('R11: what has not come through the check is not reviewed', () => {
  const asked = decided(requestUpload, registeredCase(), upload('ID'), day);
  const documentId = asked.decision.ids?.['documentId'] ?? '';
  expect(refusalOf(reviewDocument, asked.file, { documentId, ...accept }, day)?.code).toBe('DocumentNotCleared');
});
