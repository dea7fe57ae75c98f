import type { Bucket, Fact } from '#functions/domain/reports/facts.ts';
import { once, ratio } from '#functions/domain/reports/report.ts';
import type { Figure } from '#functions/domain/reports/report.ts';

type Account = NonNullable<Fact['account']>;

export interface Arrears {
  readonly product: string;
  readonly bucket: string;
  readonly reason: string;
  readonly currency: string;
  /** Absent with the amount where the group is too small to be nobody in particular. */
  readonly accounts?: number;
  readonly owedMinor?: number;
}

/** R65: a group of fewer accounts could be somebody. */
export const smallestGroup = 5;

/** An account as it was first and last reported in the period. */
interface Course {
  readonly first: Account;
  readonly last: Account;
}

const coursesOf = (facts: readonly Fact[]): readonly Course[] => {
  const reports = new Map<string, { readonly place: string; readonly account: Account }[]>();
  for (const { account, at, id } of once(facts)) {
    if (account === undefined) continue;
    reports.set(account.ref, [...(reports.get(account.ref) ?? []), { place: `${at},${id}`, account }]);
  }
  return [...reports.values()].flatMap((all) => {
    const ordered = all.toSorted((a, b) => (a.place < b.place ? -1 : 1));
    const [first, last] = [ordered[0], ordered.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first: first.account, last: last.account }];
  });
};

export interface Group {
  readonly product: string;
  readonly bucket: string;
  readonly reason: string;
  readonly currency: string;
  readonly accounts: number;
  readonly owedMinor: number;
}

const keyOf = ({ product, bucket, reason, currency }: Group): string => [product, bucket, reason, currency].join('|');

/** Groups that say the same of themselves are one. */
export const together = (groups: readonly Group[]): readonly Group[] => {
  const sums = new Map<string, Group>();
  for (const group of groups) {
    const { accounts, owedMinor } = sums.get(keyOf(group)) ?? { accounts: 0, owedMinor: 0 };
    sums.set(keyOf(group), { ...group, accounts: accounts + group.accounts, owedMinor: owedMinor + group.owedMinor });
  }
  return [...sums.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

/** Accounts as the core system last reported each in the period, by product, bucket and reason, however few. */
export const groupsOf = (facts: readonly Fact[]): readonly Group[] =>
  together(
    coursesOf(facts).map(({ last: { product, bucket, reason, currency, owedMinor } }) => ({
      product,
      bucket,
      reason,
      currency,
      accounts: 1,
      owedMinor,
    })),
  );

/** R65: the same, without numbers where a group is too small. */
export const arrears = (facts: readonly Fact[]): readonly Arrears[] =>
  groupsOf(facts).map(({ accounts, owedMinor, ...group }) => ({
    ...group,
    ...(accounts < smallestGroup ? {} : { accounts, owedMinor }),
  }));

const depth: readonly (typeof Bucket)['_output'][] = ['CURRENT', '1-30', '31-60', '61-90', '91+'];
const depthOf = ({ bucket }: Account): number => depth.indexOf(bucket);

const figure = (id: string, says: string, of: readonly Course[], is: (course: Course) => boolean): Figure[] => {
  if (of.length < smallestGroup) return [];
  const numerator = of.filter(is).length;
  return [{ id, says, numerator, denominator: of.length, ...ratio(numerator, of.length, 1) }];
};

/** Roll and cure: of all accounts, and of those that began the period in a bucket; groups that are too small are left out. */
export const arrearsFigures = (facts: readonly Fact[]): readonly Figure[] => {
  const courses = coursesOf(facts);
  const rolled = ({ first, last }: Course): boolean => depthOf(last) > depthOf(first);
  const cured = ({ last }: Course): boolean => last.bucket === 'CURRENT';
  const behind = courses.filter(({ first }) => first.bucket !== 'CURRENT');
  return [
    ...figure(
      'accountsRolled',
      'Accounts in a deeper bucket at their last report of the period than at their first, of all accounts reported.',
      courses,
      rolled,
    ),
    ...figure(
      'accountsCured',
      'Accounts no longer past due at their last report of the period, of those past due at their first.',
      behind,
      cured,
    ),
    ...depth.flatMap((bucket) => {
      const begun = courses.filter(({ first }) => first.bucket === bucket);
      const says = `Accounts in a deeper bucket at their last report of the period, of those in ${bucket} at their first.`;
      return figure(`accountsRolled.${bucket}`, says, begun, rolled);
    }),
  ];
};
