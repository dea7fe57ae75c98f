import * as z from 'zod';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { eventOf, JsonValue } from '#functions/domain/journal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { anAct, entriesOf } from '#test/support/acts.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';

type Json = z.infer<typeof JsonValue>;
const Pointed = z.looseObject({ key: z.string(), sha256: z.string() });

/** Every object that a story only points to gets bytes of its own, so that a package can be made of it. */
const withBytes = (value: Json, keys: Set<string>): Json => {
  if (Array.isArray(value)) return value.map((one) => withBytes(one, keys));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withBytes(one, keys)]));
  const pointed = Pointed.safeParse(members);
  if (!pointed.success) return members;
  keys.add(pointed.data.key);
  return { ...members, sha256: sha256Hex(pointed.data.key) };
};

export const settledAt = '2027-01-31T09:00:00Z';

/** A whole life up to the last payment, saved under a case of its own: everything that a package must contain is there. */
export const saveSettledCase = async (
  ports: FakePorts,
  caseId: string,
  more: readonly CaseEvent[] = [],
): Promise<void> => {
  const keys = new Set<string>();
  const story = activeStory('a settled case');
  const events = entriesOf(story).map((entry) =>
    eventOf({ ...entry, data: z.record(z.string(), JsonValue).parse(withBytes(entry.data, keys)) }),
  );
  for (const key of keys)
    await ports.documents.write('documents', key, Buffer.from(key), { mediaType: 'application/octet-stream' });
  const [agreementId = ''] = Object.keys(story.file.agreements);
  const act = anAct(emptyFile(caseId), {
    asOf: settledAt,
    events: [
      ...events,
      ...more,
      happened('SettledInFull', { agreementId, settledOn: settledAt.slice(0, 10), excessMinor: 0 }),
    ],
    privates: [...Object.values(story.file.privates), { kind: 'TEXT', id: 'text_1', text: 'recognisable words' }],
  });
  const saved = await ports.cases.save(act);
  if (saved.outcome !== 'saved') throw new Error(`the settled case was not saved: ${saved.outcome}`);
};
