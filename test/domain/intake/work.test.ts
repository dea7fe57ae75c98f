import { expect, test } from 'vitest';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { workItems } from '#functions/domain/work.ts';
import { contextOf, policy, shanghai } from '#test/domain/intake/deciding.ts';
import { activeCase, signingCase } from '#test/support/agreed-stories.ts';
import { negotiatingCase, openedCase, readyCase, registeredCase, scheduledCase } from '#test/support/builders.ts';

const lines = (file: CaseFile): string[] => workItems(file, policy).map((work) => `${work.assignee} ${work.kind}`);

test('R5: a new case stands on the list of the branch’s agents', () => {
  expect(lines(openedCase())).toEqual(['AGENT#north FIRST_CONTACT']);
});

test('R12: a paper to look at is an agent’s, suspected forgery a supervisor’s', () => {
  const paper = {
    documentId: 'd-1',
    purpose: 'PAPER',
    documentClass: 'ID',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    requestedAt: shanghai('2026-03-04'),
  } as const;
  expect(lines(withPart(registeredCase(), 'documents', 'd-1', { ...paper, status: 'RECEIVED' }))).toEqual([
    'AGENT#north REVIEW_DOCUMENT',
  ]);
  expect(lines(withPart(registeredCase(), 'documents', 'd-1', { ...paper, status: 'SUSPECTED' }))).toEqual([
    'SUPERVISOR#north REVIEW_FORGERY',
  ]);
});

test('R15: a ready case wants an appointment, a scheduled one its officers, a negotiated one a plan', () => {
  expect(lines(readyCase())).toEqual(['AGENT#north ARRANGE_APPOINTMENT']);
  expect(lines(scheduledCase())).toEqual(['PERSON#officer-1 VISIT', 'PERSON#officer-2 VISIT']);
  expect(lines(negotiatingCase())).toEqual(['PERSON#officer-1 PROPOSE_PLAN', 'PERSON#officer-2 PROPOSE_PLAN']);
});

test.each([
  ['L1', 'APPROVAL_L1#north'],
  ['L2', 'APPROVAL_L2#east'],
  ['L3', 'APPROVAL_L3#all'],
] as const)('4.15, 24: a declared plan of tier %s waits on %s', (tier, assignee) => {
  const signing = signingCase();
  const [proposal] = Object.values(signing.proposals);
  if (proposal === undefined) throw new Error('a proposal expected');
  const { proposalId } = proposal;
  const file: CaseFile = {
    ...withPart(signing, 'proposals', proposalId, { ...proposal, tier, status: 'DECLARED' }),
    status: { state: 'PLAN_REVIEW', since: shanghai('2026-03-12'), visitId: 'v', proposalId },
  };
  expect(lines(file)).toEqual([`${assignee} DECIDE_PLAN`]);
});

test('R37: an agreement waits for the bank’s signature', () => {
  expect(lines(signingCase())).toEqual(['SUPERVISOR#north SIGN_AGREEMENT']);
});

test('R41: an overdue follow-up is on two lists, once each', () => {
  const followUp = {
    no: 1,
    kind: 'FIRST',
    dueOn: '2026-04-10',
    ownerId: 'officer-1',
    status: 'OVERDUE',
    openedAt: shanghai('2026-03-27'),
  } as const;
  expect(lines(withPart(activeCase(), 'followUps', 1, followUp))).toEqual([
    'PERSON#officer-1 FOLLOW_UP',
    'SUPERVISOR#north FOLLOW_UP_OVERDUE',
  ]);
});

test('4.15, 22: a lapsed deadline is somebody’s task while the case stands still, once in a list', () => {
  const lapse = {
    lapseId: 'l-1',
    kind: 'READY_IDLE',
    ref: 'r',
    dueAt: shanghai('2026-03-19'),
    lapsedAt: shanghai('2026-03-20'),
    role: 'agent',
  } as const;
  const file = withPart(readyCase(), 'lapses', 'l-1', lapse);
  const twice = withPart(file, 'lapses', 'l-2', { ...lapse, lapseId: 'l-2' });
  expect(lines(twice)).toEqual(['AGENT#north ARRANGE_APPOINTMENT', 'AGENT#north READY_IDLE']);
  expect(
    lines({ ...scheduledCase(), lapses: { 'l-1': { ...lapse, lapsedAt: shanghai('2026-03-05') } } }),
  ).not.toContain('AGENT#north READY_IDLE');
});

test('R6: a notice of the night is planned for eight in the morning, none for a borrower who declined', () => {
  const context = contextOf({ asOf: shanghai('2026-03-10', '23:00') });
  expect(planNotice(openedCase(), 'SERVICE_OFFER', 'c-1', context)).toMatchObject([
    {
      event: 'NoticePlanned',
      data: {
        notice: {
          dueAt: '2026-03-11T00:00:00.000Z',
          channel: 'SMS',
          language: 'zh-Hans',
          status: 'PLANNED',
          about: 'c-1',
        },
      },
    },
  ]);
  expect(
    planNotice(
      { ...openedCase(), status: { state: 'DECLINED', since: context.asOf } },
      'SERVICE_OFFER',
      'c-1',
      context,
    ),
  ).toEqual([]);
});
