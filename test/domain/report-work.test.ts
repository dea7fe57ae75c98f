import { expect, test } from 'vitest';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import type { FollowUp } from '#functions/domain/servicing-parts.ts';
import { workItems } from '#functions/domain/work.ts';

const openedAt = '2026-03-29T01:00:00Z';
const doneAt = '2026-04-10T02:00:00Z';

const reported = (result: NonNullable<FollowUp['result']>): CaseFile => ({
  ...emptyFile('case_1'),
  meta: {
    borrowerId: 'b1',
    branch: 'branch-1',
    region: 'region-1',
    language: 'en',
    timezone: 'Asia/Shanghai',
    openedAt,
  },
  status: { state: 'ACTIVE', since: openedAt, agreementId: 'agreement_1' },
  followUps: {
    '1': { no: 1, kind: 'FIRST', dueOn: '2026-04-12', ownerId: 'officer-1', status: 'DONE', openedAt, doneAt, result },
  },
});

const kinds = (file: CaseFile): string[] =>
  workItems(file, packOf('CN')).map(({ assignee, kind }) => `${assignee} ${kind}`);

test('R42: a plan reported at risk is the task of the branch’s supervisors', () => {
  expect(kinds(reported('AT_RISK'))).toContain('SUPERVISOR#branch-1 PLAN_AT_RISK');
});

test('R45: a hardship that was reported is a task for the named person, to offer an adjustment', () => {
  expect(kinds(reported('HARDSHIP'))).toContain('PERSON#officer-1 OFFER_ADJUSTMENT');
});

test('R42: a plan on track asks nothing of anybody, and the task ends with the case', () => {
  expect(kinds(reported('ON_TRACK'))).toEqual([]);
  const settled: CaseFile = {
    ...reported('AT_RISK'),
    status: { state: 'SETTLED', since: doneAt, agreementId: 'agreement_1' },
  };
  expect(kinds(settled)).toEqual([]);
});
