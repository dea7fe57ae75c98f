import {
  addDays,
  dateOf,
  epochMilliseconds,
  instantAt,
  latest,
  nextShift,
  timeOf,
} from '#functions/domain/calendar.ts';
import { attemptsOf, capsSpeak } from '#functions/domain/contact-gate/counts.ts';
import { hoursSpeak } from '#functions/domain/contact-gate/hours.ts';
import { askedLimits, limitsSpeak } from '#functions/domain/contact-gate/limits.ts';
import { permissionSpeaks } from '#functions/domain/contact-gate/permission.ts';
import type {
  GateContext,
  Moment,
  PlannedContact,
  Situation,
  Spoken,
} from '#functions/domain/contact-gate/planned-contact.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { GateDecision } from '#functions/domain/parts.ts';

const situationOf = (file: CaseFile, contact: PlannedContact, { policy }: Pick<GateContext, 'policy'>): Situation => {
  const zone = zoneOf(file, policy);
  return { file, contact, policy, zone, attempts: attemptsOf(file, contact, zone) };
};

/** Everything that has a say about a contact at a moment, whether it forbids it or lets it pass. */
const allSpeak = (situation: Situation, asOf: string): readonly Spoken[] => {
  const { zone } = situation;
  const moment: Moment = { ...situation, today: dateOf(asOf, zone), time: timeOf(asOf, zone) };
  return [...permissionSpeaks(moment), ...hoursSpeak(moment), ...capsSpeak(moment), ...limitsSpeak(moment)];
};

const forbids = ({ says }: Spoken): boolean => says === 'FORBID';

/** Whether the gate lets it pass at this very instant, and no more. */
export const isPermitted = (file: CaseFile, contact: PlannedContact, context: GateContext): boolean =>
  !allSpeak(situationOf(file, contact, context), context.asOf).some(forbids);

/** No rule closes the gate for a whole quarter: a wish and a pack that have not met by then never do. */
const searchLimitDays = 92;

/** The instants of a day at which a closed gate can open: midnight, an opening hour, a shift of the clock. */
const openings = ({ file, policy, zone }: Situation, day: string, shift: string | undefined): readonly string[] => {
  const asked = askedLimits(file).flatMap(({ limits }) => (limits.window === undefined ? [] : [limits.window.from]));
  const times = ['00:00', policy.contact.window.from, ...asked].map((time) => instantAt(day, time, zone));
  return shift !== undefined && dateOf(shift, zone) === day ? [...times, shift].toSorted() : times.toSorted();
};

/** A wish to be left in peace until a far day is not searched day by day. */
const firstDay = ({ file, zone }: Situation, from: string): string =>
  latest(
    dateOf(from, zone),
    ...askedLimits(file).flatMap(({ limits }) => (limits.quietUntil === undefined ? [] : [limits.quietUntil])),
  );

const search = (situation: Situation, from: string): string | undefined => {
  const { zone } = situation;
  const start = firstDay(situation, from);
  let shift = nextShift(latest(from, instantAt(start, '00:00', zone)), zone);
  for (let offset = 0; offset <= searchLimitDays; offset += 1) {
    const day = addDays(start, offset);
    const found = openings(situation, day, shift).find(
      (asOf) => epochMilliseconds(asOf) > epochMilliseconds(from) && !allSpeak(situation, asOf).some(forbids),
    );
    if (found !== undefined) return found;
    if (shift !== undefined && dateOf(shift, zone) <= day) shift = nextShift(shift, zone);
  }
  return undefined;
};

/** The first instant from `from` on at which the gate lets the contact pass; undefined when no waiting helps (R6). */
export const nextPermitted = (
  file: CaseFile,
  from: string,
  context: Pick<GateContext, 'policy'>,
  contact: PlannedContact,
): string | undefined => {
  const situation = situationOf(file, contact, context);
  const now = allSpeak(situation, from).filter(forbids);
  if (now.length === 0) return from;
  return now.every(({ waitingHelps }) => waitingHelps) ? search(situation, from) : undefined;
};

/** The decision with every rule that spoke. Inbound contacts always pass. */
export interface Explained extends GateDecision {
  readonly rules: readonly Spoken[];
}

export const explain = (file: CaseFile, contact: PlannedContact, context: GateContext): Explained => {
  if (contact.direction === 'INBOUND') return { allowed: true, ruleIds: [], rules: [] };
  const rules = allSpeak(situationOf(file, contact, context), context.asOf);
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
