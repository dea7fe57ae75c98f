import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { happened } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import { firstPreviousHash } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { unappliedMoney, unappliedWork } from '#functions/domain/servicing/unapplied.ts';
import type { CaseStore, Leaving } from '#functions/usecases/ports.ts';
import { lived } from '#test/adapters/case-store-suite.ts';
import { anAct, people } from '#test/support/acts.ts';
import { openedStory } from '#test/support/builders.ts';

const asOf = '2026-04-20T02:00:00Z';

const leaving = (sourceRef: string, branch: string): Leaving => {
  const receipt = { sourceRef, amountMinor: 500, currency: 'CNY', valueDate: '2026-04-20', channel: 'QR' } as const;
  const money = unappliedMoney(receipt, { reasonCode: 'NO_REFERENCE', branch }, asOf, packOf('CN', '2026-1'));
  const stamp = { stream: money.paymentId, asOf, recordedAt: asOf, actor: people.system, requestId: 'request-1' };
  const [entry] = chain(
    { seq: 0, hash: firstPreviousHash },
    [happened('PaymentLeftUnapplied', { payment: money })],
    stamp,
  );
  if (entry === undefined) throw new Error('no entry');
  return { money, entry, work: unappliedWork(money) };
};

/** Money of nobody: one suite for the table and the fake. */
export const unappliedSuite = (where: string, open: () => Promise<CaseStore>): void => {
  describe(`unapplied money ${where}`, () => {
    let store: CaseStore;
    beforeAll(async () => {
      store = await open();
    });

    test('is kept once for its reference, with a journal of its own and a task for those of its branch', async () => {
      const branch = randomUUID();
      const left = leaving(randomUUID(), branch);
      const { money, entry } = left;
      expect(await store.leaveUnapplied(left)).toBe('left');
      expect(await store.leaveUnapplied(left)).toBe('taken');
      expect(await store.unapplied(money.paymentId)).toEqual(money);
      expect(await store.unapplied('payment_nowhere')).toBeUndefined();
      expect(await store.paymentCase(money.sourceRef)).toEqual({ caseId: undefined, paymentId: money.paymentId });
      expect((await store.journal(money.paymentId, 0, 5)).items).toEqual([entry]);
      expect((await store.workOf(`AGENT#${branch}`, 5)).items).toMatchObject([
        { kind: 'MATCH_PAYMENT', ref: money.paymentId, caseId: undefined },
      ]);
    });

    test('remembers the request that it came with', async () => {
      const left = leaving(randomUUID(), 'north');
      const request = {
        caller: 'system-1',
        key: randomUUID(),
        fingerprint: sha256Hex('body'),
        operationId: 'recordPayment',
        caseId: left.money.paymentId,
        ids: { unapplied: left.money.paymentId },
        version: 0,
        recordedAt: asOf,
      };
      expect(await store.leaveUnapplied({ ...left, request })).toBe('left');
      expect(await store.request('system-1', request.key)).toEqual(request);
      expect(await store.leaveUnapplied({ ...leaving(randomUUID(), 'north'), request })).toBe('repeated');
    });

    test('becomes the money of one case, and the task is gone', async () => {
      const branch = randomUUID();
      const left = leaving(randomUUID(), branch);
      const { paymentId, sourceRef } = left.money;
      await store.leaveUnapplied(left);
      const unique = { kind: 'UNAPPLIED', act: 'apply', paymentId, sourceRef, work: left.work } as const;
      const story = openedStory(randomUUID());
      await lived(store, story);
      const act = async () => ({
        ...anAct(await store.load(story.file.caseId), {
          asOf: '2026-03-03T02:00:00Z',
          events: [happened('CaseAssigned', { ownerId: 'officer-1' })],
        }),
        uniques: [unique],
      });
      expect(await store.save(await act())).toEqual({ outcome: 'saved' });
      expect(await store.unapplied(paymentId)).toMatchObject({ status: 'MATCHED', caseId: story.file.caseId });
      expect(await store.paymentCase(sourceRef)).toEqual({ caseId: story.file.caseId, paymentId });
      expect((await store.workOf(`AGENT#${branch}`, 5)).items).toEqual([]);
      expect(await store.save(await act())).toEqual({ outcome: 'taken', unique });
    });
  });
};
