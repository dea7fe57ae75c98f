import * as z from 'zod';
import { Complaint } from '#functions/domain/complaints/complaint.ts';
import { complaintEventSchemas } from '#functions/domain/complaints/events.ts';
import { eventSchemas } from '#functions/domain/events.ts';
import { Entry } from '#functions/domain/journal.ts';
import { CaseMeta, partKinds } from '#functions/domain/model.ts';
import { officerEventSchemas } from '#functions/domain/officers/register.ts';

/** The version of every event's data: a changed meaning is another number, and its file stands beside this one. */
const version = 1;

const streams = {
  case: { schemas: eventSchemas, says: 'What happened to a case: `stream` is its id.' },
  complaint: { schemas: complaintEventSchemas, says: 'What happened to a complaint: `stream` is its id.' },
  officer: {
    schemas: officerEventSchemas,
    says: 'What happened to an officer’s record: `stream` is `officer/` and the id.',
  },
} as const satisfies Record<string, { schemas: Readonly<Record<string, z.ZodType>>; says: string }>;

export type EventStream = keyof typeof streams;
export const eventStreams: readonly EventStream[] = ['case', 'complaint', 'officer'];

const entryOf = (event: string, data: z.ZodType) =>
  Entry.extend({ event: z.literal(event), v: z.literal(version), data });

/** The parts of a case go by their own names, so that each is spelled once. */
const named = (): ReturnType<typeof z.registry<{ id: string }>> => {
  const names = z.registry<{ id: string }>();
  for (const { word, schema } of Object.values(partKinds)) names.add(schema, { id: `part-${word.toLowerCase()}` });
  names.add(CaseMeta, { id: 'part-meta' });
  names.add(Complaint, { id: 'part-complaint-stream' });
  return names;
};

const Definitions = z.object({ $defs: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** The `detail` of an EventBridge event of this stream, by its `detail-type`: the journal entry as it is (JSON Schema 2020-12). */
export const eventDocument = (stream: EventStream): object => {
  const { schemas, says } = streams[stream];
  const metadata = named();
  const entries = Object.entries<z.ZodType>(schemas).map(([event, data]) => {
    const entry = entryOf(event, data);
    metadata.add(entry, { id: event });
    return entry;
  });
  const { $defs } = Definitions.parse(z.toJSONSchema(z.union(entries), { io: 'input', metadata }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:repayment-assistance:${stream}-events:v${version}`,
    title: `Events of a ${stream} on the bus, version ${version}`,
    description: says,
    oneOf: Object.keys(schemas).map((event) => ({ $ref: `#/$defs/${event}` })),
    $defs,
  };
};

/** Below `docs/`, where the bank's other systems find them. */
export const eventDocumentFile = (stream: EventStream): string => `docs/events/${stream}-events.v${version}.json`;
export const eventDocumentText = (stream: EventStream): string =>
  `${JSON.stringify(eventDocument(stream), undefined, 1)}\n`;
