import type { Archive, Destruction } from '#functions/domain/archive-parts.ts';
import type { EventData } from '#functions/domain/events.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile, PartKind } from '#functions/domain/model.ts';
import { putArchive } from '#functions/domain/put-parts.ts';
import type { Effect } from '#functions/domain/put-parts.ts';

/** Parts that are contact and visit records and nothing else; what else a file has goes with the ledger, at the end. */
const contactKinds = [
  'contacts',
  'appointments',
  'visits',
  'keptSteps',
  'preferences',
  'permits',
  'complaints',
] as const;

export const destructionOf = ({ destructions = [] }: Archive, destructionId: string): Destruction | undefined =>
  destructions.find((one) => one.destructionId === destructionId);

/** 4.15, 14: of a destroyed case nothing is left but where it was kept, the record, and the head of its chain. */
const whatIsLeft = (file: CaseFile, archive: Archive, asOf: string): CaseFile => ({
  ...emptyFile(file.caseId),
  version: file.version,
  head: file.head,
  lastAsOf: file.lastAsOf,
  policy: file.policy,
  status: { state: 'DESTROYED', since: asOf, packageId: archive.packageId },
  meta: {
    borrowerId: 'destroyed',
    branch: file.meta?.branch ?? 'all',
    region: file.meta?.region ?? 'all',
    language: 'en',
    timezone: 'UTC',
    openedAt: asOf,
    ...(file.meta?.endedAs === undefined ? {} : { endedAs: file.meta.endedAs }),
  },
  archives: { [archive.packageId]: archive },
});

const without = <T>(parts: Readonly<Record<string, T>>, ids: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(parts).filter(([id]) => !ids.includes(id)));

/** R66: the file without what belonged to the classes that are gone; the last one takes the whole case with it. */
export const destroyed: Effect<EventData<'Destroyed'>> = (file, { archive, destructionId, isLast }, { asOf }) => {
  if (isLast) return whatIsLeft(file, archive, asOf);
  const { classes = [], documentIds = [] } = destructionOf(archive, destructionId) ?? {};
  const contacts = classes.includes('CONTACT') ? Object.fromEntries(contactKinds.map((kind) => [kind, {}])) : {};
  const next = { ...file, ...contacts, documents: without(file.documents, documentIds) };
  return putArchive(next, { archive }, { asOf });
};

/** What is to be taken out of the store when some classes are gone: private items first, so that none is forgotten. */
export interface Purge {
  readonly privates: readonly string[];
  readonly parts: readonly { readonly kind: PartKind; readonly id: string }[];
}

/** Ids of private texts that a part points to. */
const textsIn = (part: unknown): string[] =>
  [...JSON.stringify(part ?? null).matchAll(/"textId":"([^"]+)"/gu)].map(([, id = '']) => id);

/** Names and words go with the class that they belong to; the salt stays for as long as anything is decided about the package. */
export const purgeOf = (file: CaseFile, { classes, documentIds = [] }: Destruction): Purge => {
  const kinds: readonly PartKind[] = classes.includes('CONTACT') ? contactKinds : [];
  const parts = [
    ...kinds.flatMap((kind) => Object.keys(file[kind]).map((id) => ({ kind, id }))),
    ...documentIds.filter((id) => file.documents[id] !== undefined).map((id) => ({ kind: 'documents' as const, id })),
  ];
  const going = new Set(parts.flatMap(({ kind, id }) => textsIn(file[kind][id])));
  const staying = new Set(textsIn(file.archives));
  const isGoing = (name: string, id: string): boolean =>
    name !== 'SALT#salt' && !staying.has(id) && (classes.includes('IDENTITY') || going.has(id));
  const privates = Object.entries(file.privates).flatMap(([name, { id }]) => (isGoing(name, id) ? [name] : []));
  return { privates, parts };
};
