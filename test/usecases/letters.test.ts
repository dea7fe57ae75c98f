import { expect, test } from 'vitest';
import * as z from 'zod';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { pdfSealer } from '#functions/adapters/pdf/sealer.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { paperOf } from '#functions/domain/letters/paper.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { drawUpLetter } from '#functions/usecases/workflows/letter.ts';
import { systemAct } from '#functions/usecases/workflows/system-act.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import { auditor, house, lettersOf } from '#test/usecases/letter-house.ts';
import type { House } from '#test/usecases/letter-house.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

const policy = packOf('CN');
const risk = { id: 'risk-1', role: 'risk', region: 'east' } as const;

const textOf = ({ blocks }: DocumentModel): string => JSON.stringify(blocks);

/** Breached at D+15. */
const breached = async (): Promise<House> => {
  const one = await house();
  for (const day of ['04-17', '04-28', '04-29']) await one.machines.sweep(`2026-${day}T02:00:00Z`);
  expect((await one.file()).status.state).toBe('BREACHED');
  return one;
};

const defaulted = async (): Promise<House> => {
  const one = await breached();
  const { call, machines, file } = one;
  const at = '2026-04-30T02:00:00Z';
  const spoken = { purpose: 'SERVICE', channel: 'PHONE', direction: 'INBOUND', contactPointId: 'phone-1' };
  await call('startContact', { by: people.officer, at, body: spoken });
  const contactId = Object.keys((await file()).contacts).at(-1);
  const report = { by: people.officer, at, params: { followUpNo: '1001' }, body: { result: 'AT_RISK', contactId } };
  expect((await call('reportFollowUp', report)).status).toBe(201);
  await machines.sweep('2026-05-14T02:00:00Z');
  await machines.sweep('2026-05-15T02:00:00Z');
  const then = '2026-05-15T03:00:00Z';
  const proposed = await call('proposeDefault', { by: people.supervisor, at: then, body: { ground: 'NOT_CURED' } });
  const { proposalId } = z.object({ proposalId: z.string() }).parse(proposed.body['proposal']);
  const body = { decision: 'DECLARE', reason: 'nothing else is left' };
  const declared = await call('decideDefault', { by: risk, at: then, params: { proposalId }, body, ifMatch: '*' });
  expect(declared.body['state']).toBe('TERMINATED');
  return one;
};

test('R55: a breach is written in a letter under the seal of the bank, listed with a link for those who may read it', async () => {
  const one = await breached();
  const [letter] = await lettersOf(one);
  expect(letter).toMatchObject({ kind: 'BREACH_NOTICE', status: 'SEALED' });
  const { notices, letters } = await one.file();
  expect(notices[letter?.noticeId ?? '']).toMatchObject({ kind: 'BREACH_NOTICE' });
  const { key = '', sha256 } = letters[letter?.letterId ?? '']?.sealed ?? {};
  const stored = one.ports.documents.objects.get(`documents/${key}`);
  expect(sha256Hex(stored?.bytes ?? '')).toBe(sha256);
  expect(stored?.held).toBe(true);
  const bytes = Buffer.from(stored?.bytes ?? []).toString('latin1');
  for (const mark of ['%PDF-', 'pdfaid:part', '/ByteRange']) expect(bytes).toContain(mark);
  expect([letter?.link !== undefined, letter?.sealed?.sha256]).toEqual([true, sha256]);
  const [seenByAuditor] = await lettersOf(one, auditor);
  expect([seenByAuditor?.link, seenByAuditor?.sealed?.sha256]).toEqual([undefined, sha256]);
  expect(JSON.stringify(one.ports.cases.entries(one.caseId))).not.toMatch(/Wang Xiaoming|王小明/u);
});

test('R55, C4: the letter says name, balance by line, basis, rights, until when, whom to call and where to complain', async () => {
  const one = await breached();
  const file = await one.file();
  const [letter] = Object.values(file.letters);
  if (letter === undefined) throw new Error('no letter');
  const borrower = Object.values(file.privates).find(({ kind }) => kind === 'BORROWER');
  for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    const text = textOf(paperOf(file, policy, { ...letter, language }));
    expect(text).toContain(borrower?.kind === 'BORROWER' ? borrower.name : '?');
    for (const said of ['12,000.00', '1,000.00', policy.hotline, policy.regulatorLine, policy.lender[language]])
      expect(text).toContain(said);
  }
  const english = textOf(paperOf(file, policy, { ...letter, language: 'en' }));
  for (const said of ['Reason and basis', 'Your rights', 'object and hand in evidence', 'adjustment', '13 May 2026'])
    expect(english).toContain(said);
});

test('R55: a breach that is cured before its letter was drawn up needs none any more', async () => {
  const { caseId, ports, call } = await callerOf(activeStory());
  const work = { caseId, kind: 'INSTALMENT_BREACH', ref: 'breach-1', dueAt: '2026-04-28T02:00:00Z' };
  await systemAct(ports, { ...work, asOf: work.dueAt }, 'raiseBreach', { nos: [1] });
  const before = await ports.cases.load(caseId);
  const [ordered] = Object.values(before.letters);
  expect(ordered?.status).toBe('ORDERED');
  const due = agenda(before, policy).find(({ kind }) => kind === 'LETTER');
  expect(due).toMatchObject({ rule: 'R55', machine: 'deadline', ref: ordered?.letterId });
  const amount = { amountMinor: 100_000, currency: 'CNY' };
  const body = { sourceRef: 'cure', caseId, amount, valueDate: '2026-04-29' };
  await call('recordPayment', { by: people.system, at: '2026-04-29T02:00:00Z', body });
  await machinesInProcess(ports).sweep('2026-04-30T02:00:00Z');
  const after = await ports.cases.load(caseId);
  expect(Object.values(after.letters)).toMatchObject([{ status: 'DROPPED' }]);
  expect(agenda(after, policy).map(({ kind }) => kind)).not.toContain('LETTER');
});

test('R55: drawn up twice, the first file holds; told again, nothing is written', async () => {
  const one = await breached();
  const before = await one.file();
  const [letter] = Object.values(before.letters);
  const work = { caseId: one.caseId, kind: 'LETTER', ref: letter?.letterId ?? '', dueAt: '2026-04-28T01:00:00Z' };
  const press = { draw: renderPdf, seal: pdfSealer(one.ports.signer, {}) };
  await drawUpLetter(one.ports, press, { ...work, asOf: '2026-05-01T02:00:00Z' });
  expect((await one.file()).version).toBe(before.version);
});

test('R56, C22: each demand is a letter of its own, with what is owed line by line, and the second names the first', async () => {
  const one = await defaulted();
  const { call, machines, file } = one;
  for (const at of ['2026-05-18T02:00:00Z', '2026-06-18T02:00:00Z']) {
    expect((await call('issueDemand', { by: people.supervisor, at, body: {} })).status).toBe(201);
    await machines.settle();
  }
  const { letters, ...rest } = await file();
  const demands = Object.values(letters).filter(({ kind }) => kind === 'DEMAND');
  expect(demands.map(({ status }) => status)).toEqual(['SEALED', 'SEALED']);
  const texts = demands.map((letter) => textOf(paperOf({ letters, ...rest }, policy, { ...letter, language: 'en' })));
  expect(texts[0]).not.toContain('Earlier demand');
  expect(texts[1]).toContain('18 May 2026');
  expect(texts.every((text) => text.includes('12,000.00'))).toBe(true);
});
