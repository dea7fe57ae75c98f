import type { Page, PlacedPage } from '#functions/usecases/paged-ports.ts';

/** How many lines are read at once while a page fills; so many at most, that a question about nothing ends. */
const chunk = 100;
const chunks = 100;

/**
 * What is not for the caller is left out before the page is cut: a page is full unless it is the last, and there is a next
 * one only if something stands in it. Only after ten thousand lines in vain a page is short.
 */
export const fullPage = async <Line>(
  read: (limit: number, from?: string) => Promise<PlacedPage<Line>>,
  isMeant: (line: Line) => boolean,
  limit: number,
  from: string | undefined,
): Promise<Page<Line>> => {
  const items: Line[] = [];
  let end: string | undefined;
  let place = from;
  for (let count = 0; count < chunks; count += 1) {
    const found = await read(chunk, place);
    for (const [at, line] of found.items.entries()) {
      if (!isMeant(line)) continue;
      if (items.length === limit) return { items, next: end };
      items.push(line);
      end = found.places[at];
    }
    place = found.next;
    if (place === undefined) return { items, next: undefined };
  }
  return { items, next: items.length === limit ? end : place };
};
