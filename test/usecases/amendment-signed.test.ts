import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { isEvidenceGenuine } from '#functions/domain/agreement/evidence-file.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import * as adjustment from '#functions/usecases/workflows/adjustment.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { agree, signByCode } from '#infra/local/demo/signing.ts';
import { approved, at, bytesAt, flip, phone } from '#test/usecases/agreement-approved.ts';
import type { Lived } from '#test/usecases/agreement-approved.ts';

const day = '2026-03-09T02:00:00Z';
const Stored = z.object({ key: z.string(), sha256: z.string() });
const Amendment = z.object({
  amendmentId: z.string(),
  key: z.string(),
  sha256: z.string(),
  terms: Stored,
  signatures: z.array(z.unknown()),
  sealed: Stored.extend({ evidence: Stored }).optional(),
  originals: z.array(z.object({ holder: z.string(), deliveredAt: z.string() })).optional(),
});
const Amended = z.object({ adjustmentId: z.string(), status: z.string(), amendment: Amendment.optional() });

let lived: Lived;
let path: string;

const amended = async (): Promise<z.infer<typeof Amendment>> => {
  const { body } = await lived.life.story.must('officer', 'GET', path);
  const [first] = z.array(z.object({ adjustment: Amended })).parse(body['amendments']);
  if (first?.adjustment.amendment === undefined) throw new Error('no amendment');
  return first.adjustment.amendment;
};

/** Interest is suspended, printed by its machine's task, and signed by both on screen. */
beforeAll(async () => {
  lived = await approved();
  const { story, ports } = lived.life;
  const { caseId } = lived;
  const { agreementId } = await agree(story, caseId, at, 'zh-Hans', phone, async () => new Uint8Array());
  path = `/cases/${caseId}/agreements/${agreementId}`;
  const { body } = await story.must('officer', 'GET', `/cases/${caseId}/documents?limit=100`);
  const [evidence] = z.array(z.object({ documentId: z.string() })).parse(body['items']);
  const asked = await story.must('borrower', 'POST', `/cases/${caseId}/adjustments`, {
    at: day,
    body: {
      type: 'INTEREST_SUSPENSION',
      fromOn: '2026-04-16',
      toOn: '2026-06-15',
      reason: 'Hours were cut.',
      evidenceIds: [evidence?.documentId],
    },
  });
  const ref = text(part(asked.body, 'adjustment'), 'adjustmentId');
  await story.must('risk', 'POST', `/cases/${caseId}/adjustments/${ref}/decision`, {
    at: day,
    ifMatch: await versionOf(story, caseId),
    body: { decision: 'APPROVE', reason: 'Proven and temporary.' },
  });
  await adjustment.drawUpAmendment(ports, renderPdf, { caseId, kind: 'ADJUSTMENT', ref, dueAt: day, asOf: day });
  const { amendmentId, sha256 } = await amended();
  const signing = { amendmentId, sha256, acknowledged: [] };
  await story.refused('NotSignedByBoth', 'borrower', 'POST', `${path}/amendments/${amendmentId}/original-downloads`, {
    at: day,
  });
  await signByCode(story, { caseId, path, at: day, phone }, signing);
  await story.must('supervisor2', 'POST', `${path}/signatures`, {
    at: day,
    ifMatch: await versionOf(story, caseId),
    body: signing,
  });
}, 60_000);

test('R48, C33: an amendment that both have signed is sealed, and one signed record names text and sealed file', async () => {
  const { ports } = lived.life;
  const { sealed, sha256, key, terms, amendmentId } = await amended();
  const shown = bytesAt(ports, key);
  const bytes = bytesAt(ports, sealed?.key ?? '');
  expect(sha256Hex(bytes)).toBe(sealed?.sha256);
  expect(sha256Hex(bytes.subarray(0, shown.length))).toBe(sha256);
  const file = bytesAt(ports, sealed?.evidence.key ?? '');
  expect(isEvidenceGenuine(file, await ports.signer.publicKey())).toBe(true);
  const { record } = z.object({ record: z.string() }).parse(JSON.parse(Buffer.from(file).toString('utf8')));
  expect(JSON.parse(record)).toMatchObject({
    kind: 'AMENDMENT_EVIDENCE',
    amendmentId,
    shown: { textSha256: sha256, termsSha256: terms.sha256 },
    signatures: [
      { party: 'BORROWER', authenticated: { method: 'ONE_TIME_CODE' } },
      { party: 'BANK', authenticated: { method: 'SIGN_IN', role: 'supervisor' } },
    ],
    sealed: { sha256: sealed?.sha256, beginsWith: { sha256, size: shown.length } },
  });
});

test('R48, C34: its terms lie beside it for machines, before and after, and name the text', async () => {
  const { terms, sha256 } = await amended();
  const copy: unknown = JSON.parse(Buffer.from(bytesAt(lived.life.ports, terms.key)).toString('utf8'));
  expect(copy).toMatchObject({
    kind: 'AMENDMENT_TERMS',
    textSha256: sha256,
    terms: { changes: [{ after: expect.any(String) }, {}, {}] },
  });
});

test('R38, R48: the borrower takes his original of the amendment, and anyone may verify it', async () => {
  const { story } = lived.life;
  const { amendmentId, sealed } = await amended();
  const downloads = `${path}/amendments/${amendmentId}/original-downloads`;
  for (const role of ['officer', 'supervisor', 'auditor'])
    await story.refused('RoleNotAllowed', role, 'POST', downloads, { at: day });
  const taken = await story.must('borrower', 'POST', downloads, { at: day });
  expect(part(taken.body, 'original')['sha256']).toBe(sealed?.sha256);
  const version = await versionOf(story, lived.caseId);
  await story.must('borrower', 'POST', downloads, { at: day });
  expect(await versionOf(story, lived.caseId)).toBe(version);
  expect((await amended()).originals).toMatchObject([{ holder: 'BANK' }, { holder: 'BORROWER' }]);
  const { body } = await story.must('nobody', 'POST', '/agreements/verify', { body: { sha256: sealed?.sha256 } });
  expect(body).toMatchObject({ original: true, kind: 'AMENDMENT', form: 'ELECTRONIC', status: 'IN_FORCE' });
});

test('C34: a flipped byte in an amendment or its evidence is found, and a changed original is not handed out', async () => {
  const { ports, story } = lived.life;
  const { amendmentId, sealed, key, terms } = await amended();
  const looked = async () =>
    z
      .array(z.object({ file: z.string(), amendmentId: z.string().optional(), intact: z.boolean() }))
      .parse((await story.must('auditor', 'GET', `${path}/integrity`)).body['files']);
  expect((await looked()).every(({ intact }) => intact)).toBe(true);
  for (const [place, name] of [
    [key, 'TEXT'],
    [terms.key, 'TERMS'],
    [sealed?.key ?? '', 'ORIGINAL'],
    [sealed?.evidence.key ?? '', 'EVIDENCE'],
  ] as const) {
    const back = flip(ports, place);
    const damaged = (await looked()).filter(({ intact }) => !intact);
    expect(damaged, name).toContainEqual({ file: name, amendmentId, intact: false });
    back();
  }
  const back = flip(ports, sealed?.key ?? '');
  await story.refused('TextChanged', 'borrower', 'POST', `${path}/amendments/${amendmentId}/original-downloads`, {
    at: day,
  });
  back();
});

test('4.11: the archive keeps text, terms, original and evidence of an amendment', async () => {
  const { amendmentId } = await amended();
  const kept = whatIsKept(await lived.life.ports.cases.load(lived.caseId)).map((one) => one.path);
  expect(kept).toEqual(
    expect.arrayContaining(
      ['.pdf', '.terms.json', '.original.pdf', '.evidence.json'].map((end) => `data/agreements/${amendmentId}${end}`),
    ),
  );
});
