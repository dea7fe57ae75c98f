import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { factOf } from '#functions/domain/reports/facts.ts';
import type { Fact } from '#functions/domain/reports/facts.ts';
import { arrears, measures, serviceFigures } from '#functions/domain/reports/report.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
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
const recomputed = (): Fact[] =>
  stories.flatMap((story) => entriesOf(story).flatMap((entry) => factOf(entry, story.file) ?? []));
const all = ['2000-01-01', '2100-01-01'] as const;

test('4.13: a report recomputed from the journals equals the one that the stream counted, twice and out of order', async () => {
  const ports = await lived();
  const entries = stories.flatMap(entriesOf);
  for (const entry of [...entries.toReversed(), ...entries]) await dispatch(ports, entry);
  const counted = await ports.facts.between(...all);
  expect(serviceFigures(counted)).toEqual(serviceFigures(recomputed()));
  expect(arrears(counted)).toEqual(arrears(recomputed()));
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
