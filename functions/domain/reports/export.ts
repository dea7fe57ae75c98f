import { groupsOf, smallestGroup, together } from '#functions/domain/reports/arrears.ts';
import type { Group } from '#functions/domain/reports/arrears.ts';
import type { Fact } from '#functions/domain/reports/facts.ts';
import { csvRow } from '#functions/domain/csv.ts';
import { casesBehind, measures, serviceFigures } from '#functions/domain/reports/report.ts';

/** A column of an export and what stands in it: the file that describes the table is made of this. */
interface Column {
  readonly name: string;
  readonly datatype: 'string' | 'integer' | 'decimal' | 'gYearMonth';
  readonly says: string;
}

const place: readonly Column[] = [
  {
    name: 'month',
    datatype: 'gYearMonth',
    says: 'Month of the business days that are counted, in the borrower’s zone.',
  },
  { name: 'region', datatype: 'string', says: 'Region of the branch that keeps the cases.' },
  { name: 'branch', datatype: 'string', says: 'Branch that keeps the cases.' },
];

/** `*`: groups that are too small by themselves are put together over this column. */
const merged = 'or * where smaller groups are put together';

/** R65: what the nightly export holds. Nobody can be told from it: no ids, no groups of fewer than five. */
export const exportTables = {
  service: [
    ...place,
    { name: 'measure', datatype: 'string', says: 'Which figure, by the name that getReport gives it.' },
    { name: 'numerator', datatype: 'integer', says: 'What is counted.' },
    {
      name: 'denominator',
      datatype: 'integer',
      says: `Of how many; figures that come from fewer than ${smallestGroup} cases are left out.`,
    },
    { name: 'value', datatype: 'decimal', says: 'Numerator by denominator (complaints: for each hundred visits).' },
    { name: 'definition', datatype: 'string', says: 'The figure in one sentence.' },
  ],
  arrears: [
    ...place,
    { name: 'product', datatype: 'string', says: `Kind of debt, ${merged}.` },
    { name: 'bucket', datatype: 'string', says: `Days past due at the last report of the month, ${merged}.` },
    { name: 'reason', datatype: 'string', says: `Why the borrower fell behind, as he gave it, ${merged}.` },
    { name: 'currency', datatype: 'string', says: 'ISO 4217.' },
    { name: 'accounts', datatype: 'integer', says: `Accounts of the group, ${smallestGroup} at least.` },
    { name: 'owedMinor', datatype: 'integer', says: 'What they owe, in minor units of the currency.' },
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>;
type Table = keyof typeof exportTables;

export interface ExportFile {
  readonly key: string;
  readonly text: string;
  readonly mediaType: string;
}

/** W3C CSV on the Web: the columns of a table, for people and for tools. */
const columnsFile = (table: Table): ExportFile => ({
  key: `${table}/csvw-schema.json`,
  mediaType: 'application/json',
  text: `${JSON.stringify(
    {
      '@context': 'http://www.w3.org/ns/csvw',
      '@type': 'Schema',
      columns: exportTables[table].map(({ name, datatype, says }) => ({
        name,
        titles: name,
        datatype,
        'dc:description': says,
      })),
    },
    undefined,
    2,
  )}\n`,
});

type Cells = readonly (string | number | undefined)[];
const csvFile = (table: Table, month: string, rows: readonly Cells[]): ExportFile => ({
  key: `${table}/month=${month}/${table}.csv`,
  mediaType: 'text/csv; charset=utf-8',
  text: [exportTables[table].map(({ name }) => name), ...rows].map((cells) => csvRow(...cells)).join(''),
});

/**
 * k-anonymity: a group of fewer than five loses its reason, then its bucket, then its product, and stands with the others
 * that lost theirs; what is still too small is left out.
 */
const anonymous = (groups: readonly Group[]): readonly Group[] => {
  const isLarge = ({ accounts }: Group): boolean => accounts >= smallestGroup;
  const kept: Group[] = [];
  let small = groups;
  for (const lost of [{}, { reason: '*' }, { bucket: '*' }, { product: '*' }]) {
    const level = together(small.map((group) => ({ ...group, ...lost })));
    kept.push(...level.filter(isLarge));
    small = level.filter((group) => !isLarge(group));
  }
  return kept;
};

const byPlace = (facts: readonly Fact[]): readonly [region: string, branch: string, Fact[]][] => {
  const places = new Map<string, [string, string, Fact[]]>();
  for (const fact of facts) {
    const key = `${fact.region}|${fact.branch}`;
    const [, , there] = places.get(key) ?? ['', '', []];
    places.set(key, [fact.region, fact.branch, [...there, fact]]);
  }
  return [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
};

/** Measures that are not in the list are shares of what the gate stopped. */
const denominatorOf = (id: string): string => measures.find((one) => one.id === id)?.denominator ?? 'gateBlocks';

/** The files of one month: the same facts, in any order and however often they came, give the same bytes. */
export const exportOf = (month: string, facts: readonly Fact[]): readonly ExportFile[] => {
  const places = byPlace(facts);
  const service = places.flatMap(([region, branch, there]) =>
    serviceFigures(there)
      .filter(({ id }) => casesBehind(there, denominatorOf(id)) >= smallestGroup)
      .map(({ id, numerator, denominator, value, says }): Cells => [
        month,
        region,
        branch,
        id,
        numerator,
        denominator,
        value,
        says,
      ]),
  );
  const owed = places.flatMap(([region, branch, there]) =>
    anonymous(groupsOf(there)).map(({ product, bucket, reason, currency, accounts, owedMinor }): Cells => [
      month,
      region,
      branch,
      product,
      bucket,
      reason,
      currency,
      accounts,
      owedMinor,
    ]),
  );
  return [
    csvFile('service', month, service),
    columnsFile('service'),
    csvFile('arrears', month, owed),
    columnsFile('arrears'),
  ];
};
