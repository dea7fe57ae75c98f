import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import { entryOfImage } from '#functions/adapters/dynamodb/journal-image.ts';
import { headerKey, journalKey } from '#functions/adapters/dynamodb/keys.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { entriesOf } from '#test/support/acts.ts';

test('every entry of a case comes out of the stream as it went in', () => {
  for (const entry of entriesOf(activeStory())) {
    const image = marshall({ ...journalKey(entry.stream, entry.seq), entry }, { removeUndefinedValues: true });
    expect(entryOfImage(JSON.parse(JSON.stringify(image)))).toEqual(entry);
  }
});

test('items that are no journal entry are nothing to the dispatcher', () => {
  expect(entryOfImage(marshall({ ...headerKey('case-1'), version: 1 }))).toBeUndefined();
  expect(entryOfImage(undefined)).toBeUndefined();
});

test('a journal item without a readable entry is not passed over in silence', () => {
  expect(entryOfImage({ pk: { S: 'CASE#1' }, sk: { S: 'JOURNAL#00000001' }, entry: { B: 'AAAA' } })).toBeNull();
  expect(entryOfImage({ pk: { S: 'CASE#1' }, sk: { S: 'JOURNAL#00000001' } })).toBeNull();
});
