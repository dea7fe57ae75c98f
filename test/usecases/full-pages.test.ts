import { fc, test } from '@fast-check/vitest';
import { expect, test as plain, vi } from 'vitest';
import * as z from 'zod';
import type { Actor } from '#functions/domain/actor.ts';
import type { PlacedPage } from '#functions/usecases/paged-ports.ts';
import { fullPage } from '#functions/usecases/full-page.ts';
import { happened } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { anAct, people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { opening } from '#test/support/opening.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
vi.spyOn(console, 'log').mockReturnValue();

/** A store of numbers, read in pages whose cursors are places. */
const numbers =
  (all: readonly number[]) =>
  async (limit: number, from?: string): Promise<PlacedPage<number>> => {
    const start = from === undefined ? 0 : Number(from) + 1;
    const items = all.slice(start, start + limit);
    const places = items.map((_, at) => String(start + at));
    return { items, places, next: start + limit < all.length ? places.at(-1) : undefined };
  };

test.prop([fc.array(fc.nat(9), { maxLength: 450 }), fc.integer({ min: 1, max: 40 }), fc.nat(10)], { numRuns: 200 })(
  'pages behind one another are all that is meant, in order and once, and every page but the last is full',
  async (all, limit, below) => {
    const found: number[] = [];
    const lengths: number[] = [];
    let cursor: string | undefined;
    do {
      const { items, next } = await fullPage(numbers(all), (one) => one < below, limit, cursor);
      found.push(...items);
      lengths.push(items.length);
      cursor = next;
    } while (cursor !== undefined);
    expect(found).toEqual(all.filter((one) => one < below));
    expect(lengths.slice(0, -1).every((length) => length === limit)).toBe(true);
    if (found.length > 0) expect(lengths.at(-1)).toBeGreaterThan(0);
  },
);

const branches = ['north', 'south'] as const;
const kinds = ['CARD', 'CONSUMER_LOAN'] as const;
const aCase = fc.record({
  branch: fc.constantFrom(...branches),
  product: fc.constantFrom(...kinds),
  days: fc.constantFrom(0, 5, 45, 120),
  cancelled: fc.boolean(),
});
const Listed = z.object({
  items: z.array(z.looseObject({ caseId: z.string() })),
  next: z.string().optional(),
});

test.prop([fc.array(aCase, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), fc.constantFrom(...branches)], {
  numRuns: 25,
})(
  'R14: the list of cases, page after page, is every case of the branch that was asked for, once, in full pages',
  async (cases, limit, branch) => {
    const ports = fakePorts();
    const api = await apiOver(ports);
    const row = api.rows.find((one) => one.operationId === 'listCases');
    if (row === undefined) throw new Error('there is no listCases');
    const at = '2026-03-02T02:00:00Z';
    const template = Object.values(activeStory('an account to copy').file.accounts)[0];
    if (template === undefined) throw new Error('the story has no account');
    for (const [place, one] of cases.entries()) {
      const opened = opening(at);
      const account = { ...template, productType: one.product, contractualDpd: one.days };
      await ports.cases.save(
        anAct(emptyFile(`case_${String(place).padStart(3, '0')}`), {
          asOf: at,
          events: [
            {
              ...opened,
              data: { ...opened.data, meta: { ...opened.data.meta, branch: one.branch, borrowerId: `b-${place}` } },
            },
            happened('AccountReported', { account }),
            ...(one.cancelled ? [happened('CaseCancelled', { code: 'NO_PLAN' })] : []),
          ],
        }),
      );
    }
    const by: Actor = { ...people.supervisor, branch };
    const walk = async (query: Record<string, string>) => {
      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const asked = { limit: String(limit), ...query, ...(cursor === undefined ? {} : { cursor }) };
        const answer = await api.call(row, { by, query: asked });
        const { items, next } = Listed.parse(answer.body);
        pages.push(items.map(({ caseId }) => caseId));
        expect(answer.headers['link'] === undefined).toBe(next === undefined);
        cursor = next;
      } while (cursor !== undefined);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      return pages.flat();
    };
    const idsOf = (isMeant: (one: (typeof cases)[number]) => boolean): string[] =>
      cases.flatMap((one, place) =>
        one.branch === branch && isMeant(one) ? [`case_${String(place).padStart(3, '0')}`] : [],
      );
    const open = await walk({ state: 'OPEN' });
    expect(new Set(open).size).toBe(open.length);
    expect(open.toSorted()).toEqual(idsOf(({ cancelled }) => !cancelled));
    expect((await walk({ state: 'OPEN', product: 'CARD' })).toSorted()).toEqual(
      idsOf(({ cancelled, product }) => !cancelled && product === 'CARD'),
    );
    expect((await walk({ state: 'CANCELLED', bucket: 'D31_60' })).toSorted()).toEqual(
      idsOf(({ cancelled, days }) => cancelled && days === 45),
    );
  },
);

plain('an officer’s list has the cases that he follows up or visits beside those that he owns', async () => {
  const ports = fakePorts();
  const api = await apiOver(ports);
  const story = activeStory('a case of two officers');
  for (const act of story.acts) await ports.cases.save(act);
  const row = api.rows.find((one) => one.operationId === 'listCases');
  if (row === undefined) throw new Error('there is no listCases');
  const listed = async (by: Actor) =>
    Listed.parse((await api.call(row, { by })).body).items.map(({ caseId }) => caseId);
  for (const by of [people.officer, people.officer2]) expect(await listed(by)).toEqual([story.file.caseId]);
  expect(await listed({ ...people.officer, id: 'officer-9' })).toEqual([]);
});
