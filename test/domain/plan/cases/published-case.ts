import type { Big } from 'big.js';
import * as z from 'zod';
import { DayCount } from '#functions/domain/plan/day-count.ts';
import { decimal, roundTo } from '#functions/domain/plan/rate.ts';
import type { Rounding } from '#functions/domain/plan/rate.ts';

export const PublishedCase = z.looseObject({
  id: z.string(),
  kind: z.string(),
  subkind: z.string().optional(),
  title: z.string(),
  conventions: z.record(z.string(), z.unknown()),
  inputs: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
});
export type PublishedCase = z.infer<typeof PublishedCase>;

export const Amount = z.string().regex(/^-?\d+(\.\d+)?$/u);

/** What a runner found: amounts as decimals in major units, counts as numbers, dates as text. */
export type Found = Big | number | string | undefined | readonly Found[] | { readonly [key: string]: Found };

const isDecimal = (found: Found): found is Big => typeof found === 'object' && 'toFixed' in found && 'times' in found;

const isList = (found: Found): found is readonly Found[] => Array.isArray(found);

const isFoundRecord = (found: Found): found is { readonly [key: string]: Found } =>
  typeof found === 'object' && !isList(found) && !isDecimal(found);

const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

const rowKeys = ['n', 'day', 'as_of', 'until', 'to', 'date'] as const;

const byKey = (rows: readonly Found[], expected: object, index: number): Found => {
  for (const key of rowKeys) {
    if (!(key in expected)) continue;
    const wanted: unknown = Reflect.get(expected, key);
    const matching = rows.filter((row) => isFoundRecord(row) && row[key] === wanted);
    if (matching.length === 1) return matching[0];
  }
  return rows[index];
};

/** Puts what was found into the shape and precision of what is asserted, so that a diff shows the numbers. */
export const inShapeOf = (expected: unknown, found: Found): unknown => {
  if (Array.isArray(expected)) {
    if (!isList(found)) return `no list was computed: ${typeof found}`;
    return expected.map((row: unknown, index) =>
      inShapeOf(row, typeof row === 'object' && row !== null ? byKey(found, row, index) : found[index]),
    );
  }
  if (typeof expected === 'object' && expected !== null) {
    if (!isFoundRecord(found)) return 'no such row was computed';
    return Object.fromEntries(
      Object.entries(expected).map(([key, value]) => [
        key,
        key in found ? inShapeOf(value, found[key]) : `${key} is not computed`,
      ]),
    );
  }
  if (typeof expected === 'string' && isDecimal(found)) {
    return roundTo(found, placesOf(expected), 'HALF_UP').toFixed(placesOf(expected));
  }
  return found;
};

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const rounding = z.object({ mode: z.string(), places: z.int().optional() });

/** Finest unit of the case: a cent, or 1e-8 where the source does not round inside. */
export interface Scale {
  readonly minor: (amount: string) => number;
  readonly major: (minor: number) => Big;
  readonly places: number;
  readonly mode: Rounding;
}

const modes = { HALF_EVEN: 'HALF_EVEN', HALF_UP: 'HALF_UP', DOWN: 'DOWN', UP: 'UP' } as const;

const isMode = (mode: string): mode is keyof typeof modes => mode in modes;

export const unroundedPlaces = 8;

export const scaleWith = (places: number, mode: Rounding): Scale => ({
  places,
  mode,
  minor: (amount) => {
    const minor = Number(decimal(amount).times(decimal(10).pow(places)).toFixed());
    if (!Number.isSafeInteger(minor)) throw new RangeError(`${amount} has more than ${places} places`);
    return minor;
  },
  major: (minor) => decimal(minor).div(decimal(10).pow(places)),
});

export const scaleOf = ({ conventions }: PublishedCase): Scale => {
  const given = rounding.optional().parse(conventions['rounding']);
  if (given === undefined) return scaleWith(2, 'HALF_UP');
  if (isMode(given.mode)) return scaleWith(given.places ?? 2, modes[given.mode]);
  if (given.mode.startsWith('none')) return scaleWith(unroundedPlaces, 'HALF_UP');
  throw new RangeError(`rounding ${given.mode} is not known`);
};

export const dayCountOf = ({ conventions }: PublishedCase): DayCount =>
  DayCount.parse(conventions['day_count'] ?? 'MONTHLY');

export const notCovered = (published: PublishedCase, what: string): never => {
  throw new Error(`${published.kind}: ${what} is not covered`);
};
