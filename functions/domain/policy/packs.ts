import * as z from 'zod';
import { defaults } from '#functions/domain/policy/defaults.ts';
import { holidayFiles, packFiles } from '#functions/domain/policy/files.ts';
import { HolidayFile, PackFile, PolicyPack } from '#functions/domain/policy/pack.ts';
import type { Cap } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** A pack's caps replace the defaults of the same key; one that it does not name keeps the default. */
const capsOf = (own: readonly Cap[] = []): Cap[] => [
  ...defaults.contact.caps.filter((cap) => own.every(({ key }) => key !== cap.key)),
  ...own,
];

/** A pack as it holds: its own keys over the defaults, with the holidays of its table (4.15, 35b). */
export const packFrom = (file: PackFile, table: HolidayFile | undefined): PolicyPack => {
  const { weekend, ...own } = file;
  const days = Object.entries(table?.days ?? {});
  const closed = own.contact.blackoutHolidays ?? defaults.contact.blackoutHolidays;
  const blackout = days.filter(([, name]) => closed.includes(name)).map(([date]) => date);
  return PolicyPack.parse({
    ...defaults,
    ...own,
    calendar: {
      holidays: days.map(([date]) => date),
      workdays: table?.workdays ?? [],
      weekend,
      source: table?.source ?? 'no table of holidays: weekends alone',
    },
    contact: {
      ...defaults.contact,
      ...own.contact,
      caps: capsOf(own.contact.caps),
      blackoutDays: [...blackout, ...(own.contact.blackoutDays ?? [])].toSorted(),
    },
    documents: { ...defaults.documents, ...own.documents },
    appointment: { ...defaults.appointment, ...own.appointment },
    plan: { ...defaults.plan, ...own.plan },
    agreement: { ...defaults.agreement, ...own.agreement },
    followUp: { ...defaults.followUp, ...own.followUp },
    instalment: { ...defaults.instalment, ...own.instalment },
    adjustment: { ...defaults.adjustment, ...own.adjustment },
    holds: { ...defaults.holds, ...own.holds },
    complaint: { ...defaults.complaint, ...own.complaint },
    dispute: { ...defaults.dispute, ...own.dispute },
    reward: { ...defaults.reward, ...own.reward },
    archive: { ...defaults.archive, ...own.archive },
  });
};

const Named = z.looseObject({ jurisdiction: z.string() });
const filesOf = (files: readonly unknown[], jurisdiction: string): readonly unknown[] =>
  files.filter((file) => Named.parse(file).jurisdiction === jurisdiction);

/** Read when a jurisdiction is first asked for, so that a process reads the few that its cases live in. */
const packs = new Map<string, readonly PolicyPack[]>();

/** Every version ever pinned on a case stays among the files. */
const packsOf = (jurisdiction: string): readonly PolicyPack[] => {
  const known = packs.get(jurisdiction);
  if (known !== undefined) return known;
  const table = filesOf(holidayFiles, jurisdiction).map((file) => HolidayFile.parse(file))[0];
  const read = filesOf(packFiles, jurisdiction).map((file) => packFrom(PackFile.parse(file), table));
  if (read.length > 0) packs.set(jurisdiction, read);
  return read;
};

/** The newest of a jurisdiction that is in force on a day; before the first of them, the first. */
export const newestOn = (known: readonly PolicyPack[], on: string): PolicyPack | undefined => {
  const byDate = known.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return byDate.findLast(({ effectiveFrom }) => effectiveFrom <= on) ?? byDate[0];
};

/** The pack that a case is pinned to, or, without a version, the one of the jurisdiction in force on a day (default: the newest). */
export const packOf = (jurisdiction: string, version?: string, on = '9999-12-31'): PolicyPack => {
  const known = packsOf(jurisdiction).filter((pack) => version === undefined || pack.version === version);
  const found = newestOn(known, on);
  if (found === undefined)
    throw new Refusal('PolicyPackUnknown', `there is no policy pack ${jurisdiction} ${version ?? ''}`.trim());
  return found;
};
