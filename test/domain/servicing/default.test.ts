import { describe, expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { InputOf } from '#functions/domain/decide.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { noticeText } from '#functions/domain/notice-text.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { limitationOf } from '#functions/domain/servicing/limitation.ts';
import { workItems } from '#functions/domain/work.ts';
import { people } from '#test/support/acts.ts';
import {
  borrower,
  onDay,
  otherSupervisor,
  pay,
  play,
  policy,
  risk,
  runningCase,
  spokenWith,
} from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const instalment = standing(running, '2026-03-12')?.instalments[0]?.dueMinor ?? 0;
const late = play(running, 'noteInstalmentLate', { no: 1 }, { asOf: onDay('2026-04-16') }).file;
const breached = play(late, 'raiseBreach', { nos: [1] }, { asOf: onDay('2026-04-28') }).file;
const breachId = Object.keys(breached.breaches)[0] ?? '';
const reported = (file: CaseFile): CaseFile => {
  const opened = play(file, 'openFollowUp', { no: 1001 }, { asOf: onDay('2026-04-28') }).file;
  const { file: spoken, contactId } = spokenWith(opened, '2026-04-29');
  return play(
    spoken,
    'reportFollowUp',
    { followUpNo: 1001, result: 'AT_RISK', contactId },
    { asOf: onDay('2026-04-29'), by: people.officer },
  ).file;
};
const checked = reported(breached);
const uncured = play(checked, 'endCure', { breachId }, { asOf: onDay('2026-05-14') }).file;

const propose = (
  file: CaseFile,
  day: string,
  request: Partial<InputOf<'proposeDefault'>> = {},
  by: Actor = people.supervisor,
) => play(file, 'proposeDefault', { ground: 'NOT_CURED', evidenceIds: [], ...request }, { asOf: onDay(day), by });
const proposed = propose(uncured, '2026-05-14');
const proposalId = proposed.ids['proposalId'] ?? '';
const decide = (file: CaseFile, decision: 'DECLARE' | 'REJECT', by: Actor = risk, reason: string | undefined = 'why') =>
  play(file, 'decideDefault', { proposalId, decision, reason }, { asOf: onDay('2026-05-15'), by });

describe('proposing', () => {
  test('R55: while the cure period runs nobody proposes default, and the refusal names the first day', () => {
    expect(() => propose(checked, '2026-05-13')).toThrow(
      expect.objectContaining({
        code: 'CurePeriodRunning',
        facts: expect.objectContaining({ earliest: '2026-05-14' }),
      }),
    );
  });

  test('R55: nobody proposes default before somebody has asked whether it is hardship', () => {
    const unasked = play(breached, 'endCure', { breachId }, { asOf: onDay('2026-05-14') }).file;
    expect(() => propose(unasked, '2026-05-14')).toThrow(refused('HardshipCheckMissing'));
  });

  test('R54, R55: help that was asked for is answered before any harder step', () => {
    const asked = play(
      checked,
      'requestAdjustment',
      {
        type: 'GRACE_EXTENSION',
        fromOn: '2026-05-12',
        toOn: '2026-05-22',
        reason: 'ill',
        evidenceIds: Object.keys(checked.documents).slice(0, 1),
      },
      { asOf: onDay('2026-05-01'), by: borrower },
    ).file;
    const ended = play(asked, 'endCure', { breachId }, { asOf: onDay('2026-05-14') }).file;
    expect(() => propose(ended, '2026-05-14')).toThrow(refused('HardshipCheckMissing'));
  });

  test('R56: each ground has its proof, and lateness alone is none', () => {
    expect(() => propose(uncured, '2026-05-14', { ground: 'THREE_MISSED' })).toThrow(refused('GroundNotProven'));
    expect(() => propose(uncured, '2026-05-14', { ground: 'REFUSES_TO_PAY' })).toThrow(refused('GroundNotProven'));
    expect(() => propose(uncured, '2026-05-14', { ground: 'REFUSES_TO_PAY', evidenceIds: ['elsewhere'] })).toThrow(
      refused('GroundNotProven'),
    );
    const [paper = ''] = Object.keys(uncured.documents);
    expect(() => propose(uncured, '2026-05-14', { ground: 'FALSE_DOCUMENTS', evidenceIds: [paper] })).toThrow(
      refused('GroundNotProven'),
    );
    const at = { asOf: onDay('2026-05-14') };
    const review = (file: CaseFile, decision: 'SUSPECT' | 'REJECT', by: Actor) =>
      play(file, 'reviewDocument', { documentId: paper, decision, reasonCode: 'FORGED' }, { ...at, by }).file;
    const unreadable = review(uncured, 'REJECT', people.officer);
    expect(() => propose(unreadable, '2026-05-14', { ground: 'FALSE_DOCUMENTS', evidenceIds: [paper] })).toThrow(
      refused('GroundNotProven'),
    );
    const suspected = review(uncured, 'SUSPECT', people.officer);
    expect(() => propose(suspected, '2026-05-14', { ground: 'FALSE_DOCUMENTS', evidenceIds: [paper] })).toThrow(
      refused('GroundNotProven'),
    );
    const found = review(suspected, 'REJECT', people.supervisor);
    expect(propose(found, '2026-05-14', { ground: 'FALSE_DOCUMENTS', evidenceIds: [paper] }).happened).toEqual([
      'DefaultProposed',
    ]);
  });

  test('R56: three missed instalments are a ground, cure period or not', () => {
    expect(propose(uncured, '2026-06-20', { ground: 'THREE_MISSED' }).happened).toEqual(['DefaultProposed']);
    expect(() =>
      propose(pay(uncured, '2026-06-19', instalment * 3).file, '2026-06-20', { ground: 'THREE_MISSED' }),
    ).toThrow(refused('GroundNotProven'));
  });

  test('R56; 4.15, 10: a borrower who says that he will not pay can be proposed from ACTIVE, in a conversation with himself', () => {
    const [conversation = ''] = Object.keys(running.contacts);
    const opened = play(running, 'openFollowUp', { no: 1 }, { asOf: onDay('2026-03-27') }).file;
    const { file: spoken, contactId } = spokenWith(opened, '2026-04-01');
    const asked = play(
      spoken,
      'reportFollowUp',
      { followUpNo: 1, result: 'AT_RISK', contactId },
      { asOf: onDay('2026-04-01'), by: people.officer },
    ).file;
    expect(asked.status.state).toBe('ACTIVE');
    const said = propose(asked, '2026-04-02', { ground: 'REFUSES_TO_PAY', evidenceIds: [conversation] });
    expect(said.file.defaultProposals[said.ids['proposalId'] ?? '']).toMatchObject({ ground: 'REFUSES_TO_PAY' });
    expect(() => propose(running, '2026-04-02', { ground: 'REFUSES_TO_PAY', evidenceIds: [conversation] })).toThrow(
      refused('HardshipCheckMissing'),
    );
  });

  test('R56: a proposal is made once, changes nothing for the borrower, and stands on the list of tier L2', () => {
    expect(proposed.happened).toEqual(['DefaultProposed']);
    expect(proposed.file.status.state).toBe('BREACHED');
    expect(() => propose(proposed.file, '2026-05-14')).toThrow(refused('DefaultAlreadyProposed'));
    const kinds = workItems(proposed.file, policy).map(({ assignee, kind }) => `${assignee} ${kind}`);
    expect(kinds.filter((kind) => kind.endsWith('_DEFAULT'))).toEqual(['APPROVAL_L2#east DECIDE_DEFAULT']);
    expect(agenda(proposed.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'DEFAULT_DECISION', dueAt: '2026-05-20T01:00:00.000Z' }),
    );
  });

  test('R56: money that comes before the decision cures, and the proposal lapses', () => {
    const cured = pay(proposed.file, '2026-05-14', instalment * 2);
    expect(cured.happened).toEqual(expect.arrayContaining(['DefaultRejected', 'Cured']));
    expect(cured.file.defaultProposals[proposalId]).toMatchObject({ status: 'LAPSED' });
    expect(() => decide(cured.file, 'DECLARE')).toThrow(refused('StateForbids'));
  });
});

describe('deciding', () => {
  test('R56: proposer, visiting officers and case owner never decide, nor anybody below tier L2', () => {
    expect(() => decide(proposed.file, 'DECLARE', { ...risk, id: people.supervisor.id })).toThrow(
      refused('FourEyesViolated'),
    );
    expect(() => decide(proposed.file, 'DECLARE', { ...risk, id: people.officer.id })).toThrow(
      refused('FourEyesViolated'),
    );
    expect(() => decide(proposed.file, 'DECLARE', otherSupervisor)).toThrow(refused('TierTooLow'));
  });

  test('R56: a decision on default says why', () => {
    const asked = { proposalId, decision: 'DECLARE' } as const;
    expect(() => play(proposed.file, 'decideDefault', asked, { asOf: onDay('2026-05-15'), by: risk })).toThrow(
      refused('ReasonMissing'),
    );
  });

  test('R56, R44: declared, the case ends with what the agreement writes and no more; waivers stay', () => {
    const declared = decide(proposed.file, 'DECLARE');
    expect(declared.happened.slice(-2)).toEqual(['DefaultDeclared', 'BookingInstructed']);
    expect(declared.file.status.state).toBe('TERMINATED');
    expect(declared.file.breaches[breachId]).toMatchObject({ status: 'DEFAULTED' });
    expect(declared.file.schedules).toEqual(proposed.file.schedules);
    expect(Object.values(declared.file.followUps).filter(({ status }) => status === 'OPEN')).toEqual([]);
    expect(JSON.stringify(declared.file.defaultProposals)).not.toContain('why');
    expect(() => decide(declared.file, 'DECLARE')).toThrow(refused('StateForbids'));
  });

  test('R55, R56: sent back, the borrower has the whole cure period again', () => {
    const rejected = decide(proposed.file, 'REJECT');
    expect(rejected.happened).toEqual(['DefaultRejected']);
    expect(rejected.file.breaches[breachId]).toMatchObject({ status: 'OPEN', cureUntil: '2026-05-30' });
    expect(() => propose(rejected.file, '2026-05-20')).toThrow(refused('CurePeriodRunning'));
    expect(agenda(rejected.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'CURE_END', dueAt: '2026-05-31T01:00:00.000Z' }),
    );
  });
});

describe('demanding', () => {
  const declared = decide(proposed.file, 'DECLARE').file;
  const demand = (file: CaseFile, day: string, time?: string) =>
    play(file, 'issueDemand', { channel: 'LETTER' }, { asOf: onDay(day, time), by: people.supervisor });
  const first = demand(declared, '2026-05-18');
  const demandId = first.ids['demandId'] ?? '';
  const noticeId = first.file.demands[demandId]?.noticeId ?? '';

  test('R56, C8: nobody demands anything before default is declared', () => {
    expect(() => demand(proposed.file, '2026-05-15')).toThrow(refused('DefaultNotDeclared'));
  });

  test('R6, C10: a demand passes the gate like every contact', () => {
    expect(() => demand(declared, '2026-05-18', '15:00:00')).toThrow(refused('ContactNotAllowed'));
  });

  test('C22: two demands are at least thirty days apart', () => {
    expect(() => demand(first.file, '2026-06-16')).toThrow(
      expect.objectContaining({ code: 'DemandTooSoon', facts: expect.objectContaining({ earliest: '2026-06-17' }) }),
    );
    expect(demand(first.file, '2026-06-17').happened).toContain('DemandIssued');
  });

  test('C27: what is demanded is owed on that day, line by line, and no interest of later days', () => {
    const issued = first.file.demands[demandId];
    const now = standing(first.file, '2026-05-18');
    expect(issued?.totalMinor).toBeLessThan(now?.openMinor ?? 0);
    const { principalMinor, interestMinor, feeMinor, penaltyMinor, costsMinor } = issued ?? {};
    expect(
      [principalMinor, interestMinor, feeMinor, penaltyMinor, costsMinor].reduce((sum = 0, part = 0) => sum + part),
    ).toBe(issued?.totalMinor);
  });

  test('C22, C23: a demand interrupts limitation once its receipt is on file, and not before', () => {
    const expiresOn = limitationOf(first.file)?.expiresOn;
    const [documentId = ''] = Object.keys(first.file.documents);
    const report = { noticeId, result: 'DELIVERED' } as const;
    const told = { asOf: onDay('2026-05-20'), by: people.agent };
    expect(() => play(first.file, 'recordNoticeDelivery', { ...report, proof: 'somewhere' }, told)).toThrow(
      refused('DeliveryProofMissing'),
    );
    const proved = play(first.file, 'recordNoticeDelivery', { ...report, proof: documentId }, told).file;
    expect(limitationOf(first.file)?.interruptions.map(({ cause }) => cause)).not.toContain('DEMAND');
    expect(limitationOf(proved)?.interruptions).toContainEqual(
      expect.objectContaining({ cause: 'DEMAND', ref: demandId, expiresOn: '2029-05-18' }),
    );
    expect((limitationOf(proved)?.expiresOn ?? '') >= (expiresOn ?? '')).toBe(true);
  });

  test('C22, R63: two demands are a supervisor’s task, and the file is not frozen between them', () => {
    const task = (file: CaseFile) => workItems(file, policy).find(({ kind }) => kind === 'ISSUE_DEMAND')?.dueAt;
    expect(task(declared)).toBe(onDay('2026-05-15'));
    expect(task(first.file)).toBe('2026-06-17T01:00:00.000Z');
    expect(task(demand(first.file, '2026-06-17').file)).toBeUndefined();
    expect(agenda(first.file, policy).find(({ kind }) => kind === 'ARCHIVING')?.dueAt).toBe('2026-07-17T01:00:00.000Z');
  });

  test('C4: the letter names balance, basis, rights and how to object', () => {
    const notice = first.file.notices[noticeId];
    if (notice === undefined) throw new Error('no letter');
    expect(notice).toMatchObject({ kind: 'DEMAND', about: demandId, needsLetter: true });
    const { text } = noticeText(first.file, policy, { ...notice, language: 'en' });
    for (const content of [
      'Balance to be paid: CNY',
      'Reason and basis',
      'Your rights',
      'object',
      policy.hotline,
      'complain',
    ])
      expect(text).toContain(content);
  });
});
