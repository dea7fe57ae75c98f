import * as z from 'zod';
import { Id } from '#functions/domain/ids.ts';
import { Appointment, TextRef, Visit } from '#functions/domain/parts.ts';
import { FollowUp } from '#functions/domain/servicing-parts.ts';
import { Incident, KeptStep } from '#functions/domain/visit-parts.ts';

const appointment = z.strictObject({ appointment: Appointment });
const visit = z.strictObject({ visit: Visit });

/** What happens around appointments, visits and who makes them; part of the one list in events.ts. */
export const visitEventSchemas = {
  AppointmentProposed: appointment,
  GapWaived: z.strictObject({ appointmentId: Id, reason: TextRef }),
  OfficersAssigned: appointment,
  AppointmentConfirmed: appointment,
  AppointmentRescheduled: appointment,
  AppointmentCancelled: appointment,
  NoShowRecorded: z.strictObject({ appointment: Appointment, side: z.enum(['BORROWER', 'BANK', 'UNKNOWN']) }),
  VisitStarted: visit,
  PlaceFlagged: z.strictObject({ visitId: Id }),
  OfficersIdentified: visit,
  EntryRecorded: visit,
  VerificationPassed: visit,
  VerificationFailed: visit,
  VerificationReferred: visit,
  VisitAborted: visit,
  VisitCompleted: visit,
  AppointmentReminded: appointment,
  OfficersHandedOver: z.strictObject({
    appointment: Appointment,
    fromOfficerId: Id,
    toOfficerId: Id.optional(),
    cause: z.enum(['ABSENT', 'LEFT', 'TAKEN_OFF']),
  }),
  FollowUpHandedOver: z.strictObject({ followUp: FollowUp, fromOfficerId: Id }),
  NoShowWithdrawn: appointment,
  EvidenceRecorded: z.strictObject({ visit: Visit, evidenceId: Id }),
  IncidentRaised: z.strictObject({ visitId: Id, incident: Incident }),
  CashReceived: z.strictObject({ visit: Visit, receiptNo: z.string().max(80) }),
  CashDeposited: z.strictObject({ visit: Visit, receiptNo: z.string().max(80), varianceMinor: z.int() }),
  StepKeptForReview: z.strictObject({ step: KeptStep }),
  KeptStepReviewed: z.strictObject({ step: KeptStep }),
} as const;
