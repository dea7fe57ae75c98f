import { addDays } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { orderLetter } from '#functions/domain/letters/order.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { breachedOn } from '#functions/domain/servicing/breach-rules.ts';
import { today } from '#functions/domain/servicing/days.ts';
import { runs } from '#functions/domain/servicing/follow-ups.ts';
import { isCured, standing } from '#functions/domain/servicing/ledger.ts';
import type { InstalmentNow } from '#functions/domain/servicing/ledger.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';
import { cureOf } from '#functions/domain/servicing/settlement.ts';
import type { Breach, InstalmentMark } from '#functions/domain/servicing-parts.ts';

const unpaid = (file: CaseFile, no: number, context: Context): InstalmentNow | undefined => {
  if (!runs(file)) return undefined;
  const found = standing(file, today(file, context))?.instalments.find((instalment) => instalment.no === no);
  return found?.status === 'PAID' ? undefined : found;
};

const markOf = (file: CaseFile, no: number): InstalmentMark => file.marks[String(no)] ?? { no };

/** R54: a friendly reminder five days ahead. After the due day there is nothing left to remind of; it counts as done. */
export const remindInstalment: Decider<{ readonly no: number }> = (file, { no }, context) => {
  const mark = markOf(file, no);
  const instalment = unpaid(file, no, context);
  if (instalment === undefined || mark.remindedOn !== undefined) return { events: [] };
  const day = today(file, context);
  return {
    events: [
      happened('InstalmentReminded', { mark: { ...mark, remindedOn: day } }),
      ...(day <= instalment.dueOn ? planNotice(file, 'INSTALMENT_REMINDER', String(no), context) : []),
    ],
  };
};

/** R54: the day after, a friendly question and no demand (REMINDER as service). Once it is late, it counts as done. */
export const askAboutInstalment: Decider<{ readonly no: number }> = (file, { no }, context) => {
  const mark = markOf(file, no);
  const instalment = unpaid(file, no, context);
  const day = today(file, context);
  if (instalment === undefined || mark.askedOn !== undefined || day <= instalment.dueOn) return { events: [] };
  return {
    events: [
      happened('InstalmentChecked', { mark: { ...mark, askedOn: day } }),
      ...(instalment.status === 'OPEN' ? planNotice(file, 'INSTALMENT_UNPAID', String(no), context) : []),
    ],
  };
};

const lateEvents = (file: CaseFile, no: number, day: string): readonly CaseEvent[] => {
  const before = markOf(file, no);
  if (before.lateOn !== undefined) return [];
  const dueOn = standing(file, day)?.instalments.find((one) => one.no === no)?.dueOn ?? day;
  const fallen: InstalmentMark = { ...before, fellDueOn: before.fellDueOn ?? dueOn };
  const late: InstalmentMark = { ...fallen, checkedOn: day, lateOn: day };
  return [
    ...(before.fellDueOn === undefined ? [happened('InstalmentFellDue', { mark: fallen })] : []),
    happened('InstalmentLate', { mark: late }),
  ];
};

/** R53; 4.15, 1: unpaid after the days of grace is late; the case keeps its state, and the observation starts again (C40). */
export const noteInstalmentLate: Decider<{ readonly no: number }> = (file, { no }, context) => {
  const day = today(file, context);
  const events = unpaid(file, no, context)?.status === 'LATE' ? lateEvents(file, no, day) : [];
  if (events.length === 0) return { events };
  const observation = observationOf(file, context.policy, day);
  return {
    events: [
      ...events,
      ...planNotice(file, 'INSTALMENT_LATE', String(no), context),
      ...(observation === undefined ? [] : [happened('ObservationRestarted', observation)]),
    ],
  };
};

/** Each is two events, and no act writes more than twenty (architecture 3): of years that fall due at once the rest is noted by their own checks. */
const mostNotedAtOnce = 8;

/** R55: written notice, and fifteen days to put it right. Which instalments, the ledger says; `nos` only asks about them. */
export const raiseBreach: Decider<{ readonly nos: readonly number[] }> = (file, { nos }, context) => {
  if (file.status.state !== 'ACTIVE') return { events: [] };
  const day = today(file, context);
  const instalmentNos = [...breachedOn(file, day)];
  if (!instalmentNos.some((no) => nos.includes(no))) return { events: [] };
  const breachId = context.newId('breach');
  const notice = planNotice(file, 'BREACH_NOTICE', breachId, context);
  const noticeId = notice.flatMap((event) => (event.event === 'NoticePlanned' ? [event.data.notice.noticeId] : []))[0];
  const breach: Breach = {
    breachId,
    instalmentNos,
    raisedAt: context.asOf,
    cureUntil: addDays(day, context.policy.instalment.cureDays),
    status: 'OPEN',
    ...(noticeId === undefined ? {} : { noticeId }),
  };
  return {
    events: [
      ...instalmentNos
        .filter((no) => markOf(file, no).lateOn === undefined)
        .slice(0, mostNotedAtOnce)
        .flatMap((no) => lateEvents(file, no, day)),
      happened('BreachRaised', { breach }),
      ...notice,
      orderLetter(file, 'BREACH_NOTICE', breachId, context, notice),
    ],
    ids: { breachId },
  };
};

/** R55, R56: the cure period is over. Unpaid, it is a supervisor's task to propose default, which only a person declares. */
export const endCure: Decider<{ readonly breachId: string }> = (file, { breachId }, context) => {
  const breach = file.breaches[breachId];
  const day = today(file, context);
  const now = standing(file, day);
  if (breach?.status !== 'OPEN' || now === undefined || day <= breach.cureUntil) return { events: [] };
  if (isCured(now)) return { events: cureOf(file, now, context) };
  return { events: [happened('CureEnded', { breach: { ...breach, status: 'UNCURED' } })] };
};
