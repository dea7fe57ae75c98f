import { expect, test } from 'vitest';
import { instantAt } from '#functions/domain/calendar.ts';
import { firstBrokenSeq } from '#functions/domain/journal.ts';
import { rows } from '#test/support/agreed-stories.ts';
import { caseId, zone, aLife, pay, report, events } from '#test/usecases/plan-life.ts';

test(
  'a plan that is kept is followed up, settled, and thirty days later archived, by the machines alone',
  { timeout: 60_000 },
  async () => {
    const life = await aLife();
    for (const { no, dueOn } of rows) {
      await life.advance(instantAt(dueOn, '09:30', zone));
      await pay(life, no, dueOn);
      const { followUps } = await life.file();
      if (Object.values(followUps).some(({ status }) => status === 'OPEN'))
        await report(life, no === 4 ? 'HARDSHIP' : 'ON_TRACK');
    }
    expect((await life.file()).status.state).toBe('SETTLED');
    expect(life.machines.waiting()).toEqual([]);
    await life.advance('2027-12-31T00:00:00Z');
    expect((await life.file()).status.state).toBe('ARCHIVED');
    expect(firstBrokenSeq(life.ports.cases.entries(caseId))).toBeUndefined();
    expect([...life.machines.ends.values()]).toContain('Close the case');
    expect(events(life)).not.toContain('InstalmentLate');
  },
);

test(
  'R41, R53-R55: a missed instalment is reminded, late, breached and cured; an overdue follow-up is escalated',
  { timeout: 60_000 },
  async () => {
    const life = await aLife();
    await life.advance('2026-04-30T00:00:00Z');
    expect((await life.file()).status.state).toBe('BREACHED');
    expect(events(life)).toEqual(
      expect.arrayContaining(['InstalmentReminded', 'InstalmentLate', 'BreachRaised', 'FollowUpOverdue']),
    );
    expect(life.machines.waiting().map(({ machine, state }) => `${machine}: ${state}`)).toContain(
      'follow-up: Wait for the overdue report',
    );
    await pay(life, 1, '2026-04-30');
    expect((await life.file()).status.state).toBe('ACTIVE');
    await report(life, 'AT_RISK');
    expect([...life.machines.ends.values()]).toContain('Escalate to a supervisor');
  },
);

test('R56: what is not cured is handed to a person, and no machine declares default', { timeout: 60_000 }, async () => {
  const life = await aLife();
  await life.advance('2026-05-20T00:00:00Z');
  expect(events(life)).toContain('CureEnded');
  expect(events(life)).not.toContain('DefaultDeclared');
  expect([...life.machines.ends.values()]).toContain('Propose default for decision');
  expect((await life.file()).status.state).toBe('BREACHED');
});

/** The same plan with interest, so that there is something to suspend. */
