import * as z from 'zod';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { Instant, LocalDate } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import { Id } from '#functions/domain/ids.ts';
import { masked, maskedPoint } from '#functions/domain/masking.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { OfficerNames } from '#functions/domain/notice-text.ts';
import { Appointment, ConsentKind, Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';

/** What the officers may see of a visit before and during it: what R25 checks, and no more; no amount, no full number (R14). */
export const VisitingPack = z.strictObject({
  appointment: z.strictObject({
    appointmentId: Id,
    startsAt: Instant,
    endsAt: Instant,
    place: Appointment.shape.place,
    /** For a visit at home alone. */
    address: z.string().optional(),
  }),
  language: Language,
  officers: z.array(z.strictObject({ officerId: Id, name: z.string().optional() })),
  borrower: z.strictObject({ name: z.string() }),
  /** One for each result that `recordVerification` asks for. */
  items: z.array(
    z.strictObject({
      field: z.string(),
      /** Masked: the last digits are compared with the paper that the borrower holds. */
      onFile: z.array(z.string()),
      issuedOn: LocalDate.optional(),
      validUntil: LocalDate.optional(),
    }),
  ),
  consents: z.array(z.strictObject({ kind: ConsentKind, given: z.boolean() })),
  hotline: z.string(),
});
export type VisitingPack = z.infer<typeof VisitingPack>;

type Checked = VisitingPack['items'][number];

const onSiteConsents = ['HOME_ENTRY', 'RECORDING', 'OUT_OF_HOURS'] as const;

const checkedPaper = (file: CaseFile, field: string): Checked => {
  const documentClass = field.slice('DOC:'.length);
  const paper = Object.values(file.documents).find(
    (one) => one.documentClass === documentClass && one.status === 'ACCEPTED',
  );
  const idNo = documentClass === 'ID' ? borrowerOf(file)?.idNo : undefined;
  return {
    field,
    onFile: idNo === undefined ? [] : [masked(idNo)],
    ...(paper?.issuedOn === undefined ? {} : { issuedOn: paper.issuedOn }),
    ...(paper?.validUntil === undefined ? {} : { validUntil: paper.validUntil }),
  };
};

const checked = (file: CaseFile, field: string): Checked => {
  const borrower = borrowerOf(file);
  switch (field) {
    case 'NAME':
      return { field, onFile: borrower === undefined ? [] : [borrower.name] };
    case 'CONTACT':
      return { field, onFile: (borrower?.contactPoints ?? []).map(maskedPoint) };
    case 'ADDRESS':
      return { field, onFile: borrower?.address === undefined ? [] : [borrower.address] };
    default:
      return checkedPaper(file, field);
  }
};

/** R14, R25: for the officers who go there, from the confirmation until the visit has ended. */
export const packFor = (
  file: CaseFile,
  policy: PolicyPack,
  appointmentId: string,
  { reader, names }: { readonly reader: Pick<Actor, 'id'>; readonly names: OfficerNames },
): VisitingPack => {
  const appointment = file.appointments[appointmentId];
  if (appointment === undefined) throw new Refusal('NotFound', 'there is no such appointment');
  if (!appointment.officers.includes(reader.id))
    throw new Refusal('OfficerNotAssigned', 'another officer goes to this appointment', { rules: ['R14', 'R19'] });
  const visits = Object.values(file.visits).filter((visit) => visit.appointmentId === appointmentId);
  const isOver = visits.some(({ status }) => status !== 'STARTED');
  if (isOver || (appointment.status !== 'CONFIRMED' && appointment.status !== 'STARTED'))
    throw new Refusal('StateForbids', 'the pack is for a confirmed visit, until it has ended', {
      state: file.status.state,
      rules: ['R14'],
    });
  const { startsAt, endsAt, place, officers } = appointment;
  const borrower = borrowerOf(file);
  return {
    appointment: {
      appointmentId,
      startsAt,
      endsAt,
      place,
      ...(place === 'HOME' && borrower?.address !== undefined ? { address: borrower.address } : {}),
    },
    language: file.meta?.language ?? 'zh-Hans',
    officers: officers.map((officerId) => {
      const name = names[officerId];
      return { officerId, ...(name === undefined ? {} : { name }) };
    }),
    borrower: { name: borrower?.name ?? '' },
    items: fieldsToVerify(policy).map((field) => checked(file, field)),
    consents: onSiteConsents.map((kind) => ({ kind, given: consentInForce(file, kind) !== undefined })),
    hotline: policy.hotline,
  };
};
