import type * as z from 'zod';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { ConsentKind } from '#functions/domain/parts.ts';
import { callOffAppointment, callOffVisits, endVisit, visitGoingOn } from '#functions/domain/visits/called-off.ts';
import { isOutOfHours, openAppointment } from '#functions/domain/visits/slots.ts';

/** Without the service, or the data it lives on (papers about income are sensitive: C35), there is no case (4.15, 8). */
const bases: readonly z.infer<typeof ConsentKind>[] = ['SERVICE', 'DATA', 'SENSITIVE'];

export const isBasis = (kind: z.infer<typeof ConsentKind>): boolean => bases.includes(kind);

const outOfHours = (file: CaseFile, context: Context): CaseEvent[] => {
  const appointment = openAppointment(file);
  const visited = file.appointments[visitGoingOn(file)?.appointmentId ?? ''];
  return [
    ...(visited !== undefined && isOutOfHours(file, visited, context) ? endVisit(file, context) : []),
    ...(appointment !== undefined && isOutOfHours(file, appointment, context)
      ? callOffAppointment(file, context, { told: true })
      : []),
  ];
};

/** The officers leave the home; where they talk elsewhere they may go on. */
const homeEntry = (file: CaseFile, context: Context): CaseEvent[] =>
  visitGoingOn(file)?.entry?.place === 'INSIDE_HOME' ? endVisit(file, context) : [];

const recording = (file: CaseFile): CaseEvent[] => {
  const visit = visitGoingOn(file);
  return visit?.entry?.recording === true
    ? [happened('EntryRecorded', { visit: { ...visit, entry: { ...visit.entry, recording: false } } })]
    : [];
};

/**
 * R7; 4.15, 8: what ends with a consent, at once: with the service or its data every visit, going on or to come; with the
 * outer hours a visit that lies in them; with entry the visit inside the home; with recording the recording, not the visit.
 */
export const consentEnds = (file: CaseFile, kind: z.infer<typeof ConsentKind>, context: Context): CaseEvent[] => {
  if (consentInForce(file, kind) === undefined) return [];
  switch (kind) {
    case 'SERVICE':
    case 'DATA':
    case 'SENSITIVE':
      return callOffVisits(file, context, { told: false });
    case 'OUT_OF_HOURS':
      return outOfHours(file, context);
    case 'HOME_ENTRY':
      return homeEntry(file, context);
    case 'RECORDING':
      return recording(file);
  }
};
