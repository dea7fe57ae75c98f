import { expect, test } from 'vitest';
import { pageOfChain } from '#functions/usecases/chains.ts';
import { entriesOf } from '#test/support/acts.ts';
import { openedStory } from '#test/support/builders.ts';

const entries = entriesOf(openedStory());
const chainTo = (count: number) => {
  const { seq = 0, hash = '' } = entries[count - 1] ?? {};
  return {
    head: { seq, hash },
    after: async (from: number, limit: number) => ({ items: entries.slice(from, from + limit), next: undefined }),
  };
};
const query = { limit: 10, verify: true };

test('4.11: what is written while somebody reads a journal makes it no broken one', async () => {
  expect(entries.length).toBeGreaterThan(1);
  const { shown } = await pageOfChain(chainTo(entries.length - 1), query);
  expect(shown).toMatchObject({ verified: true });
});

test('4.11: a journal that lacks its end is not verified', async () => {
  const { head } = chainTo(entries.length);
  const cut = { head, after: async () => ({ items: entries.slice(0, -1), next: undefined }) };
  expect((await pageOfChain(cut, query)).shown).toMatchObject({ verified: false });
});
