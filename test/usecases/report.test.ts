import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { isCounted } from '#functions/domain/reports/counts.ts';
import { factOf } from '#functions/domain/reports/facts.ts';
import type { Fact } from '#functions/domain/reports/facts.ts';
import { arrears, arrearsFigures } from '#functions/domain/reports/arrears.ts';
import { arrearsSvg, figuresSvg } from '#functions/domain/reports/render.ts';
import { measures, serviceFigures } from '#functions/domain/reports/report.ts';
import { exportStatistics } from '#functions/usecases/export-statistics.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import { aComplaint, at, savingOf } from '#test/support/complaint-samples.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { entriesOf, people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

const stories = Array.from({ length: 6 }, (_, index) => activeStory(`reported ${index}`));

const lived = async (): Promise<FakePorts> => {
  const made = fakePorts();
  // What follows from an entry besides its fact is tested elsewhere.
  const ports = { ...made, documents: { ...made.documents, hold: async () => {} } };
  for (const { acts } of stories) for (const act of acts) await ports.cases.save(act);
  return ports;
};
const recomputedOf = (some: typeof stories): Fact[] =>
  some.flatMap((story) => entriesOf(story).flatMap((entry) => factOf(entry, story.file) ?? []));
const recomputed = (): Fact[] => recomputedOf(stories);
const all = ['2000-01-01', '2100-01-01'] as const;

test('4.13: a report recomputed from the journals equals the one that the stream counted, twice and out of order', async () => {
  const ports = await lived();
  const entries = stories.flatMap(entriesOf);
  for (const entry of [...entries.toReversed(), ...entries]) await dispatch(ports, entry);
  const counted = await ports.facts.between(...all);
  expect(serviceFigures(counted)).toEqual(serviceFigures(recomputed()));
  expect(arrears(counted)).toEqual(arrears(recomputed()));
  expect(arrearsFigures(counted)).toEqual(arrearsFigures(recomputed()));
  expect(serviceFigures(counted).find(({ id }) => id === 'agreementsSigned')).toMatchObject({
    numerator: stories.length,
    denominator: stories.length,
    value: '1.0000',
  });
});

const facts = recomputed();
property.prop([fc.shuffledSubarray(facts, { minLength: facts.length }), fc.subarray(facts)])(
  '4.13: order and repetition of facts change no figure',
  (shuffled, again) => {
    expect(serviceFigures([...shuffled, ...again])).toEqual(serviceFigures(facts));
    expect(arrears([...shuffled, ...again])).toEqual(arrears(facts));
  },
);

test('4.13: complaints are counted from their own journals, in time when they were never overdue', async () => {
  const ports = await lived();
  for (const overdueAt of [undefined, at]) {
    const saving = savingOf(aComplaint({ branch: 'north' }));
    const { complaint } = saving.after;
    const replied = savingOf(
      { ...complaint, status: 'REPLIED', repliedAt: at, ...(overdueAt === undefined ? {} : { overdueAt }) },
      saving.after,
      {},
      'ComplaintReplied',
    );
    await ports.complaints.save(saving);
    await ports.complaints.save(replied);
    for (const entry of [...saving.entries, ...replied.entries]) await dispatch(ports, entry);
  }
  const figures = serviceFigures(await ports.facts.between(...all));
  expect(figures.find(({ id }) => id === 'complaintsPer100Visits')).toMatchObject({ numerator: 2 });
  expect(figures.find(({ id }) => id === 'complaintsInTime')).toMatchObject({ value: '0.5000', denominator: 2 });
});

const report = (ref: string, day: string, bucket: '1-30' | '31-60' | 'CURRENT'): Fact => ({
  id: `${ref}-${day}`,
  day,
  at: `${day}T02:00:00Z`,
  branch: 'north',
  region: 'east',
  counts: {},
  account: { ref, product: 'CARD', bucket, reason: 'ILLNESS', currency: 'CNY', owedMinor: 100_00 },
});

test('4.13: accounts roll and cure by their first and last report of the period, in groups of five at least', () => {
  const ends = ['31-60', '31-60', 'CURRENT', '1-30', '1-30', '1-30'] as const;
  const reported = ends.flatMap((end, index) => [
    report(`account-${index}`, '2026-03-30', end),
    report(`account-${index}`, '2026-03-02', '1-30'),
  ]);
  expect(arrearsFigures(reported)).toMatchObject([
    { id: 'accountsRolled', numerator: 2, denominator: 6 },
    { id: 'accountsCured', numerator: 1, denominator: 6 },
    { id: 'accountsRolled.1-30', numerator: 2, denominator: 6 },
  ]);
  expect(arrearsFigures(reported.slice(0, 8))).toEqual([]);
});

const exported = async (facts: readonly Fact[], asOf: string): Promise<ReadonlyMap<string, string>> => {
  const ports = fakePorts();
  for (const fact of facts) await ports.facts.put(fact);
  const files = new Map<string, string>();
  await exportStatistics(ports, { put: async (key, text) => void files.set(key, text) }, asOf);
  return files;
};

test('R65: the nightly export writes the running month and the one before as CSV, each column described', async () => {
  const files = await exported(facts, '2026-04-01T18:30:00Z');
  expect([...files.keys()].toSorted()).toEqual([
    'arrears/csvw-schema.json',
    'arrears/month=2026-03/arrears.csv',
    'arrears/month=2026-04/arrears.csv',
    'service/csvw-schema.json',
    'service/month=2026-03/service.csv',
    'service/month=2026-04/service.csv',
  ]);
  const march = files.get('service/month=2026-03/service.csv')?.split('\r\n') ?? [];
  expect(march).toContainEqual(
    expect.stringMatching(/^2026-03,east,north,agreementsSigned,6,6,1\.0000,"?Agreements that took effect/u),
  );
  const described = z
    .object({ columns: z.array(z.object({ name: z.string(), 'dc:description': z.string().min(5) })) })
    .parse(JSON.parse(files.get('service/csvw-schema.json') ?? ''));
  expect(march[0]).toBe(described.columns.map(({ name }) => name).join(','));
});

test('R65: the export names no case, account, person or officer, and shows no figure of fewer than five cases', async () => {
  const files = await exported(facts, '2026-04-01T18:30:00Z');
  const text = [...files.values()].join('');
  for (const { file } of stories)
    for (const id of [file.caseId, file.meta?.borrowerId ?? '', ...Object.keys(file.accounts)])
      expect(text).not.toContain(id);
  for (const fact of facts) expect(text).not.toContain(fact.account?.ref ?? fact.id);
  expect(text).not.toContain(people.officer.id);
  const few = await exported(recomputedOf(stories.slice(0, 4)), '2026-04-01T18:30:00Z');
  expect(few.get('service/month=2026-03/service.csv')?.split('\r\n')).toHaveLength(2);
  expect(few.get('arrears/month=2026-03/arrears.csv')?.split('\r\n')).toHaveLength(2);
});

const reasonedReport = (no: number, reason: string, bucket: '1-30' | '31-60'): Fact => {
  const fact = report(`account-${no}`, '2026-03-02', bucket);
  return { ...fact, ...(fact.account === undefined ? {} : { account: { ...fact.account, reason } }) };
};

test('R65: groups of fewer than five are put together without their reason, then bucket, then product, or left out', async () => {
  const few = [
    ...[1, 2, 3, 4, 5].map((no) => reasonedReport(no, 'ILLNESS', '1-30')),
    ...[6, 7, 8].map((no) => reasonedReport(no, 'DIVORCE', '1-30')),
    ...[9, 10].map((no) => reasonedReport(no, 'JOB_LOSS', '1-30')),
    reasonedReport(11, 'DIVORCE', '31-60'),
  ];
  const rows = (await exported(few, '2026-03-15T00:00:00Z'))
    .get('arrears/month=2026-03/arrears.csv')
    ?.trim()
    .split('\r\n');
  expect(rows?.slice(1)).toEqual([
    '2026-03,east,north,CARD,1-30,ILLNESS,CNY,5,50000',
    '2026-03,east,north,CARD,1-30,*,CNY,5,50000',
  ]);
});

test('4.13: the days of a report are those of the borrower’s zone', () => {
  const [story] = stories;
  const entry = story === undefined ? undefined : entriesOf(story).find(isCounted);
  if (story === undefined || entry === undefined) throw new Error('no story');
  expect(factOf({ ...entry, asOf: '2026-03-31T17:00:00Z' }, story.file)?.day).toBe('2026-04-01');
});

test('4.13: every number of the list is there, each with one sentence that says what is divided by what', () => {
  expect(measures.map(({ id }) => id)).toEqual([
    'rightPartyContact',
    'offerToConsent',
    'offerToRegistration',
    'documentsFirstPass',
    'visitsCompleted',
    'visitsAborted',
    'affordabilityPassed',
    'agreementsSigned',
    'firstFollowUpsOnTime',
    'keptInstalments',
    'cureRate',
    'rollRate',
    'breachRate',
    'complaintsPer100Visits',
    'complaintsInTime',
    'satisfaction',
    'archiveVerifyFailures',
  ]);
  for (const { says, numerator, denominator } of measures) {
    expect(says).toMatch(/^[A-Z].*(?:, of | for each ).*\.$/u);
    expect(numerator).not.toBe(denominator);
  }
});

test('C3: no figure is by officer or of money recovered, and no fact names a case, an account or a person', () => {
  const ids = stories.flatMap(({ file }) => [
    file.caseId,
    ...Object.keys(file.accounts),
    file.meta?.borrowerId ?? file.caseId,
  ]);
  for (const id of [...ids, people.officer.id]) expect(JSON.stringify(facts)).not.toContain(id);
  for (const { id } of measures) expect(id).not.toMatch(/officer|recover/iu);
});

test('R65: a group of fewer than five accounts shows neither number nor amount', () => {
  const few = facts.filter(({ account }) => account !== undefined).slice(0, 4);
  expect(arrears(few).every((row) => row.accounts === undefined && row.owedMinor === undefined)).toBe(true);
});

test('4.13: the report comes as JSON, CSV and a picture, of one’s own branch, for a year at most', async () => {
  const ports = await lived();
  for (const entry of stories.flatMap(entriesOf)) await dispatch(ports, entry);
  const api = await apiOver(ports);
  const row = api.rows.find(({ operationId }) => operationId === 'getReport');
  if (row === undefined) throw new Error('no row');
  const ask = async (query: Record<string, string>, branch = 'north') =>
    api.call(row, { by: { ...people.supervisor, branch }, params: { report: 'service' }, query });
  const year = { from: '2026-01-01', to: '2026-12-31' };
  expect(await ask(year)).toMatchObject({ status: 200 });
  expect((await ask({ ...year, format: 'csv' })).text).toMatch(/^measure,numerator,denominator,value,definition\r\n/u);
  const svg = await ask({ ...year, format: 'svg' });
  expect(svg.headers['content-type']).toBe('image/svg+xml');
  expect(svg.text).toMatch(/^<svg .*<\/svg>\n$/u);
  expect((await ask({ from: '2026-01-01', to: '2027-06-01' })).text).toContain('PeriodTooLong');
  expect((await ask({ ...year, format: 'csv' }, 'south')).text).toContain('agreementsSigned,0,0,');
});

test('4.13: in the picture a full bar’s figures are inside it, and groups are named in words', () => {
  const figure = { id: 'cureRate', numerator: 123_456, denominator: 123_456, value: '1', says: '' } as const;
  const svg = figuresSvg('Service', [figure]);
  const width = Number(/ width="(\d+)"/u.exec(svg)?.[1]);
  const [x, shown] = [...svg.matchAll(/<text x="(\d+)" y="\d+">([^<]+)</gu)].map(([, at, said]) => [at, said])[0] ?? [];
  expect(shown).toBe('100.0 % (123456/123456)');
  expect(Number(x) + 7.5 * (shown?.length ?? 0)).toBeLessThan(width);
  const row = { product: 'CARD', bucket: '31-60', reason: '*', currency: 'CNY', accounts: 7, owedMinor: 1 } as const;
  expect(arrearsSvg('Arrears', [row])).toContain('card, 31–60 days past due, all<');
});
