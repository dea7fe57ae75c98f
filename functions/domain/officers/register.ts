import * as z from 'zod';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { canonical } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { Role } from '#functions/domain/actor.ts';
import { Language } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { Absence, Certificate } from '#functions/domain/visits/officers.ts';

/** An officer as the register keeps him (R19). The name stands in a private item; here is its salted digest alone. */
export const OfficerRecord = z.strictObject({
  officerId: Id,
  branch: z.string().max(40),
  region: z.string().max(40).optional(),
  languages: z.array(Language).readonly().optional(),
  certificates: z.array(Certificate).readonly(),
  /** Without an end: the officer has left. */
  absences: z.array(Absence).readonly().optional(),
  /** Borrowers to whom the officer has declared a relation. */
  relations: z.array(Id).readonly(),
  nameHmac: Sha256.optional(),
  /** Where his invitations go stands with the name. */
  emailHmac: Sha256.optional(),
});
export type OfficerRecord = z.infer<typeof OfficerRecord>;

const certified = z.strictObject({ officer: OfficerRecord, certificates: z.array(Certificate) });

/** Events of an officer's own journal (api.md, "Journal"): each carries the whole record as it is afterwards. */
export const officerEventSchemas = {
  OfficerRegistered: z.strictObject({ officer: OfficerRecord }),
  CertificateIssued: certified,
  CertificateSuspended: certified,
} as const;

export type OfficerEventName = keyof typeof officerEventSchemas;
export interface OfficerEvent {
  readonly event: OfficerEventName;
  readonly v: 1;
  readonly data: { readonly officer: OfficerRecord; readonly certificates?: readonly Certificate[] };
}

export const officerStream = (officerId: string): string => `officer/${officerId}`;

const said = (value: unknown): string => canonical(JSON.parse(JSON.stringify(value)));
const suspended = ({ certificates }: { readonly certificates: readonly Certificate[] }): string =>
  said(
    certificates
      .filter((one) => one.suspended)
      .map(said)
      .toSorted(),
  );

/**
 * R19, R62: what changes in the register, as events; none when nothing does. Supervisors keep certificates, absences and
 * relations; only risk, and the service itself after recurring findings, suspends or lifts a suspension.
 */
export const officerEvents = (
  before: OfficerRecord | undefined,
  officer: OfficerRecord,
  { role }: { readonly role: Role },
): readonly OfficerEvent[] => {
  const old = before?.certificates ?? [];
  if (role !== 'risk' && role !== 'system' && suspended(officer) !== suspended({ certificates: old }))
    throw new Refusal('SuspensionNeedsRisk', 'certificates are suspended and restored by risk', { rules: ['R62'] });
  const known = new Set(old.map(said));
  const fresh = officer.certificates.filter((one) => !known.has(said(one)));
  const rest = ({ certificates: _certificates, ...others }: OfficerRecord): string => said(others);
  const isRegistered = before === undefined || rest(before) !== rest(officer);
  const stopped = fresh.filter((one) => one.suspended);
  const issued = fresh.filter((one) => !one.suspended);
  // A certificate that is only taken away changes the record without a new one.
  const isShortened = fresh.length === 0 && said(old) !== said(officer.certificates);
  return [
    ...(isRegistered || isShortened ? [{ event: 'OfficerRegistered', v: 1, data: { officer } } as const] : []),
    ...(issued.length > 0
      ? [{ event: 'CertificateIssued', v: 1, data: { officer, certificates: issued } } as const]
      : []),
    ...(stopped.length > 0
      ? [{ event: 'CertificateSuspended', v: 1, data: { officer, certificates: stopped } } as const]
      : []),
  ];
};

/** 4.15, 15: the record that a journal gives; each entry carries it whole. */
export const replayOfficer = (entries: readonly Entry[]): OfficerRecord | undefined => {
  const last = entries.at(-1);
  return last === undefined ? undefined : z.object({ officer: OfficerRecord }).parse(last.data).officer;
};
