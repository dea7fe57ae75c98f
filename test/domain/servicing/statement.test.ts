import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#functions/domain/calendar.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { statementCsv } from '#functions/domain/servicing/statement-csv.ts';
import { statementOf } from '#functions/domain/servicing/statement.ts';
import { onDay, pay, play, runningCase } from '#test/domain/servicing/play.ts';

const running = runningCase();
const [first, second] = standing(running, '2026-03-12')?.instalments ?? [];
const due = first?.dueMinor ?? 0;

test('4.5: a statement shows what was open, what each payment did by line, and what is open then', () => {
  const paid = pay(pay(running, '2026-04-13', due).file, '2026-05-12', 1000).file;
  const statement = statementOf(paid, '2026-04-01', '2026-05-31');
  expect(statement.openingMinor - statement.paid.totalMinor - statement.sparedMinor).toBe(statement.closingMinor);
  expect(statement).toMatchObject({ receivedMinor: due + 1000, netMinor: due + 1000, excessMinor: 0 });
  expect(statement.entries).toMatchObject([
    { kind: 'RECEIPT', amountMinor: due, rule: '4.5', profile: 'PLAN_DEFAULT' },
    { kind: 'RECEIPT', amountMinor: 1000 },
  ]);
  expect(statement.instalments.map(({ no, status }) => [no, status])).toEqual([
    [first?.no, 'PAID'],
    [second?.no, 'LATE'],
  ]);
  // Money of May is not in the statement of April, which reads in May as it read in April.
  expect(statementOf(paid, '2026-04-01', '2026-04-30').receivedMinor).toBe(due);
});

test('4.5, 5: a reversal stands beside what it takes back, and the sums of the period come to nothing', () => {
  const received = pay(running, '2026-04-13', due);
  const reversed = play(
    received.file,
    'reversePayment',
    { paymentId: received.ids['paymentId'] ?? '', sourceRef: 'bounced' },
    { asOf: onDay('2026-04-20') },
  ).file;
  const statement = statementOf(reversed, '2026-04-01', '2026-04-30');
  expect(statement.entries.map(({ kind }) => kind)).toEqual(['RECEIPT', 'REVERSAL']);
  expect(statement).toMatchObject({
    receivedMinor: due,
    reversedMinor: -due,
    netMinor: 0,
    closingMinor: statement.openingMinor,
  });
});

test('4.5: whatever comes and whatever period is asked, no cent is lost between opening and closing', () => {
  const payments = fc.array(
    fc.record({ days: fc.integer({ min: 1, max: 30 }), amountMinor: fc.integer({ min: 1, max: 400_000 }) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(payments, fc.integer({ min: 0, max: 150 }), fc.integer({ min: 0, max: 150 }), (all, start, length) => {
      let day = '2026-03-13';
      let file: CaseFile = running;
      for (const { days, amountMinor } of all) {
        day = addDays(day, days);
        file = pay(file, day, amountMinor).file;
        if (file.status.state === 'SETTLED') break;
      }
      const from = addDays('2026-03-12', start);
      const { openingMinor, closingMinor, paid, sparedMinor, netMinor, excessMinor, ...rest } = statementOf(
        file,
        from,
        addDays(from, length),
      );
      expect(openingMinor - paid.totalMinor - sparedMinor).toBe(closingMinor);
      expect(paid.totalMinor + excessMinor).toBe(netMinor);
      expect(rest.entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(netMinor);
      expect(sparedMinor).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});

test('4.5: two statements that follow each other meet', () => {
  const file = pay(pay(running, '2026-04-13', due).file, '2026-05-12', due).file;
  const april = statementOf(file, '2026-04-01', '2026-04-30');
  const may = statementOf(file, '2026-05-01', '2026-05-31');
  expect(may.openingMinor).toBe(april.closingMinor);
});

test('4.5: as CSV every line has the columns of the head, and amounts are bare integers', () => {
  const csv = statementCsv(statementOf(pay(running, '2026-04-13', due).file, '2026-04-01', '2026-05-31'));
  const rows = csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(rows.map(([kind]) => kind)).toEqual(['record', 'balance', 'entry', 'instalment', 'instalment', 'balance']);
  expect(rows[2]?.[5]).toBe(String(due));
});
