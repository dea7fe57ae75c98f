import { expect, test } from 'vitest';
import * as z from 'zod';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import { missingItems } from '#functions/domain/archive/must-contain.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { people } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { callerOf } from '#test/usecases/calling.ts';
import { auditor, house, lettersOf, payAll, takeBack } from '#test/usecases/letter-house.ts';
import type { House } from '#test/usecases/letter-house.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';

test('R58, 4.1: the certificate is one file, the same for whoever asks; with the settlement taken back there is none', async () => {
  const one = await house();
  const { call, borrower, machines } = one;
  const at = '2026-05-20T03:00:00Z';
  const ask = async (by: Parameters<House['call']>[1]['by'] = borrower, when = at) =>
    call('getSettlementCertificate', { by, at: when });
  const early = await ask();
  expect([early.status, early.body['code']]).toEqual([409, 'StateForbids']);
  const paymentId = await payAll(one, 'all-at-once', '2026-05-20');
  await machines.settle();
  const { status, body } = await ask();
  expect([status, body]).toMatchObject([200, { settledOn: '2026-05-20', totalPaidMinor: 1_200_000 }]);
  const Pdf = z.object({ sha256: z.string(), sizeBytes: z.int(), base64: z.string().optional() });
  const pdf = Pdf.parse(body['pdf']);
  expect(sha256Hex(Buffer.from(pdf.base64 ?? '', 'base64'))).toBe(pdf.sha256);
  expect(Pdf.parse((await ask(people.officer)).body['pdf'])).toEqual(pdf);
  expect(Pdf.parse((await ask(auditor)).body['pdf'])).toEqual({ sha256: pdf.sha256, sizeBytes: pdf.sizeBytes });
  const reversed = await takeBack(one, paymentId, '2026-05-21');
  expect(reversed.body['state']).toBe('ACTIVE');
  expect((await ask(borrower, '2026-05-21T03:00:00Z')).status).toBe(409);
  expect((await lettersOf(one)).map(({ status, link }) => [status, link])).toEqual([['SEALED', undefined]]);
  await machines.settle();
  await payAll(one, 'once-more', '2026-05-22');
  await machines.settle();
  const again = await ask(borrower, '2026-05-22T03:00:00Z');
  expect(again.body).toMatchObject({ settledOn: '2026-05-22' });
  expect(Pdf.parse(again.body['pdf']).sha256).not.toBe(pdf.sha256);
});

test('R58; 4.15, 11: a certificate that was not drawn up before its settlement was taken back certifies no later one', async () => {
  const caller = await callerOf(activeStory());
  const { ports, call, borrower, caseId } = caller;
  const paymentId = await payAll(caller, 'first', '2026-05-20');
  await takeBack(caller, paymentId, '2026-05-21');
  await payAll(caller, 'second', '2026-05-22');
  await machinesInProcess(ports).settle();
  const { letters } = await ports.cases.load(caseId);
  expect(Object.values(letters).map(({ status }) => status)).toEqual(['DROPPED', 'SEALED']);
  const { body } = await call('getSettlementCertificate', { by: borrower, at: '2026-05-22T03:00:00Z' });
  expect(body).toMatchObject({ settledOn: '2026-05-22' });
});

test('R58: while the certificate is being drawn up, whoever asks is told so', async () => {
  const caller = await callerOf(activeStory());
  await payAll(caller, 'all', '2026-05-20');
  const asked = { by: caller.borrower, at: '2026-05-20T02:00:00Z' };
  const { status, body } = await caller.call('getSettlementCertificate', asked);
  expect([status, body['code']]).toEqual([409, 'LetterNotReady']);
});

test('4.11, R64: the package contains every letter, and a case with one that is not drawn up yet is not complete', async () => {
  const one = await house();
  await payAll(one, 'all-at-once', '2026-05-20');
  await one.machines.settle();
  const file = await one.file();
  const [letter] = Object.values(file.letters);
  expect(whatIsKept(file)).toContainEqual(
    expect.objectContaining({
      path: `data/letters/${letter?.letterId ?? ''}.pdf`,
      sha256: letter?.sealed?.sha256,
      retentionClass: 'AGREEMENT',
    }),
  );
  expect(missingItems(file)).not.toContain('LETTERS');
  const unready = await callerOf(activeStory());
  await payAll(unready, 'all', '2026-05-20');
  expect(missingItems(await unready.ports.cases.load(unready.caseId))).toContain('LETTERS');
});
