import type { Purge } from '#functions/domain/archive/destroyed.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { partTable, kindsOfPart } from '#functions/adapters/dynamodb/items.ts';
import type { OfficerSlot, Unique } from '#functions/domain/decision.ts';
import { Entry } from '#functions/domain/journal.ts';
import { CaseHeader } from '#functions/domain/model.ts';
import { PrivateItem } from '#functions/domain/private-items.ts';
import { cellsOf } from '#functions/domain/visits/slot-claims.ts';
import type { CaseSummary, Save, WorkItem } from '#functions/usecases/ports.ts';
import { facetsOf } from '#functions/domain/listing.ts';

/** What the table would refuse to give back is refused here on its way in. */
export const checked = ({ after, before, entries, privates, uniques, request }: Save): void => {
  let changes = 1 + entries.length + privates.length + uniques.length + (request === undefined ? 0 : 1);
  for (const kind of kindsOfPart) {
    for (const [id, part] of Object.entries(after[kind])) {
      if (part === before[kind][id]) continue;
      partTable[kind].schema.parse(part);
      changes += 1;
    }
  }
  if (changes > 100) throw new RangeError(`an act changes ${changes} items; a transaction holds 100`);
  for (const entry of entries) Entry.parse(entry);
  for (const item of privates) PrivateItem.parse(item);
  CaseHeader.shape.meta.parse(after.meta);
  CaseHeader.shape.status.parse(after.status);
};

type Apart = Exclude<Unique, OfficerSlot | { kind: 'UNAPPLIED' }>;

export const isApart = (unique: Unique): unique is Apart =>
  unique.kind !== 'OFFICER_SLOT' && unique.kind !== 'UNAPPLIED';

export const uniqueKey = (unique: Apart): string =>
  unique.kind === 'OPEN_CASE'
    ? `BORROWER#${unique.borrowerId}`
    : unique.kind === 'PAYMENT'
      ? `PAYMENT#${unique.sourceRef}`
      : `ORIGINAL#${unique.sha256}`;

export const cellKeys = (slot: OfficerSlot): string[] =>
  cellsOf(slot).map(({ day, cell }) => [slot.officerId, day, cell].join('#'));

const rest = <T>(all: Readonly<Record<string, T>>, gone: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !gone.includes(name)));

/** A file without the parts and private items that are destroyed (R66). */
export const without = (file: CaseFile, { parts, privates }: Purge): CaseFile => ({
  ...file,
  ...Object.fromEntries(
    kindsOfPart.map((kind) => [
      kind,
      rest<unknown>(
        file[kind],
        parts.flatMap((one) => (one.kind === kind ? [one.id] : [])),
      ),
    ]),
  ),
  privates: rest(file.privates, privates),
});

export interface Kept {
  readonly file: CaseFile;
  readonly nextDueAt: string | undefined;
  readonly work: readonly WorkItem[];
  readonly agendaVersion: string;
}

export const summaryOf = ({ file, nextDueAt }: Kept): CaseSummary => {
  const { borrowerId, branch, region, ownerId, openedAt, endedAs } = CaseHeader.shape.meta.parse(file.meta);
  return {
    ...facetsOf(file),
    endedAs,
    caseId: file.caseId,
    state: file.status.state,
    borrowerId,
    branch,
    region,
    ownerId,
    openedAt,
    nextDueAt,
  };
};
