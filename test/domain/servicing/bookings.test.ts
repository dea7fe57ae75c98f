import { describe, expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { workItems } from '#functions/domain/work.ts';
import { reportedBorrower } from '#test/support/reported.ts';
import { borrower, onDay, pay, play, policy, runningCase } from '#test/domain/servicing/play.ts';

const refused = (code: string) => expect.objectContaining({ code });
const running = runningCase();
const instalment = standing(running, '2026-03-12')?.instalments[0]?.dueMinor ?? 0;

/** A due day moved by the borrower: decided by nobody, in force at once (R46). */
const moved = play(
  running,
  'requestAdjustment',
  {
    type: 'GRACE_EXTENSION',
    fromOn: '2026-04-13',
    toOn: '2026-04-18',
    reason: 'ill',
    evidenceIds: Object.keys(running.documents).slice(0, 1),
  },
  { asOf: onDay('2026-04-01'), by: borrower },
);
const [bookingId = ''] = Object.keys(moved.file.bookings);
const answer = (
  file: CaseFile,
  more: { result: 'BOOKED' | 'REJECTED'; coreRef?: string; reasonCode?: string },
  day = '2026-04-02',
) => play(file, 'acknowledgeBooking', { bookingId, ...more }, { asOf: onDay(day) });
const kinds = (file: CaseFile) => workItems(file, policy).map(({ kind }) => kind);

describe('booking instructions', () => {
  test('4.7: what the books must follow goes out with the adjustment, and waits for core banking by the next business day', () => {
    expect(moved.happened).toEqual(expect.arrayContaining(['AdjustmentApplied', 'BookingInstructed']));
    expect(moved.file.bookings[bookingId]).toMatchObject({
      kind: 'SCHEDULE_CHANGE',
      type: 'GRACE_EXTENSION',
      ref: Object.keys(moved.file.adjustments)[0],
      scheduleVersion: 2,
      status: 'INSTRUCTED',
      answerDueOn: '2026-04-02',
    });
    expect(agenda(moved.file, policy)).toContainEqual(
      expect.objectContaining({ kind: 'BOOKING_ANSWER', ref: bookingId, dueAt: '2026-04-03T01:00:00.000Z' }),
    );
  });

  test('core banking acknowledges once: with its own reference, the same again changes nothing, and booked stays booked', () => {
    expect(() => answer(moved.file, { result: 'BOOKED' })).toThrow(refused('EvidenceMissing'));
    const booked = answer(moved.file, { result: 'BOOKED', coreRef: 'core-77' });
    expect(booked.happened).toEqual(['BookingAcknowledged']);
    expect(answer(booked.file, { result: 'BOOKED', coreRef: 'core-77' }).happened).toEqual([]);
    expect(() => answer(booked.file, { result: 'REJECTED', reasonCode: 'CLOSED' })).toThrow(refused('StateForbids'));
    expect(agenda(booked.file, policy).some(({ kind }) => kind === 'BOOKING_ANSWER')).toBe(false);
  });

  test('a refused entry is a supervisor’s task until it is booked after all', () => {
    expect(() => answer(moved.file, { result: 'REJECTED' })).toThrow(refused('ReasonMissing'));
    const rejected = answer(moved.file, { result: 'REJECTED', reasonCode: 'ACCOUNT_CLOSED' });
    expect(kinds(rejected.file)).toContain('CHECK_BOOKING');
    const booked = answer(rejected.file, { result: 'BOOKED', coreRef: 'core-78' }, '2026-04-03');
    expect(kinds(booked.file)).not.toContain('CHECK_BOOKING');
    expect(booked.file.bookings[bookingId]).not.toHaveProperty('reasonCode');
  });

  test('silence is a supervisor’s task, and the answer that comes late ends it', () => {
    const due = agenda(moved.file, policy).find(({ kind }) => kind === 'BOOKING_ANSWER');
    if (due === undefined) throw new Error('nothing is due');
    const silent = play(
      moved.file,
      'lapseDeadline',
      { kind: due.kind, ref: due.ref, dueAt: due.dueAt },
      { asOf: onDay('2026-04-03') },
    );
    expect(silent.happened).toEqual(['DeadlineLapsed']);
    expect(kinds(silent.file)).toContain('BOOKING_ANSWER');
    const late = answer(silent.file, { result: 'BOOKED', coreRef: 'core-79' }, '2026-04-07');
    expect(kinds(late.file)).not.toContain('BOOKING_ANSWER');
  });
});

describe('reconciliation', () => {
  const [account] = Object.values(running.accounts);
  if (account === undefined) throw new Error('no account');
  const { linkedAt: _, accountId, ...figures } = account;
  const report = (file: CaseFile, day: string, principalMinor: number) =>
    play(
      file,
      'reportAccount',
      {
        ...figures,
        accountId,
        principalMinor,
        reportedAt: onDay(day),
        borrower: {
          ...reportedBorrower,
          contactPoints: [...reportedBorrower.contactPoints],
          language: 'zh-Hans',
          borrowerId: running.meta?.borrowerId ?? '',
        },
        branch: 'north',
        region: 'east',
        jurisdiction: 'CN',
        salt: 'a'.repeat(64),
      },
      { asOf: onDay(day) },
    );
  const paid = pay(running, '2026-04-13', instalment).file;
  const open =
    standing(paid, '2026-04-14')?.allocation.instalments.reduce((sum, one) => sum + one.openByLine.principal, 0) ?? 0;

  test('a balance that is reported after the agreement is held against the ledger', () => {
    const same = report(paid, '2026-04-15', open);
    expect(same.happened).toEqual(['AccountReported', 'BalanceAgreed']);
    expect(report(same.file, '2026-04-16', open).happened).toEqual(['AccountReported']);
    expect(kinds(same.file)).not.toContain('RECONCILE_BALANCE');
  });

  test('a difference is told once, stands on the supervisor’s list, and goes when the figures agree again', () => {
    const differs = report(paid, '2026-04-15', open + 5000);
    expect(differs.happened).toEqual(['AccountReported', 'BalanceDiffered']);
    expect(differs.file.reconciliations[accountId]).toMatchObject({
      expectedPrincipalMinor: open,
      reportedPrincipalMinor: open + 5000,
      differenceMinor: 5000,
    });
    expect(workItems(differs.file, policy)).toContainEqual(
      expect.objectContaining({ assignee: 'SUPERVISOR#north', kind: 'RECONCILE_BALANCE', ref: accountId }),
    );
    expect(report(differs.file, '2026-04-16', open + 5000).happened).toEqual(['AccountReported']);
    const agreed = report(differs.file, '2026-04-17', open);
    expect(agreed.happened).toEqual(['AccountReported', 'BalanceAgreed']);
    expect(kinds(agreed.file)).not.toContain('RECONCILE_BALANCE');
  });

  test('money of the report’s own day may be in the reported figure or not', () => {
    const unpaid =
      standing(running, '2026-04-12')?.allocation.instalments.reduce((sum, one) => sum + one.openByLine.principal, 0) ??
      0;
    expect(report(paid, '2026-04-13', open).happened).toContain('BalanceAgreed');
    expect(report(paid, '2026-04-13', unpaid).happened).toContain('BalanceAgreed');
    expect(report(paid, '2026-04-14', unpaid).happened).toContain('BalanceDiffered');
  });

  test('before an agreement there is nothing to hold it against', () => {
    const unsigned = { ...running, agreements: {} };
    expect(report(unsigned, '2026-04-15', 1).happened).not.toContain('BalanceDiffered');
  });
});
