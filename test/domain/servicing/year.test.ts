import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agenda } from '#functions/domain/agenda.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { dateOf, latest } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { lookAtInstalment } from '#functions/domain/servicing/instalment-work.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { play, policy, runningCase } from '#test/domain/servicing/play.ts';

const running = runningCase();

/** What the machines do with an item when it is due. */
const work = (file: CaseFile, due: AgendaItem, asOf: string): CaseFile => {
  if (due.kind === 'NOTICE') return play(file, 'claimNotice', { noticeId: due.ref }, { asOf }).file;
  if (due.kind === 'LETTER') {
    const stored = { key: `letters/${due.ref}.pdf`, versionId: 'v1', sha256: sha256Hex(due.ref), sizeBytes: 9_000 };
    return play(file, 'sealLetter', { letterId: due.ref, ...stored }, { asOf }).file;
  }
  if (due.machine === 'follow-up') return play(file, 'openFollowUp', { no: Number(due.ref) }, { asOf }).file;
  if (due.machine === 'deadline')
    return play(file, 'lapseDeadline', { kind: due.kind, ref: due.ref, dueAt: due.dueAt }, { asOf }).file;
  if (due.machine === 'archiving') return file;
  const found = lookAtInstalment(file, due.ref, asOf);
  switch (found.outcome) {
    case 'remind':
      return play(
        file,
        due.kind === 'INSTALMENT_FRIENDLY' ? 'askAboutInstalment' : 'remindInstalment',
        { no: found.no },
        { asOf },
      ).file;
    case 'late':
      return play(file, 'noteInstalmentLate', { no: found.no }, { asOf }).file;
    case 'breach':
      return play(file, 'raiseBreach', { nos: found.nos }, { asOf }).file;
    case 'default':
    case 'cured':
      return play(file, 'endCure', { breachId: found.breachId }, { asOf }).file;
    case 'paid':
    case 'nothing':
      return file;
  }
};

const nameOf = ({ kind, ref, dueAt }: AgendaItem): string => `${kind} ${ref} ${dueAt}`;

/** A year and a half of the plan: every due item is done on its day, and money comes in between. */
const live = (moneyDays: ReadonlyMap<string, number>): CaseFile => {
  let file = running;
  for (let step = 0; step < 400; step += 1) {
    const [due] = agenda(file, policy);
    if (due === undefined || due.machine === 'archiving' || due.dueAt > '2027-09-01') return file;
    const asOf = latest(due.dueAt, file.lastAsOf);
    const today = dateOf(asOf, policy.timezone);
    for (const [day, amountMinor] of moneyDays) {
      if (day >= today || Object.values(file.payments).some(({ sourceRef }) => sourceRef === `ref-${day}`)) continue;
      if (file.status.state !== 'SETTLED')
        file = play(
          file,
          'recordPayment',
          { sourceRef: `ref-${day}`, amountMinor, currency: 'CNY', valueDate: day, channel: 'QR' },
          { asOf },
        ).file;
    }
    if (!agenda(file, policy).some((one) => nameOf(one) === nameOf(due))) continue;
    file = work(file, due, asOf);
    expect(agenda(file, policy).map(nameOf), `${nameOf(due)} in ${file.status.state}`).not.toContain(nameOf(due));
  }
  throw new Error('the agenda never came to rest');
};

const days = Array.from(
  { length: 30 },
  (_, index) =>
    `2026-${String(4 + Math.floor(index / 4)).padStart(2, '0')}-${String(1 + (index % 4) * 8).padStart(2, '0')}`,
);

test('4.15, 21: whatever is paid when, each item leaves the agenda when its act is in the file', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...days), fc.integer({ min: 50_000, max: 600_000 })), { maxLength: 12 }),
      (money) => {
        const file = live(new Map(money));
        const now = standing(file, '2027-09-01');
        expect(file.status.state === 'SETTLED').toBe(now?.settled);
      },
    ),
    { numRuns: 12 },
  );
});

test('R42, R53: a borrower who pays on time is never late, and is followed up until the debt is settled', () => {
  const onTime = new Map(
    (standing(running, '2026-03-12')?.instalments ?? []).map(({ dueOn, dueMinor }) => [dueOn, dueMinor]),
  );
  const file = live(onTime);
  expect(file.status.state).toBe('SETTLED');
  expect(Object.values(file.marks).every(({ lateOn }) => lateOn === undefined)).toBe(true);
  expect(Object.values(file.breaches)).toEqual([]);
  expect(Object.keys(file.followUps)).toHaveLength(4);
});
