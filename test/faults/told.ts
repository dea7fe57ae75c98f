import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { World } from '#test/support/aws/stand-in.ts';

/** Made anew by every try: by lot, from the clock, or of what was made so. */
const byLot = new Set(['salt', 'hmac', 'digest', 'recordedAt', 'expiresAt', 'requestId', 'fingerprint', 'size']);

export const steady = (line: string): string =>
  line
    .replaceAll(/[0-9a-f]{64}/g, '#')
    // A seal is another one each time, and names the file that it lies in.
    .replaceAll(/\.[0-9a-f]{16}\./g, '.#.')
    .replaceAll(/([a-z]+)_[0-9a-z]{26}/g, '$1_#')
    .replaceAll(/"(X-Amz-[^"]*|Policy|x-amz-[^"]*)":"[^"]*"/gi, '')
    .replaceAll(/\?X-Amz-[^"]*/g, '')
    // A calendar's address comes of a salt by lot; that a repeat is given the same one is calendars.test.ts's to show.
    .replaceAll(/\/calendars\/[\w-]{43}/g, '/calendars/#')
    .replaceAll(/"(recordedAt|expiresAt)":"[^"]*"/g, '')
    .replaceAll(/"version":\d+/g, '');

const Marshalled = z.custom<Parameters<typeof unmarshall>[0]>();

/** Everything that the services keep, without what differs from try to try. */
export const told = ({ items, objects, started, answers }: World): readonly string[] =>
  [
    ...[...items.values()].map((item) =>
      JSON.stringify(unmarshall(Marshalled.parse(item)), (name, value: unknown) => (byLot.has(name) ? '…' : value)),
    ),
    ...[...objects].map(([name, { hold, retainUntil }]) => `object ${name} ${hold} ${retainUntil}`),
    ...[...started].map(([name, { input }]) => `started ${name} ${input}`),
    ...[...answers].map(([token, output]) => `answered ${token} ${output}`),
  ]
    .map(steady)
    .toSorted();

/** Lines that one list has more of than the other. */
export const beyond = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};
