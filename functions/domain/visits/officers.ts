import * as z from 'zod';
import { LocalDate } from '#functions/domain/calendar.ts';
import { Id } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What a decision must know about an officer; the use case reads it from the register. */
export const OfficerFacts = z.strictObject({
  officerId: Id,
  certificates: z
    .array(z.strictObject({ kind: z.literal('VISIT'), validUntil: LocalDate, suspended: z.boolean() }))
    .readonly(),
  relations: z.array(Id).readonly(),
  /** Has another visit at that time. */
  busy: z.boolean().default(false),
});
export type OfficerFacts = z.infer<typeof OfficerFacts>;

const isCertifiedOn = (officer: OfficerFacts, day: string): boolean =>
  officer.certificates.some((certificate) => !certificate.suspended && certificate.validUntil >= day);

/** R19: certified on the day, and no relation to this borrower that he has declared. */
export const fitOfficers = (
  officerIds: readonly string[],
  register: readonly OfficerFacts[],
  day: string,
  borrowerId: string,
): void => {
  for (const officerId of officerIds) {
    const officer = register.find((one) => one.officerId === officerId);
    if (officer === undefined || !isCertifiedOn(officer, day)) {
      throw new Refusal('OfficerNotCertified', `${officerId} holds no valid certificate for ${day}`, {
        rules: ['R19'],
      });
    }
    if (officer.relations.includes(borrowerId))
      throw new Refusal('OfficerConflicted', `${officerId} has declared a relation to this borrower`, {
        rules: ['R19'],
      });
    if (officer.busy)
      throw new Refusal('OfficerBusy', `${officerId} has another visit at that time`, { rules: ['R19'] });
  }
};
