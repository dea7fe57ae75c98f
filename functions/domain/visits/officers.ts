import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Language } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

export const Certificate = z.strictObject({
  kind: z.literal('VISIT'),
  validFrom: LocalDate.optional(),
  validUntil: LocalDate,
  suspended: z.boolean(),
});
export type Certificate = z.infer<typeof Certificate>;
/** Without an end: the officer has left. */
export const Absence = z.strictObject({ from: LocalDate, until: LocalDate.optional() });

/** What a decision must know about an officer; the use case reads it from the register. */
export const OfficerFacts = z.strictObject({
  officerId: Id,
  certificates: z.array(Certificate).readonly(),
  /** Borrowers to whom the officer has declared a relation. */
  relations: z.array(Id).readonly(),
  /** Borrowers whose complaint about the officer is open. */
  complainants: z.array(Id).readonly().default([]),
  absences: z.array(Absence).readonly().default([]),
  languages: z.array(Language).readonly().default([]),
});
export type OfficerFacts = z.infer<typeof OfficerFacts>;

/** R19: holds a certificate that is valid on the day and not suspended. */
export const isCertifiedOn = ({ certificates }: Pick<OfficerFacts, 'certificates'>, day: string): boolean =>
  certificates.some(
    ({ suspended, validFrom = day, validUntil }) => !suspended && validFrom <= day && day <= validUntil,
  );

export const isAbsentOn = ({ absences }: Pick<OfficerFacts, 'absences'>, day: string): boolean =>
  absences.some(({ from, until = day }) => from <= day && day <= until);

/** R19: related by the officer's own declaration, or the subject of an open complaint of this borrower. */
export const isConflictedWith = (
  { relations, complainants }: Pick<OfficerFacts, 'relations' | 'complainants'>,
  borrowerId: string,
): boolean => relations.includes(borrowerId) || complainants.includes(borrowerId);

const factsOf = (officerId: string, register: readonly OfficerFacts[], day: string): OfficerFacts => {
  const officer = register.find((one) => one.officerId === officerId);
  if (officer !== undefined && isCertifiedOn(officer, day)) return officer;
  throw new Refusal('OfficerNotCertified', `${officerId} holds no valid certificate for ${day}`, { rules: ['R19'] });
};

/** R19: certified on the day, and in no conflict with this borrower. */
export const fitOfficers = (
  officerIds: readonly string[],
  register: readonly OfficerFacts[],
  day: string,
  borrowerId: string,
): void => {
  for (const officerId of officerIds) {
    const officer = factsOf(officerId, register, day);
    if (isConflictedWith(officer, borrowerId))
      throw new Refusal('OfficerConflicted', `${officerId} has a declared relation or an open complaint here`, {
        rules: ['R19'],
      });
  }
};

/** R19: fit, and not away on the day of the visit. */
export const readyOfficers: typeof fitOfficers = (officerIds, register, day, borrowerId) => {
  fitOfficers(officerIds, register, day, borrowerId);
  const away = register.find((officer) => officerIds.includes(officer.officerId) && isAbsentOn(officer, day));
  if (away !== undefined) throw new Refusal('OfficerBusy', `${away.officerId} is away on ${day}`, { rules: ['R19'] });
};
