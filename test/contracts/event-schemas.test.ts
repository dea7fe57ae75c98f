import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { eventDocumentFile, eventDocumentText, eventStreams } from '#functions/contracts/event-schemas.ts';
import { eventSchemas } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { entriesOf } from '#test/support/acts.ts';
import { aLife, caseId, pay } from '#test/usecases/plan-life.ts';

const Document = z.looseObject({ $defs: z.record(z.string(), z.unknown()) });
const documentOf = (stream: (typeof eventStreams)[number]) =>
  Document.parse(JSON.parse(readFileSync(eventDocumentFile(stream), 'utf8')));

/** The schema of one event as another system would take it out of the file. */
const schemaOf = (event: string): z.ZodType => {
  const { $defs } = documentOf('case');
  return z.fromJSONSchema(z.record(z.string(), z.json()).parse({ $ref: `#/$defs/${event}`, $defs }));
};

test('the committed event schemas are what the events are (`npm run openapi`)', () => {
  for (const stream of eventStreams)
    expect(readFileSync(eventDocumentFile(stream), 'utf8'), stream).toBe(eventDocumentText(stream));
});

test('every event that a case can publish has its schema, with its version', () => {
  const { $defs } = documentOf('case');
  expect(Object.keys($defs)).toEqual(expect.arrayContaining(Object.keys(eventSchemas)));
});

test(
  'what is published on the bus is what the schemas say, and another version or a private word is not',
  { timeout: 120_000 },
  async () => {
    const life = await aLife();
    await pay(life, 1, '2026-04-10');
    await life.advance('2026-05-20T00:00:00Z');
    const published: readonly Entry[] = [...entriesOf(activeStory()), ...life.ports.bus.published].filter(
      ({ stream }) => stream === caseId,
    );
    expect(new Set(published.map(({ event }) => event)).size).toBeGreaterThan(20);
    for (const event of new Set(published.map((entry) => entry.event))) {
      const schema = schemaOf(event);
      for (const entry of published.filter((one) => one.event === event)) {
        const read = schema.safeParse(JSON.parse(JSON.stringify(entry)));
        expect(read.error?.issues ?? [], event).toEqual([]);
        expect(schema.safeParse({ ...entry, v: 2 }).success, `${event} of another version`).toBe(false);
        expect(schema.safeParse({ ...entry, data: { ...entry.data, name: 'Wang' } }).success, event).toBe(false);
      }
    }
  },
);

test('no schema of an event has a default: a file and the replay of its journal would differ by it', () => {
  const withDefault = z.toJSONSchema(z.strictObject({ kind: z.string().default('none') }), { io: 'input' });
  expect(JSON.stringify(withDefault)).toContain('"default":');
  for (const stream of eventStreams)
    expect(readFileSync(eventDocumentFile(stream), 'utf8').match(/"default":/gu), stream).toBeNull();
});
