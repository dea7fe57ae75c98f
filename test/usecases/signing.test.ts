import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { part, text, versionOf } from '#infra/local/demo/reading.ts';
import { assess, propose } from '#infra/local/demo/second-half.ts';
import { agree, signByCode } from '#infra/local/demo/signing.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = '2026-03-06T04:00:00Z';
const phone = '+8613800001000';

interface Lived {
  readonly life: Life<FakePorts>;
  readonly caseId: string;
}
/** A plan that both sides have agreed on, and nothing in writing yet. */
const approved = async (): Promise<Lived> => {
  const life = await lifeInProcess(fakePorts());
  const caseId = await firstHalfLived(life);
  await assess(life.story, caseId, at);
  const proposalId = await propose(life.story, caseId, at, '2026-04-10');
  const path = `/cases/${caseId}/plan-proposals/${proposalId}/declaration`;
  await life.story.must('borrower', 'PUT', path, { at, body: {} });
  return { life, caseId };
};

const Agreed = z.object({
  key: z.string(),
  sha256: z.string(),
  keyTerms: z.array(z.string()),
  signatures: z.array(z.object({ party: z.string(), authenticated: z.record(z.string(), z.unknown()) })),
  sealed: z
    .object({ key: z.string(), sha256: z.string(), evidence: z.object({ key: z.string(), sha256: z.string() }) })
    .optional(),
});

const drawnUp = async ({ life, caseId }: Lived, form: 'ELECTRONIC' | 'PAPER') => {
  const drawn = await life.story.must('officer', 'POST', `/cases/${caseId}/agreements`, { at, body: { form } });
  const agreement = part(drawn.body, 'agreement');
  return {
    path: `/cases/${caseId}/agreements/${text(agreement, 'agreementId')}`,
    ...Agreed.parse(agreement),
  };
};

const bytesAt = (ports: FakePorts, key: string): Uint8Array => {
  const kept = ports.documents.objects.get(`documents/${key}`);
  if (kept === undefined) throw new Error(`nothing lies at ${key}`);
  return kept.bytes;
};

/** Somebody with access to the store changes one byte behind the service's back. */
const flip = (ports: FakePorts, key: string): (() => void) => {
  const bytes = bytesAt(ports, key);
  const place = Math.floor(bytes.length / 2);
  const turn = (): void => {
    bytes.set([(bytes[place] ?? 0) ^ 1], place);
  };
  turn();
  return turn;
};

describe('on screen', () => {
  let lived: Lived;
  let path: string;
  let agreement: z.infer<typeof Agreed>;
  beforeAll(async () => {
    lived = await approved();
    const { story } = lived.life;
    const { agreementId } = await agree(story, lived.caseId, at, 'zh-Hans', phone, async () => new Uint8Array());
    path = `/cases/${lived.caseId}/agreements/${agreementId}`;
    agreement = Agreed.parse((await story.must('officer', 'GET', path)).body['agreement']);
  });

  test('R37, C33: the sealed file begins with the bytes that were shown, and one signed record names both hashes', async () => {
    const { ports } = lived.life;
    const shown = bytesAt(ports, agreement.key);
    const sealed = bytesAt(ports, agreement.sealed?.key ?? '');
    expect(sha256Hex(shown)).toBe(agreement.sha256);
    expect(sha256Hex(sealed.subarray(0, shown.length))).toBe(agreement.sha256);
    const file = bytesAt(ports, agreement.sealed?.evidence.key ?? '');
    const evidence = z
      .object({ record: z.string(), signature: z.object({ value: z.string(), publicKey: z.string() }) })
      .parse(JSON.parse(Buffer.from(file).toString('utf8')));
    expect(JSON.parse(evidence.record)).toMatchObject({
      caseId: lived.caseId,
      borrowerId: 'borrower-1',
      shown: { textSha256: agreement.sha256, keyTermsAcknowledged: agreement.keyTerms },
      signatures: [
        { party: 'BORROWER', authenticated: { method: 'ONE_TIME_CODE', contactPointId: 'phone-1', wrongTries: 0 } },
        { party: 'BANK', authenticated: { method: 'SIGN_IN', role: 'officer' } },
      ],
      sealed: { sha256: agreement.sealed?.sha256, beginsWith: { sha256: agreement.sha256, size: shown.length } },
    });
    const { value, publicKey } = evidence.signature;
    const signature = Buffer.from(value, 'base64');
    expect(verify('sha256', Buffer.from(evidence.record), createPublicKey(publicKey), signature)).toBe(true);
  });

  test('C34: a flipped byte in text, terms, original or evidence is found, and a changed original is not handed out', async () => {
    const { ports, story } = lived.life;
    const integrity = async () => (await story.must('auditor', 'GET', `${path}/integrity`)).body;
    expect(await integrity()).toMatchObject({ intact: true, files: [{}, {}, {}, {}] });
    const { sealed } = agreement;
    if (sealed === undefined) throw new Error('not sealed');
    for (const [key, file] of [
      [agreement.key, 'TEXT'],
      [sealed.key, 'ORIGINAL'],
      [sealed.evidence.key, 'EVIDENCE'],
    ] as const) {
      const back = flip(ports, key);
      const found = z.array(z.object({ file: z.string(), intact: z.boolean() })).parse((await integrity())['files']);
      expect(found.find((one) => one.file === file)?.intact, file).toBe(false);
      back();
    }
    const back = flip(ports, sealed.key);
    await story.refused('TextChanged', 'borrower', 'POST', `${path}/original-downloads`, { at });
    back();
    expect(await integrity()).toMatchObject({ intact: true });
  });

  test('R38: anyone may ask whether a file is a signed original, and learns nothing about anybody', async () => {
    const { story } = lived.life;
    const ask = async (sha256: string) => story.must('nobody', 'POST', '/agreements/verify', { body: { sha256 } });
    expect((await ask(agreement.sealed?.sha256 ?? '')).body).toEqual({
      original: true,
      form: 'ELECTRONIC',
      status: 'IN_FORCE',
      effectiveOn: '2026-03-06',
    });
    for (const other of [agreement.sha256, sha256Hex('another file')])
      expect((await ask(other)).body).toEqual({ original: false });
    const answers = await Promise.all(
      Array.from({ length: 40 }, async () =>
        story.ask('nobody', 'POST', '/agreements/verify', { body: { sha256: sha256Hex('guess') } }),
      ),
    );
    const stopped = answers.filter(({ status }) => status === 429);
    expect(stopped.length).toBeGreaterThan(5);
    expect(stopped[0]?.headers.get('retry-after')).toMatch(/ GMT$/u);
  });

  test("R38, 35a: the borrower's original is his alone, and is had again after everything is paid", async () => {
    const { story } = lived.life;
    const again = await story.must('borrower', 'POST', `${path}/original-downloads`, { at: '2031-03-06T04:00:00Z' });
    expect(part(again.body, 'original')['sha256']).toBe(agreement.sealed?.sha256);
    for (const role of ['officer', 'auditor', 'system'])
      await story.refused('RoleNotAllowed', role, 'POST', `${path}/original-downloads`, { at });
  });

  test('C8: from the second signature on the gate lets no collection contact pass', async () => {
    const { story } = lived.life;
    const call = { channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' };
    const refused = await story.refused('ContactNotAllowed', 'officer', 'POST', `/cases/${lived.caseId}/contacts`, {
      at: '2031-03-07T04:00:00Z',
      body: { ...call, purpose: 'COLLECTION' },
    });
    expect(refused.body['rules']).toContain('C8');
  });
});

test('R34: an outdated form, and a character that no font has, are refused by name before anything is drawn up', async () => {
  const { life, caseId } = await approved();
  const draw = async (code: string, body: object) =>
    life.story.refused(code, 'officer', 'POST', `/cases/${caseId}/agreements`, { at, body });
  const version = await versionOf(life.story, caseId);
  expect((await draw('FormRetired', { templateVersion: '1' })).body).toMatchObject({ status: 409, rules: ['R34'] });
  const refused = await draw('FreeTextNotAllowed', { freeText: '首期款项 😀' });
  expect(refused.body).toMatchObject({ status: 422, detail: expect.stringContaining('U+1F600') });
  expect(await versionOf(life.story, caseId)).toBe(version);
});

test('C33: a wrong code is refused and counted, the right one from the message signs', async () => {
  const lived = await approved();
  const { story } = lived.life;
  const { path, sha256, keyTerms } = await drawnUp(lived, 'ELECTRONIC');
  await story.must('borrower', 'POST', `${path}/signing-codes`, { at, body: { sha256, contactPointId: 'phone-1' } });
  const sent = /\b\d{6}\b/u.exec(await story.lastMessage(phone))?.[0] ?? '';
  const wrong = sent === '000000' ? '000001' : '000000';
  const version = await versionOf(story, lived.caseId);
  const refused = await story.refused('SignatureNotReliable', 'borrower', 'POST', `${path}/signatures`, {
    at,
    ifMatch: version,
    body: { sha256, acknowledged: keyTerms, code: wrong },
  });
  expect(refused.status).toBe(422);
  expect(refused.body['detail']).toContain('tries left: 4');
  expect(await versionOf(story, lived.caseId)).toBe(version + 1);
  const signed = await story.must('borrower', 'POST', `${path}/signatures`, {
    at,
    ifMatch: version + 1,
    body: { sha256, acknowledged: keyTerms, code: sent },
  });
  expect(Agreed.parse(signed.body['agreement']).signatures[0]?.authenticated).toMatchObject({ wrongTries: 1 });
  const entries = JSON.stringify(lived.life.ports.cases.entries(lived.caseId));
  expect(entries).not.toContain(`"${sent}"`);
  expect(entries).not.toContain(phone);
});

test('R37: of two signatures at the same moment one stands, and the other is told that the case has moved', async () => {
  const lived = await approved();
  const { story } = lived.life;
  const { path, sha256 } = await drawnUp(lived, 'ELECTRONIC');
  const ifMatch = await versionOf(story, lived.caseId);
  const call = { at, ifMatch, body: { sha256, acknowledged: [] } };
  const answers = await Promise.all(
    ['officer', 'officer2', 'supervisor'].map(async (role) => story.ask(role, 'POST', `${path}/signatures`, call)),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 412, 412]);
  const again = { ...call, ifMatch: await versionOf(story, lived.caseId) };
  await story.refused('AlreadySigned', 'supervisor', 'POST', `${path}/signatures`, again);
});

/** A scan of the signed sheet, as the counter sends it in. */
const scan = async ({ life, caseId }: Lived, purpose: string, words: string): Promise<string> => {
  const bytes = tinyPdf(words);
  const asked = await life.story.must('officer', 'POST', `/cases/${caseId}/uploads`, {
    at,
    body: { purpose, channel: 'COUNTER', mediaType: 'application/pdf', sizeBytes: bytes.byteLength },
  });
  const upload = z.object({ fields: z.record(z.string(), z.string()) }).parse(asked.body['upload']);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }));
  await life.upload(form);
  return text(part(asked.body, 'document'), 'documentId');
};

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
  const receiptId = await scan(lived, 'EVIDENCE', 'receipt of the original');
  await sign({ party: 'BORROWER', evidenceId: receiptId }, 'SignatureNotReliable');
  const evidenceId = await scan(lived, 'SIGNED_ORIGINAL', 'both signatures');
  await sign({ party: 'BORROWER', evidenceId });
  const both = await sign({ party: 'BANK', evidenceId });
  expect(part(both.body, 'agreement')).toMatchObject({ status: 'SIGNED', effectiveOn: '2026-03-06', form: 'PAPER' });
  const scanned = sha256Hex(tinyPdf('both signatures'));
  const original = (holder: string) => `${path}/originals/${holder}`;
  const body = { sha256: scanned, proof: 'shelf-1' };
  await story.must('officer', 'PUT', original('BANK'), { at, body });
  await story.refused('DeliveryProofMissing', 'officer', 'PUT', original('BORROWER'), { at, body });
  await story.refused('TextChanged', 'officer', 'PUT', original('BORROWER'), {
    at,
    body: { sha256, proof: receiptId },
  });
  const active = await story.must('officer', 'PUT', original('BORROWER'), {
    at,
    body: { sha256: scanned, proof: receiptId },
  });
  expect(active.body['state']).toBe('ACTIVE');
  const verified = await story.must('nobody', 'POST', '/agreements/verify', { body: { sha256: scanned } });
  expect(verified.body).toMatchObject({ original: true, form: 'PAPER', status: 'IN_FORCE' });
  const looked = await story.must('borrower', 'GET', `${path}/integrity`);
  expect(looked.body).toMatchObject({ intact: true, files: [{}, {}, { file: 'SCAN', sha256: scanned }] });
  const copy = await story.must('borrower', 'POST', `${path}/original-downloads`, { at });
  expect(part(copy.body, 'original')['sha256']).toBe(scanned);
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
