import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { part } from '#infra/local/demo/reading.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import { agree } from '#infra/local/demo/signing.ts';
import { at, phone, approved, Agreed, drawnUp, bytesAt, flip } from '#test/usecases/agreement-approved.ts';
import type { Lived } from '#test/usecases/agreement-approved.ts';

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
      kind: 'AGREEMENT',
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
