import { effects } from '#functions/domain/effects.ts';
import type { CaseEvent, EventData, EventName } from '#functions/domain/events.ts';
import { eventOf } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Moment } from '#functions/domain/put-parts.ts';

const effectOf = <N extends EventName>(
  file: CaseFile,
  event: { event: N; data: EventData<N> },
  moment: Moment,
): CaseFile => effects[event.event](file, event.data, moment);

/** The file after an event: pure and total. Head and version move when the event is stamped (`applyEntry`). */
export const apply = (file: CaseFile, event: CaseEvent, moment: Moment): CaseFile => effectOf(file, event, moment);

/** The file after a journal entry, head and version included. */
export const applyEntry = (file: CaseFile, entry: Entry): CaseFile => ({
  ...apply(file, eventOf(entry), entry),
  version: entry.seq,
  head: { seq: entry.seq, hash: entry.hash },
  lastAsOf: entry.asOf,
});

/** 4.15, 15: gives the file, its private items aside. */
export const replay = (caseId: string, entries: readonly Entry[]): CaseFile =>
  entries.reduce(applyEntry, emptyFile(caseId));
