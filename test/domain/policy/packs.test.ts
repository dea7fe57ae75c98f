import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Holidays from 'date-holidays';
import { expect, test } from 'vitest';
import { addBusinessDays, addDays, isHoliday } from '#functions/domain/calendar.ts';
import { HolidayFile, PackFile } from '#functions/domain/policy/pack.ts';
import { newestOn, packFrom, packOf } from '#functions/domain/policy/packs.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';
import { packIndex } from '#infra/packs.ts';

const folder = 'functions/domain/policy';
const table = (jurisdiction: string): HolidayFile =>
  HolidayFile.parse(JSON.parse(readFileSync(`${folder}/holidays/${jurisdiction}.json`, 'utf8')));

/** New moon days as the Hong Kong Observatory's conversion tables give them. */
const lunarNewYear = {
  2024: '2024-02-10',
  2025: '2025-01-29',
  2026: '2026-02-17',
  2027: '2027-02-06',
  2028: '2028-01-26',
  2029: '2029-02-13',
  2030: '2030-02-03',
  2031: '2031-01-23',
  2032: '2032-02-11',
  2033: '2033-01-31',
  2034: '2034-02-19',
  2035: '2035-02-08',
};

test.each(['CN', 'TW', 'HK'])(
  '1.2: Lunar New Year of every year from 2024 to 2035 is a holiday in %s',
  (jurisdiction) => {
    const { days } = table(jurisdiction);
    for (const date of Object.values(lunarNewYear)) {
      // Hong Kong moves a day that falls on a Sunday to the next open one.
      const first = days[date] ?? days[addDays(date, 1)];
      expect(first, `${jurisdiction} ${date}`).toBe('LUNAR_NEW_YEAR');
    }
  },
);

test('1.2: the table of Hong Kong agrees with a maintained library, day by day', () => {
  const { days } = table('HK');
  const computed = Object.keys(lunarNewYear).flatMap((year) =>
    new Holidays('HK')
      .getHolidays(Number(year))
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
  expect(Object.keys(days)).toEqual([...new Set(computed)].toSorted());
});

test('C32: mainland China works on the Saturday after Lunar New Year 2026, Taiwan and Hong Kong do not', () => {
  const isClosed = (jurisdiction: string): boolean => isHoliday('2026-02-28', packOf(jurisdiction).calendar);
  expect([isClosed('CN'), isClosed('TW'), isClosed('HK')]).toEqual([false, true, true]);
});

test('R5: one business day after the last working day before Lunar New Year 2026 differs by pack', () => {
  const next = (jurisdiction: string, day: string): string => addBusinessDays(day, 1, packOf(jurisdiction).calendar);
  expect(next('CN', '2026-02-14')).toBe('2026-02-24');
  expect(next('TW', '2026-02-13')).toBe('2026-02-23');
  expect(next('HK', '2026-02-13')).toBe('2026-02-16');
});

test('1.2: every pack and every table of holidays is a file that names itself', () => {
  for (const file of readdirSync(`${folder}/packs`)) {
    const pack = PackFile.parse(JSON.parse(readFileSync(`${folder}/packs/${file}`, 'utf8')));
    expect(file).toBe(`${pack.jurisdiction}-${pack.version}.json`);
    expect(packOf(pack.jurisdiction, pack.version)).toMatchObject({ effectiveFrom: pack.effectiveFrom });
  }
  for (const file of readdirSync(`${folder}/holidays`))
    expect(file).toBe(`${table(file.slice(0, -5)).jurisdiction}.json`);
});

test('1.2: the list of packs is what the folders hold', () => {
  expect(readFileSync(`${folder}/files.ts`, 'utf8')).toBe(packIndex());
});

/** A jurisdiction that nobody has written a line of code for: two files, as the README describes. */
const japan = {
  pack: {
    jurisdiction: 'JP',
    version: '2026-1',
    effectiveFrom: '2026-04-01',
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
    weekend: [6, 7],
    regulatorLine: '0570-016811',
    contact: { window: { from: '08:00', to: '21:00' } },
    basis: { 'contact.window': { rule: '1.2', source: 'Money Lending Business Act, Art. 21' } },
  },
  holidays: {
    jurisdiction: 'JP',
    source: 'Act on National Holidays',
    checkedOn: '2026-03-01',
    publishedUntil: '2026-12-31',
    days: { '2026-05-05': 'CHILDRENS_DAY' },
    workdays: [],
  },
};

test('4.15, 35b: a pack of three lines is a pack; what it does not say is a named default', () => {
  const pack = packFrom(PackFile.parse(japan.pack), undefined);
  expect(pack.contact.window).toEqual({ from: '08:00', to: '21:00' });
  expect(pack.contact.thirdParty.mode).toBe('BANNED');
  expect(Object.keys(pack.basis)).toEqual(['contact.window']);
  expect(pack.calendar.holidays).toEqual([]);
});

test('1.2: a fourth pack is two files and a written list: a case opens, is gated and refused by it, without a changed line of code', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'packs-'));
  try {
    // Inside the repository's folder layout, so that nothing but the two files and the list differs.
    cpSync('functions', join(copy, 'functions'), { recursive: true });
    cpSync('infra', join(copy, 'infra'), { recursive: true });
    cpSync('package.json', join(copy, 'package.json'));
    symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
    writeFileSync(join(copy, folder, 'packs/JP-2026-1.json'), JSON.stringify(japan.pack));
    writeFileSync(join(copy, folder, 'holidays/JP.json'), JSON.stringify(japan.holidays));
    execFileSync(process.execPath, ['infra/packs.ts'], { cwd: copy });
    const script = `
      import { explain } from '#functions/domain/contact-gate/gate.ts';
      import { reportAccount } from '#functions/domain/intake/report.ts';
      import { applyEntry } from '#functions/domain/apply.ts';
      import { chain } from '#functions/domain/journal.ts';
      import { emptyFile } from '#functions/domain/model.ts';
      import { idMaker } from '#functions/domain/ids.ts';
      import { packOf } from '#functions/domain/policy/packs.ts';
      const policy = packOf('JP', undefined, '2026-05-01');
      const actor = { id: 'core', role: 'system' };
      const asOf = '2026-05-01T01:00:00Z';
      const input = JSON.parse(process.argv[1]);
      const before = emptyFile('case_1');
      const { events } = reportAccount(before, input, { asOf, actor, requestId: 'r', policy, newId: idMaker('r') });
      const entries = chain(before.head, events, { stream: 'case_1', asOf, recordedAt: asOf, actor, requestId: 'r' });
      const file = entries.reduce(applyEntry, before);
      const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND' };
      const gated = explain(file, call, { policy, asOf: '2026-05-01T12:30:00Z' });
      console.log(JSON.stringify({ meta: file.meta, policy: file.policy, calendar: policy.calendar, gated }));`;
    const report = {
      accountId: 'acc-1',
      salt: 'a'.repeat(64),
      borrower: { ...reportedBorrower, borrowerId: 'b-1', language: 'en' },
      ...reportedCard,
      jurisdiction: 'JP',
      currency: 'JPY',
    };
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(report)], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(JSON.parse(told)).toMatchObject({
      meta: { timezone: 'Asia/Tokyo' },
      policy: { jurisdiction: 'JP', version: '2026-1' },
      calendar: { holidays: ['2026-05-05'] },
      gated: { allowed: false, ruleIds: ['R6', '1.2'], earliest: '2026-05-01T23:00:00.000Z' },
    });
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('1.2: a case opened on a day takes the newest version in force on that day', () => {
  const version = (effectiveFrom: string) => ({ ...packOf('CN'), version: effectiveFrom, effectiveFrom });
  const known = [version('2026-01-30'), version('2027-01-01'), version('2026-07-01')];
  const on = (day: string): string | undefined => newestOn(known, day)?.version;
  expect([on('2026-06-30'), on('2026-07-01'), on('2027-05-01')]).toEqual(['2026-01-30', '2026-07-01', '2027-01-01']);
  expect(on('2025-12-31')).toBe('2026-01-30');
});

test('1.2: an unknown jurisdiction is refused', () => {
  expect(() => packOf('XX')).toThrow('there is no policy pack XX');
});
