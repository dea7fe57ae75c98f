import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { journalPrefix } from '#functions/adapters/dynamodb/keys.ts';

/** One attribute as DynamoDB sends it; a journal holds no sets and no binaries. */
type Attribute =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: Attribute[] }
  | { M: Record<string, Attribute> };

const Attribute: z.ZodType<Attribute> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ L: z.array(Attribute) }),
    z.strictObject({ M: z.record(z.string(), Attribute) }),
  ]),
);

const Image = z.object({ sk: z.object({ S: z.string() }), entry: z.unknown().optional() });

/** The entry in a stream record's new image, not yet judged; undefined for items that are no journal entry. */
export const entryOfImage = (image: unknown): unknown => {
  const read = Image.safeParse(image);
  if (!read.success || !read.data.sk.S.startsWith(journalPrefix)) return undefined;
  const entry = Attribute.safeParse(read.data.entry);
  return entry.success ? unmarshall({ entry: entry.data })['entry'] : null;
};
