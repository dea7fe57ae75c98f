import { Refusal } from '#functions/domain/refusal.ts';
import type { PlacedPage } from '#functions/usecases/paged-ports.ts';

/** Pages over a sorted list; the cursor is the place of the last item, so that lists may grow meanwhile. */
export const pageOf = <T>(
  sorted: readonly { readonly place: string; readonly line: T }[],
  limit: number,
  from?: string,
): PlacedPage<T> => {
  const start = from === undefined ? '' : placeFrom(from);
  const rest = sorted.filter(({ place }) => place > start);
  const taken = rest.slice(0, limit);
  const last = taken.at(-1);
  const next = rest.length > limit && last !== undefined ? Buffer.from(last.place).toString('base64url') : undefined;
  const places = taken.map(({ place }) => Buffer.from(place).toString('base64url'));
  return { items: taken.map(({ line }) => line), places, next };
};

const placeFrom = (cursor: string): string => {
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (Buffer.from(place).toString('base64url') !== cursor)
    throw new Refusal('CursorInvalid', 'this cursor was not issued here');
  return place;
};

export const byPlace = (a: { place: string }, b: { place: string }): number =>
  a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
