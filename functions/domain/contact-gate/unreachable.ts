import { addDays, dateOf, daysBetween } from '#functions/domain/calendar.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import type { UnreachableBy } from '#functions/domain/contact-parts.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Contact } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

export interface Unreachable {
  readonly unreachableBy: UnreachableBy;
  /** The first local day on which it counts: three failed calls do so from the next day. */
  readonly from: string;
}

/** The borrower himself spoke to the bank, whoever called. */
export const isReached = (contact: Contact): boolean =>
  contact.party === undefined && (contact.rightParty === true || contact.direction === 'INBOUND');

/** Calls to the borrower that came to nothing since he was last reached, in order. */
const failedSince = (file: CaseFile): readonly Contact[] => {
  const calls = Object.values(file.contacts).toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const last = calls.findLastIndex(isReached);
  return calls
    .slice(last + 1)
    .filter((one) => one.channel === 'PHONE' && one.direction === 'OUTBOUND' && one.party === undefined)
    .filter((one) => one.status === 'CONCLUDED' && one.answered === false);
};

/** The last day of the first so many days in a row on each of which a call failed. */
const dayOfRow = (days: readonly string[], length: number): string | undefined =>
  days.find((day, index) => {
    const first = days[index - length + 1];
    return first !== undefined && daysBetween(first, day) === length - 1;
  });

const invalidSince = (file: CaseFile, failed: readonly Contact[]): Contact | undefined => {
  const phones = (borrowerOf(file)?.contactPoints ?? []).filter(({ kind }) => kind === 'PHONE');
  const invalid = phones.map(({ contactPointId }) =>
    failed.find((one) => one.failure === 'NUMBER_INVALID' && one.contactPointId === contactPointId),
  );
  const known = invalid.filter((one) => one !== undefined);
  return known.length === phones.length ? known.at(-1) : undefined;
};

/** C13: every number invalid; or so many failed calls in a row, from the next day; or so many failed days in a row. */
export const unreachable = (file: CaseFile, policy: PolicyPack): Unreachable | undefined => {
  const zone = zoneOf(file, policy);
  const dayOf = (contact: Contact): string => dateOf(contact.startedAt, zone);
  const failed = failedSince(file);
  const { failedCalls, failedDays } = policy.contact.thirdParty;
  const invalid = invalidSince(file, failed);
  const call = failed[failedCalls - 1];
  const row = dayOfRow([...new Set(failed.map(dayOf))], failedDays);
  const found: (Unreachable | undefined)[] = [
    invalid === undefined ? undefined : { unreachableBy: 'NUMBER_INVALID', from: dayOf(invalid) },
    row === undefined ? undefined : { unreachableBy: 'FAILED_DAYS', from: row },
    call === undefined ? undefined : { unreachableBy: 'FAILED_CALLS', from: addDays(dayOf(call), 1) },
  ];
  return found.filter((one) => one !== undefined).toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
};
