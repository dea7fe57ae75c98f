import { addDays, dateOf, epochMilliseconds, instantAt, latest, shiftsBetween } from '#functions/domain/calendar.ts';
import { capsSpeak } from '#functions/domain/contact-gate/counts.ts';
import { hoursSpeak } from '#functions/domain/contact-gate/hours.ts';
import { askedLimits, limitsSpeak } from '#functions/domain/contact-gate/limits.ts';
import { permissionSpeaks } from '#functions/domain/contact-gate/permission.ts';
import { momentOf } from '#functions/domain/contact-gate/planned-contact.ts';
import type { GateContext, PlannedContact, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { GateDecision } from '#functions/domain/parts.ts';

/** Everything that has a say about a contact at a moment, whether it forbids it or lets it pass. */
const allSpeak = (file: CaseFile, contact: PlannedContact, context: GateContext): readonly Spoken[] => {
  const moment = momentOf(file, contact, context);
  return [...permissionSpeaks(moment), ...hoursSpeak(moment), ...capsSpeak(moment), ...limitsSpeak(moment)];
};

const forbids = ({ says }: Spoken): boolean => says === 'FORBID';

/** After a year of closed days nobody is helped by a date. */
const searchLimitDays = 366;

/** The instants of a day at which a closed gate can open: midnight, an opening hour, a shift of the clock. */
const openings = (file: CaseFile, day: string, { policy }: GateContext): readonly string[] => {
  const zone = zoneOf(file, policy);
  const asked = askedLimits(file).flatMap(({ limits }) => (limits.window === undefined ? [] : [limits.window.from]));
  const midnight = instantAt(day, '00:00', zone);
  const times = [policy.contact.window.from, ...asked].map((time) => instantAt(day, time, zone));
  return [midnight, ...times, ...shiftsBetween(midnight, instantAt(addDays(day, 1), '00:00', zone), zone)].toSorted();
};

/** A wish to be left in peace until a far day is not searched day by day. */
const firstDay = (file: CaseFile, from: string, { policy }: GateContext): string =>
  latest(
    dateOf(from, zoneOf(file, policy)),
    ...askedLimits(file).flatMap(({ limits }) => (limits.quietUntil === undefined ? [] : [limits.quietUntil])),
  );

/** The first instant from `from` on at which the gate lets the contact pass; undefined when no waiting helps (R6). */
export const nextPermitted = (
  file: CaseFile,
  from: string,
  context: GateContext,
  contact: PlannedContact,
): string | undefined => {
  const now = allSpeak(file, contact, { ...context, asOf: from }).filter(forbids);
  if (now.length === 0) return from;
  if (now.some(({ waitingHelps }) => !waitingHelps)) return undefined;
  const start = firstDay(file, from, context);
  for (let offset = 0; offset <= searchLimitDays; offset += 1) {
    const ahead = openings(file, addDays(start, offset), context).filter(
      (instant) => epochMilliseconds(instant) > epochMilliseconds(from),
    );
    const found = ahead.find((asOf) => !allSpeak(file, contact, { ...context, asOf }).some(forbids));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The decision with every rule that spoke. Inbound contacts always pass. */
export interface Explained extends GateDecision {
  readonly rules: readonly Spoken[];
}

export const explain = (file: CaseFile, contact: PlannedContact, context: GateContext): Explained => {
  if (contact.direction === 'INBOUND') return { allowed: true, ruleIds: [], rules: [] };
  const rules = allSpeak(file, contact, context);
  const forbidding = rules.filter(forbids);
  if (forbidding.length === 0) return { allowed: true, ruleIds: [], rules };
  const ruleIds = [...new Set(['R6', ...forbidding.flatMap((spoken) => spoken.rules)])];
  const earliest = nextPermitted(file, context.asOf, context, contact);
  return { allowed: false, ruleIds, rules, ...(earliest === undefined ? {} : { earliest }) };
};

/** Every outgoing contact passes here first: purpose, holds, consent, third parties, hours, days, counts, wishes (R6). */
export const gate = (file: CaseFile, contact: PlannedContact, context: GateContext): GateDecision => {
  const { rules: _, ...decision } = explain(file, contact, context);
  return decision;
};
