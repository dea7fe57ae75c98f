import { expect, test } from 'vitest';
import { sha256Hex } from '#functions/domain/ids.ts';
import { part } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { signByCode } from '#infra/local/demo/signing.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import { at, phone, approved, drawnUp } from '#test/usecases/agreement-approved.ts';
import { scanned } from '#test/usecases/scanned.ts';

test('R37, R38: on paper: signed by hand with the scan on file, delivered with a receipt, and found by the scan hash', async () => {
  const lived = await approved();
  const { story } = lived.life;
  const { path, sha256, keyTerms } = await drawnUp(lived, 'PAPER');
  const sign = async (body: object, code?: string) => {
    const call = {
      at,
      ifMatch: await versionOf(story, lived.caseId),
      body: { sha256, acknowledged: keyTerms, ...body },
    };
    return code === undefined
      ? story.must('officer', 'POST', `${path}/signatures`, call)
      : story.refused(code, 'officer', 'POST', `${path}/signatures`, call);
  };
  await sign({ party: 'BORROWER' }, 'SignatureNotReliable');
  const receiptId = await scanned(lived, at, 'EVIDENCE', 'receipt of the original');
  await sign({ party: 'BORROWER', evidenceId: receiptId }, 'SignatureNotReliable');
  const evidenceId = await scanned(lived, at, 'SIGNED_ORIGINAL', 'both signatures');
  await sign({ party: 'BORROWER', evidenceId });
  const both = await sign({ party: 'BANK', evidenceId });
  expect(part(both.body, 'agreement')).toMatchObject({ status: 'SIGNED', effectiveOn: '2026-03-06', form: 'PAPER' });
  const sealed = sha256Hex(tinyPdf('both signatures'));
  const original = (holder: string) => `${path}/originals/${holder}`;
  const body = { sha256: sealed, proof: 'shelf-1' };
  await story.must('officer', 'PUT', original('BANK'), { at, body });
  await story.refused('DeliveryProofMissing', 'officer', 'PUT', original('BORROWER'), { at, body });
  await story.refused('TextChanged', 'officer', 'PUT', original('BORROWER'), {
    at,
    body: { sha256, proof: receiptId },
  });
  const active = await story.must('officer', 'PUT', original('BORROWER'), {
    at,
    body: { sha256: sealed, proof: receiptId },
  });
  expect(active.body['state']).toBe('ACTIVE');
  const verified = await story.must('nobody', 'POST', '/agreements/verify', { body: { sha256: sealed } });
  expect(verified.body).toMatchObject({ original: true, form: 'PAPER', status: 'IN_FORCE' });
  const looked = await story.must('borrower', 'GET', `${path}/integrity`);
  expect(looked.body).toMatchObject({ intact: true, files: [{}, {}, { file: 'SCAN', sha256: sealed }] });
  const copy = await story.must('borrower', 'POST', `${path}/original-downloads`, { at });
  expect(part(copy.body, 'original')['sha256']).toBe(sealed);
});

test('R39: an oral deal wants its recording, stays affordable, and is overdue when nothing is written in seven days', async () => {
  const lived = await approved();
  const { story, ports } = lived.life;
  const path = `/cases/${lived.caseId}/oral-arrangements`;
  const deal = { currency: 'CNY', amountMinor: 100_000, dueOn: '2026-03-12', note: 'A first payment next week.' };
  await story.refused('RecordingMissing', 'officer', 'POST', path, { at, body: deal });
  await story.refused('RecordingMissing', 'officer', 'POST', path, { at, body: { ...deal, recordingId: 'nothing' } });
  const { contacts } = await ports.cases.load(lived.caseId);
  const recordingId = Object.values(contacts)[0]?.recordingId ?? '';
  const most = { ...deal, recordingId, amountMinor: 90_000_000 };
  await story.refused('NotAffordable', 'officer', 'POST', path, { at, body: most });
  await story.refused('RoleNotAllowed', 'borrower', 'POST', path, { at, body: { ...deal, recordingId } });
  const made = await story.must('officer', 'POST', path, { at, body: { ...deal, recordingId } });
  expect(part(made.body, 'arrangement')).toMatchObject({ writtenBy: '2026-03-13', recordingId });
  expect(JSON.stringify(ports.cases.entries(lived.caseId))).not.toContain(deal.note);
  const shown = await story.must('supervisor', 'GET', `/cases/${lived.caseId}`);
  expect(shown.body['state']).toBe('SIGNING');
  const { path: written, sha256, keyTerms } = await drawnUp(lived, 'ELECTRONIC');
  await signByCode(story, { caseId: lived.caseId, path: written, at, phone }, { sha256, acknowledged: keyTerms });
});
