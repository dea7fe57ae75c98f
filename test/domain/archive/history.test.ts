import { expect, test } from 'vitest';
import { historyOf } from '#functions/domain/archive/history.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { entriesOf } from '#test/support/acts.ts';

const story = activeStory('a history');
const entries = entriesOf(story);
const historyIn = (language: 'en' | 'zh-Hans' | 'zh-Hant') => {
  const { meta } = story.file;
  if (meta === undefined) throw new Error('the case was not opened');
  return historyOf({ ...story.file, meta: { ...meta, language } }, entries, '2027-03-02T01:00:00Z');
};
const textOf = (language: 'en' | 'zh-Hans' | 'zh-Hant'): string => JSON.stringify(historyIn(language).blocks);

test.each([
  ['en', 'History of the case', 'Agreement took effect', 'supervisor'],
  ['zh-Hans', '案件经过', '协议生效', '主管'],
  ['zh-Hant', '案件經過', '協議生效', '主管'],
] as const)('R64: the history speaks the case’s language: %s', (language, title, event, role) => {
  const model = historyIn(language);
  expect([model.lang, model.title]).toEqual([language, title]);
  expect(textOf(language)).toContain(event);
  expect(textOf(language)).toContain(role);
});

test('R64: in Chinese no word of a lived case is left in English, and the two scripts differ', () => {
  for (const language of ['zh-Hans', 'zh-Hant'] as const) {
    const table = historyIn(language).blocks.at(-1);
    if (table?.kind !== 'table') throw new Error('no table');
    for (const [, , event = '', by = ''] of table.rows) expect(`${event} ${by}`).not.toMatch(/[A-Za-z]/u);
  }
  expect(textOf('zh-Hans')).not.toBe(textOf('zh-Hant'));
});

test('R64: the history names nobody: numbers, days, codes and roles', () => {
  const { privates } = story.file;
  const words = Object.values(privates).flatMap((item) =>
    'name' in item ? [item.name] : 'text' in item ? [item.text] : [],
  );
  expect(words.length).toBeGreaterThan(0);
  for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const)
    for (const word of words) expect(textOf(language)).not.toContain(word);
});
