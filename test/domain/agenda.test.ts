import { expect, test } from 'vitest';
import { agenda, finalStates } from '#functions/domain/agenda.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, CaseState } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';

const since = '2026-03-02T02:00:00Z';
const meta = {
  borrowerId: 'b1',
  branch: 'branch-1',
  region: 'region-1',
  language: 'en',
  timezone: 'Asia/Shanghai',
  openedAt: since,
} as const;
const inState = (status: CaseState): CaseFile => ({
  ...emptyFile('case_1'),
  meta,
  status,
  policy: { jurisdiction: 'CN', version: '2026-1' },
});

const early: readonly CaseState[] = [
  { state: 'OPEN', since },
  { state: 'OFFERED', since, contactId: 'c1' },
  { state: 'DOCS_PENDING', since },
  { state: 'READY', since },
  { state: 'IN_VISIT', since, visitId: 'v1' },
  { state: 'NEGOTIATING', since, visitId: 'v1' },
  { state: 'SIGNING', since, visitId: 'v1', proposalId: 'p1' },
  { state: 'DECLINED', since },
  { state: 'WITHDRAWN', since },
  { state: 'CANCELLED', since },
];

test.each(early.map((status) => [status.state, status] as const))(
  '4.15, 21: %s has something on its agenda, each item with its rule',
  (_, status) => {
    const items = agenda(inState(status), packOf('CN'));
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(item.rule).toMatch(/^(R\d+a?|C\d+|4\.\d+)$/);
  },
);

test('R5: the first contact is due within one business day, over a weekend on Monday', () => {
  const [first] = agenda(inState({ state: 'OPEN', since: '2026-03-06T02:00:00Z' }), packOf('CN'));
  expect(first).toMatchObject({ kind: 'FIRST_CONTACT', rule: 'R5', machine: 'deadline' });
  expect(first?.dueAt.slice(0, 10)).toBe('2026-03-09');
});

test('nothing falls due any more in a final state', () => {
  expect(finalStates).toEqual(['DESTROYED']);
  expect(agenda(inState({ state: 'DESTROYED', since, packageId: 'package_1' }), packOf('CN'))).toEqual([]);
});
