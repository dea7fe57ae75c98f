import * as z from 'zod';
import { Complaint } from '#functions/domain/complaints/complaint.ts';
import type { Entry } from '#functions/domain/journal.ts';

const whole = z.strictObject({ complaint: Complaint });

/** Every event of a complaint carries it as it is afterwards: the last entry is the complaint. */
export const complaintEventSchemas = {
  ComplaintReceived: whole,
  ComplaintAcknowledged: whole,
  ComplaintHandlerAssigned: whole,
  ComplaintExtended: whole,
  ComplaintOverdue: whole,
  ComplaintReplied: whole,
  ComplaintKeptWithCase: whole,
  ComplaintAppraised: whole,
  ComplaintRetentionProposed: whole,
  ComplaintRetentionExtended: whole,
  ComplaintDestructionApproved: whole,
} as const;
export type ComplaintEventName = keyof typeof complaintEventSchemas;

export interface ComplaintEvent {
  readonly event: ComplaintEventName;
  readonly v: 1;
  readonly data: { readonly complaint: Complaint };
}

export const complained = (event: ComplaintEventName, complaint: Complaint): ComplaintEvent => ({
  event,
  v: 1,
  data: { complaint },
});

const isKnown = (name: string): name is ComplaintEventName => Object.hasOwn(complaintEventSchemas, name);

/** What an entry of a complaint's journal leaves behind; undefined for entries of cases. */
export const complaintIn = ({ event, data }: Pick<Entry, 'event' | 'data'>): Complaint | undefined =>
  isKnown(event) ? complaintEventSchemas[event].parse(data).complaint : undefined;

/** 4.15, 15: a complaint's journal, replayed. */
export const replayComplaint = (entries: readonly Entry[]): Complaint | undefined =>
  entries.reduce<Complaint | undefined>((before, entry) => complaintIn(entry) ?? before, undefined);
