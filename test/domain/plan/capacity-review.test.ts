import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { noticeText } from '#functions/domain/notice-text.ts';
import { workItems } from '#functions/domain/work.ts';
import { people } from '#test/support/acts.ts';
import { negotiatingCase } from '#test/support/builders.ts';
import { borrower, means, onDay, otherSupervisor, play, policy, risk, terms } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const noon = onDay('2026-03-12', '04:00:00');
const later = onDay('2026-03-13', '02:00:00');
const reason = 'Rent has doubled.';

/** Assessed by the officer with nothing left to pay with. */
const failed = (): { file: CaseFile; assessmentId: string } => {
  const before = negotiatingCase();
  const { file, ids } = play(
    before,
    'assessAffordability',
    { ...means(before), essentialsMinor: 900_000, instalmentMinor: 100_000 },
    { asOf: noon, by: people.officer },
  );
  return { file, assessmentId: ids['assessmentId'] ?? '' };
};
const offer = (assessmentId: string) => ({
  assessmentId,
  decision: 'OFFER_ALTERNATIVES' as const,
  alternatives: ['TOKEN_PAYMENT', 'FREE_ADVICE'] as const,
  reason,
});
const tasks = (file: CaseFile) => workItems(file, policy).filter(({ kind }) => kind === 'REVIEW_CAPACITY');
const dues = (file: CaseFile) => agenda(file, policy).filter(({ kind }) => kind === 'CAPACITY_REVIEW');

test('4.6, C35: a failed verdict is a supervisor’s task with a day, never a refusal alone', () => {
  const { file, assessmentId } = failed();
  expect(file.assessments[assessmentId]?.verdict).toBe('FAIL');
  expect(tasks(file)).toEqual([
    { assignee: 'SUPERVISOR#north', kind: 'REVIEW_CAPACITY', ref: assessmentId, dueAt: '2026-03-17T14:00:00.000Z' },
  ]);
  expect(dues(file)).toMatchObject([{ ref: assessmentId, rule: '4.6', machine: 'deadline' }]);
  expect(file.status.state).toBe('NEGOTIATING');
});

test('4.6: the supervisor decides what is offered instead; the words stay private, and the task is done', () => {
  const { file, assessmentId } = failed();
  const decided = play(file, 'reviewCapacity', offer(assessmentId), { asOf: later, by: otherSupervisor });
  expect(decided.happened).toEqual(['CapacityReviewed', 'NoticePlanned']);
  expect(decided.file.assessments[assessmentId]?.review).toMatchObject({
    decision: 'OFFER_ALTERNATIVES',
    alternatives: ['TOKEN_PAYMENT', 'FREE_ADVICE'],
    decidedBy: 'supervisor-2',
  });
  expect(JSON.stringify(decided.file.assessments)).not.toContain(reason);
  expect(tasks(decided.file)).toEqual([]);
  expect(dues(decided.file)).toEqual([]);
  expect(() => play(decided.file, 'reviewCapacity', offer(assessmentId), { asOf: later, by: otherSupervisor })).toThrow(
    refused('NothingToReview'),
  );
});

test('4.6, C35: the borrower is told the outcome in words: what is offered instead, or that it is assessed again', () => {
  const { file, assessmentId } = failed();
  const again = { ...offer(assessmentId), decision: 'ASSESS_AGAIN' as const, alternatives: [] };
  const textAfter = (decision: Parameters<typeof play<'reviewCapacity'>>[2]): string => {
    const reviewed = play(file, 'reviewCapacity', decision, { asOf: later, by: otherSupervisor }).file;
    const notice = Object.values(reviewed.notices).find(({ kind }) => kind === 'CAPACITY_REVIEWED');
    if (notice === undefined) throw new Error('no notice');
    expect(notice).toMatchObject({ about: assessmentId, status: 'PLANNED', dueAt: later });
    return noticeText(reviewed, policy, notice).text;
  };
  expect(textAfter(offer(assessmentId))).toContain('暂时每月小额还款、由独立机构提供的免费债务咨询');
  expect(textAfter(again)).toContain('我们将重新评估');
});

test('R30: no decision makes a plan out of a failed verdict', () => {
  const { file, assessmentId } = failed();
  const again = { ...offer(assessmentId), decision: 'ASSESS_AGAIN' as const, alternatives: [] };
  for (const decision of [offer(assessmentId), again]) {
    const decided = play(file, 'reviewCapacity', decision, { asOf: later, by: otherSupervisor }).file;
    expect(() => play(decided, 'proposePlan', terms, { asOf: later, by: people.officer })).toThrow(
      refused('NotAffordable'),
    );
  }
});

test('4.6: neither the one who assessed nor who was on the visit decides, and nobody without a reason', () => {
  const { file, assessmentId } = failed();
  const decide =
    (by: Parameters<typeof play>[3]['by'], more = {}) =>
    () =>
      play(
        file,
        'reviewCapacity',
        { ...offer(assessmentId), ...more },
        by === undefined ? { asOf: later } : { asOf: later, by },
      );
  expect(decide(people.officer)).toThrow(refused('FourEyesViolated'));
  expect(decide(borrower)).toThrow(refused('TierTooLow'));
  expect(decide(otherSupervisor, { reason: undefined })).toThrow(refused('ReasonMissing'));
  expect(decide(otherSupervisor, { assessmentId: 'assessment_x' })).toThrow(refused('NotFound'));
  expect(decide(risk)).not.toThrow();
});

test('4.6: nobody has decided in time: risk sees it, until somebody has', () => {
  const { file, assessmentId } = failed();
  const [due] = dues(file);
  if (due === undefined) throw new Error('no deadline');
  const { kind, ref, dueAt } = due;
  const lapsed = play(file, 'lapseDeadline', { kind, ref, dueAt }, { asOf: onDay('2026-03-17', '15:00:00') });
  expect(lapsed.happened).toEqual(['DeadlineLapsed']);
  const seen = (of: CaseFile) => workItems(of, policy).filter(({ assignee }) => assignee === 'RISK#east');
  expect(seen(lapsed.file)).toMatchObject([{ kind: 'CAPACITY_REVIEW', ref: assessmentId }]);
  const at = onDay('2026-03-18', '02:00:00');
  expect(seen(play(lapsed.file, 'reviewCapacity', offer(assessmentId), { asOf: at, by: risk }).file)).toEqual([]);
});

test('4.6: a new assessment that passes leaves nothing to decide', () => {
  const { file } = failed();
  const passed = play(file, 'assessAffordability', means(file), { asOf: later, by: people.officer }).file;
  expect(tasks(passed)).toEqual([]);
});
