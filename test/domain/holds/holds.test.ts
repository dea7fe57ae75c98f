import { describe, expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import { gate } from '#functions/domain/contact-gate/gate.ts';
import { happened } from '#functions/domain/events.ts';
import { holdRules } from '#functions/domain/holds/kinds.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Hold } from '#functions/domain/servicing-parts.ts';
import { HoldKind } from '#functions/domain/servicing-parts.ts';
import { workItems } from '#functions/domain/work.ts';
import { anAct, people } from '#test/support/acts.ts';
import { scheduledCase } from '#test/support/builders.ts';
import {
  approvedCase,
  assessedCase,
  borrower,
  drawnUp,
  onDay,
  otherSupervisor,
  play,
  policy,
  risk,
  runningCase,
  terms,
} from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const day = onDay('2026-05-04');
const running = runningCase();
const evidenceIds = Object.keys(running.documents).slice(0, 1);
const placing = (kind: Hold['kind'], more: { reviewOn?: string } = {}) => ({ kind, reason: 'told by phone', ...more });
const held = (file: CaseFile, kind: Hold['kind'], by: Actor = risk, asOf = day): { file: CaseFile; holdId: string } => {
  const { file: after, ids } = play(file, 'placeHold', placing(kind), { asOf, by });
  return { file: after, holdId: ids['holdId'] ?? '' };
};
/** As it stands in a case, however it came there. */
const under = (file: CaseFile, kind: Hold['kind']): CaseFile => {
  const hold: Hold = {
    holdId: 'hold_1',
    kind,
    blocks: [...holdRules[kind].blocks],
    placedBy: 'x',
    placedAt: file.lastAsOf,
  };
  return anAct(file, { asOf: file.lastAsOf, events: [happened('HoldPlaced', { hold })] }).after;
};
const overdue = (file: CaseFile, kind: string) => {
  const due = agenda(file, policy).find((one) => one.kind === kind);
  if (due === undefined) throw new Error(`no ${kind}`);
  return play(file, 'lapseDeadline', { kind, ref: due.ref, dueAt: due.dueAt }, { asOf: due.dueAt });
};

const isStopped = (act: () => unknown): boolean => {
  try {
    act();
    return false;
  } catch (error) {
    return refused('OnHold').asymmetricMatch(error);
  }
};

describe('4.15, 34: each hold stops just what it names', () => {
  /** Relief in the borrower's favour passes a dispute (R52), so that it is not in this list. */
  const stops: Readonly<Record<Hold['kind'], string>> = {
    COMPLAINT_HOLD: 'call visit',
    DISPUTE_HOLD: 'negotiate sign',
    VULNERABILITY_HOLD: 'negotiate visit',
    BEREAVEMENT_HOLD: 'call negotiate visit',
    DECEASED: 'adjust call message negotiate sign visit',
    LEGAL_HOLD: '',
    SAFETY_HOLD: 'visit',
  };
  const contact = (kind: Hold['kind'], channel: 'PHONE' | 'SMS'): boolean =>
    !gate(
      under(running, kind),
      { purpose: 'SERVICE', channel, direction: 'OUTBOUND' },
      { asOf: onDay('2026-05-04', '04:00:00'), policy },
    ).allowed;
  const by = people.officer;
  const acts: Readonly<Record<string, (kind: Hold['kind']) => boolean>> = {
    adjust: (kind) =>
      isStopped(() =>
        play(
          under(running, kind),
          'requestAdjustment',
          { type: 'INTEREST_SUSPENSION', fromOn: '2026-05-14', toOn: '2026-07-13', reason: 'in hospital', evidenceIds },
          { asOf: day, by: borrower },
        ),
      ),
    call: (kind) => contact(kind, 'PHONE'),
    message: (kind) => contact(kind, 'SMS'),
    negotiate: (kind) =>
      isStopped(() =>
        play(under(assessedCase(), kind), 'proposePlan', terms, { asOf: onDay('2026-03-12', '03:10:00'), by }),
      ),
    sign: (kind) =>
      isStopped(() =>
        play(under(approvedCase(), kind), 'drawUpAgreement', drawnUp, { asOf: onDay('2026-03-12', '03:30:00'), by }),
      ),
    visit: (kind) => {
      const file = under(scheduledCase(), kind);
      const [appointment] = Object.values(file.appointments);
      if (appointment === undefined) throw new Error('no appointment');
      const { appointmentId, officers, startsAt: asOf } = appointment;
      return isStopped(() =>
        play(file, 'startVisit', { appointmentId, presentOfficerIds: officers, officers: [] }, { asOf, by }),
      );
    },
  };
  test.each(HoldKind.options)('%s', (kind) => {
    const stopped = Object.entries(acts).flatMap(([name, isStoppedBy]) => (isStoppedBy(kind) ? [name] : []));
    expect(stopped.join(' ')).toBe(stops[kind]);
  });
});

describe('4.1: holds', () => {
  test('4.15, 34: staff stop a case at once; law is for risk, a complaint for those who lead, a dispute for nobody by hand', () => {
    const may = (kind: Hold['kind'], by: Actor): boolean => {
      try {
        held(running, kind, by);
        return true;
      } catch (error) {
        expect(error).toEqual(refused('HoldKindNotYours'));
        return false;
      }
    };
    const by = (actor: Actor) => HoldKind.options.filter((kind) => may(kind, actor));
    const staff = ['VULNERABILITY_HOLD', 'BEREAVEMENT_HOLD', 'DECEASED', 'SAFETY_HOLD'];
    expect(by(people.agent)).toEqual(staff);
    expect(by(people.officer)).toEqual(staff);
    expect(by(people.supervisor)).toEqual(['COMPLAINT_HOLD', ...staff]);
    expect(by(risk)).toEqual([
      'COMPLAINT_HOLD',
      'VULNERABILITY_HOLD',
      'BEREAVEMENT_HOLD',
      'DECEASED',
      'LEGAL_HOLD',
      'SAFETY_HOLD',
    ]);
  });

  test('4.1: a hold of a kind is placed once, with a day of review to come', () => {
    const { file } = held(running, 'BEREAVEMENT_HOLD', people.agent);
    expect(() => held(file, 'BEREAVEMENT_HOLD')).toThrow(refused('HoldAlreadyPlaced'));
    expect(Object.values(file.holds)).toEqual([
      expect.objectContaining({ kind: 'BEREAVEMENT_HOLD', placedBy: people.agent.id, reviewOn: '2026-06-03' }),
    ]);
    for (const reviewOn of ['2026-05-04', '2026-05-03', '2027-06-01'])
      expect(() => play(running, 'placeHold', placing('DECEASED', { reviewOn }), { asOf: day, by: risk })).toThrow(
        refused('InvalidRequest'),
      );
    const chosen = play(running, 'placeHold', placing('DECEASED', { reviewOn: '2026-05-05' }), { asOf: day, by: risk });
    expect(agenda(chosen.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'HOLD_REVIEW', dueAt: '2026-05-05T01:00:00.000Z' }),
    );
  });

  test('4.1: a review that falls due is the task of whoever may lift the hold, and the next one is set', () => {
    for (const [kind, role] of [
      ['VULNERABILITY_HOLD', 'SUPERVISOR#north'],
      ['LEGAL_HOLD', 'RISK#east'],
    ] as const) {
      const { file, holdId } = held(running, kind);
      const reviewed = overdue(file, 'HOLD_REVIEW');
      expect(reviewed.happened).toEqual(['HoldReviewFellDue']);
      expect(workItems(reviewed.file, policy)).toContainEqual(
        expect.objectContaining({ assignee: role, kind: 'HOLD_REVIEW', ref: holdId }),
      );
      const next = agenda(reviewed.file, policy).filter((due) => due.kind === 'HOLD_REVIEW');
      expect(next).toHaveLength(1);
      expect(next[0]?.dueAt).toBe(onDay(reviewed.file.holds[holdId]?.reviewOn ?? '', '01:00:00.000'));
      expect((next[0]?.dueAt ?? '') > reviewed.file.lastAsOf).toBe(true);
      const lifted = play(
        reviewed.file,
        'releaseHold',
        { holdId, reason: 'over' },
        { asOf: reviewed.file.lastAsOf, by: risk },
      ).file;
      expect(workItems(lifted, policy).filter((work) => work.kind === 'HOLD_REVIEW')).toEqual([]);
      expect(agenda(lifted, policy).filter((due) => due.kind === 'HOLD_REVIEW')).toEqual([]);
    }
  });

  test('4.1: only a person lifts a hold, with a reason, once; death and law are lifted by risk', () => {
    for (const kind of ['DECEASED', 'LEGAL_HOLD'] as const) {
      const { file, holdId } = held(running, kind);
      expect(() =>
        play(file, 'releaseHold', { holdId, reason: 'a mistake' }, { asOf: day, by: people.supervisor }),
      ).toThrow(refused('HoldKindNotYours'));
    }
    const { file, holdId } = held(running, 'SAFETY_HOLD');
    for (const reason of [undefined, ' '])
      expect(() => play(file, 'releaseHold', { holdId, reason }, { asOf: day, by: people.supervisor })).toThrow(
        refused('ReasonMissing'),
      );
    const lifted = play(
      file,
      'releaseHold',
      { holdId, reason: 'the dog is gone' },
      { asOf: day, by: people.supervisor },
    );
    expect(lifted.happened).toEqual(['HoldReleased']);
    expect(lifted.file.holds[holdId]).toMatchObject({ releasedAt: day, releasedBy: people.supervisor.id });
    expect(() => play(lifted.file, 'releaseHold', { holdId, reason: 'x' }, { asOf: day, by: risk })).toThrow(
      refused('StateForbids'),
    );
    expect(() => play(file, 'releaseHold', { holdId: 'hold_9', reason: 'x' }, { asOf: day, by: risk })).toThrow(
      refused('NotFound'),
    );
  });

  test('4.15, 34: a visit that is agreed on and must not take place is a task for the supervisor', () => {
    const file = scheduledCase();
    const [appointment] = Object.values(file.appointments);
    const task = { kind: 'APPOINTMENT_ON_HOLD', ref: appointment?.appointmentId, assignee: 'SUPERVISOR#north' };
    expect(workItems(file, policy)).not.toContainEqual(expect.objectContaining(task));
    const stopped = held(file, 'VULNERABILITY_HOLD', people.agent, file.lastAsOf).file;
    expect(workItems(stopped, policy)).toContainEqual(expect.objectContaining(task));
  });
});

describe('R67: disputes', () => {
  const statement = {
    kind: 'WRONG_AMOUNT',
    accountIds: [],
    statement: 'the interest is wrong',
    evidenceIds: [],
  } as const;
  const raise = (file: CaseFile, more: object = {}, by: Actor = borrower) =>
    play(file, 'raiseDispute', { ...statement, accountIds: [], evidenceIds: [], ...more }, { asOf: day, by });
  const raised = raise(running);
  const disputeId = raised.ids['disputeId'] ?? '';
  const answer = { disputeId, outcome: 'UPHELD', finding: 'the interest was counted twice' } as const;

  test('R67: an objection holds the case at once and is owed a written answer within twenty days', () => {
    expect(raised.happened).toEqual(['DisputeRaised', 'HoldPlaced', 'NoticePlanned']);
    const dispute = raised.file.disputes[disputeId];
    expect(dispute).toMatchObject({ status: 'OPEN', answerDueOn: '2026-05-24', raisedBy: borrower.id });
    expect(raised.file.holds[dispute?.holdId ?? '']).toMatchObject({
      kind: 'DISPUTE_HOLD',
      blocks: ['NEGOTIATE', 'SIGN', 'ADJUST'],
      cause: { kind: 'DISPUTE', id: disputeId },
    });
    expect(agenda(raised.file, policy)).toContainEqual(
      expect.objectContaining({
        kind: 'DISPUTE_ANSWER',
        ref: disputeId,
        dueAt: '2026-05-25T01:00:00.000Z',
        rule: 'R67',
      }),
    );
    expect(workItems(raised.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'RESOLVE_DISPUTE', ref: disputeId, assignee: 'SUPERVISOR#north' }),
    );
  });

  test('R67: one at a time, about accounts of the case, with evidence that is there, and by the borrower’s will', () => {
    expect(() => raise(raised.file)).toThrow(refused('DisputeAlreadyOpen'));
    expect(() => raise(running, { accountIds: ['acc-strange'] })).toThrow(refused('AccountNotInCase'));
    expect(() => raise(running, { evidenceIds: ['doc-strange'] })).toThrow(refused('EvidenceMissing'));
    expect(() => raise(running, {}, people.agent)).toThrow(refused('BehalfEvidenceMissing'));
    const spoken = raise(running, { onBehalf: { evidenceId: 'recording-1' } }, people.agent);
    expect(Object.values(spoken.file.disputes)[0]).toMatchObject({
      raisedBy: people.agent.id,
      behalfEvidenceId: 'recording-1',
    });
  });

  test('R67: somebody answers who was not involved, in writing, and the hold goes with the answer', () => {
    const resolve = (input: object, by: Actor) =>
      play(raised.file, 'resolveDispute', { ...answer, ...input }, { asOf: onDay('2026-05-10'), by });
    expect(() => resolve({}, { ...people.officer, role: 'supervisor' })).toThrow(refused('FourEyesViolated'));
    expect(() => resolve({ finding: undefined }, otherSupervisor)).toThrow(refused('FindingMissing'));
    expect(() => resolve({ finding: '  ' }, otherSupervisor)).toThrow(refused('FindingMissing'));
    expect(() => resolve({ disputeId: 'dispute_9' }, otherSupervisor)).toThrow(refused('NotFound'));
    const done = resolve({}, otherSupervisor);
    expect(done.happened).toEqual(['DisputeResolved', 'HoldReleased', 'NoticePlanned']);
    expect(done.file.disputes[disputeId]).toMatchObject({
      status: 'RESOLVED',
      outcome: 'UPHELD',
      resolvedBy: otherSupervisor.id,
    });
    expect(Object.values(done.file.holds).every(({ releasedAt }) => releasedAt !== undefined)).toBe(true);
    expect(workItems(done.file, policy).some(({ kind }) => kind === 'RESOLVE_DISPUTE')).toBe(false);
    expect(() =>
      play(done.file, 'resolveDispute', { ...answer }, { asOf: onDay('2026-05-11'), by: otherSupervisor }),
    ).toThrow(refused('StateForbids'));
  });

  test('R67: while the dispute is open its hold cannot be lifted', () => {
    const holdId = raised.file.disputes[disputeId]?.holdId ?? '';
    expect(() => play(raised.file, 'releaseHold', { holdId, reason: 'x' }, { asOf: day, by: risk })).toThrow(
      refused('CauseStillOpen'),
    );
  });

  test('R67: no answer in twenty days reaches risk, and the answer is still owed', () => {
    const late = overdue(raised.file, 'DISPUTE_ANSWER');
    expect(late.happened).toEqual(['DisputeAnswerOverdue']);
    const lists = workItems(late.file, policy).filter(({ kind }) => kind === 'RESOLVE_DISPUTE');
    expect(lists.map(({ assignee }) => assignee)).toEqual(['SUPERVISOR#north', 'RISK#east']);
    expect(agenda(late.file, policy).some(({ kind }) => kind === 'DISPUTE_ANSWER')).toBe(false);
    expect(
      play(late.file, 'resolveDispute', { ...answer }, { asOf: late.file.lastAsOf, by: otherSupervisor }).happened,
    ).toContain('DisputeResolved');
  });
});
