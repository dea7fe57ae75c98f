import { archiveDeadlines, keepingDue } from '#functions/domain/archive/agenda.ts';
import { archiveAgainFrom, endedOn, openMatter } from '#functions/domain/archive/archiving.ts';
import type { AgendaItem, Due } from '#functions/domain/agenda-item.ts';
import { addDays, dateOf, latest } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import { lettersDue } from '#functions/domain/letters/letters.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { firstBreach } from '#functions/domain/servicing/breach-rules.ts';
import { dayOf, morningAfter, morningOf } from '#functions/domain/servicing/days.ts';
import { decisionsDue } from '#functions/domain/servicing/decisions-due.ts';
import { extraFollowUps, followUpReminder, nextFollowUp } from '#functions/domain/servicing/follow-up-plan.ts';
import { runs } from '#functions/domain/servicing/follow-ups.ts';
import { signedAgreement, standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';
import { observationOf } from '#functions/domain/servicing/observation.ts';
import { refundOwed } from '#functions/domain/servicing/refunds.ts';

const by = (machine: AgendaItem['machine'], due: readonly Due[]): readonly AgendaItem[] =>
  due.map((one) => ({ ...one, machine }));

const followUps = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const next = nextFollowUp(file, policy);
  const regular: readonly Due[] =
    next === undefined
      ? []
      : [
          {
            kind: 'FOLLOW_UP',
            ref: String(next.no),
            dueAt: morningOf(file, policy, addDays(next.dueOn, -policy.followUp.openDaysBefore)),
            rule: 'R42',
          },
        ];
  return [
    ...regular,
    ...extraFollowUps(file).map(({ no, breach }) => ({
      kind: 'FOLLOW_UP',
      ref: String(no),
      dueAt: breach.raisedAt,
      rule: 'R44',
    })),
  ];
};

/** R41: what is open is called to mind, the first one fourteen days after the plan took effect, others a week before their day. */
const followUpReminders = (file: CaseFile, policy: PolicyPack): readonly Due[] =>
  Object.values(file.followUps).flatMap(({ no, kind, status, dueOn, openedAt }) => {
    if (status !== 'OPEN' || kind === 'EXTRA') return [];
    const { openDaysBefore, reminderDays } = policy.followUp;
    const effectiveOn = signedAgreement(file)?.effectiveOn ?? dueOn;
    const on = kind === 'FIRST' ? addDays(effectiveOn, reminderDays) : addDays(dueOn, -Math.floor(openDaysBefore / 2));
    const dueAt = latest(morningOf(file, policy, on), openedAt);
    return [{ kind: followUpReminder, ref: String(no), dueAt, rule: kind === 'FIRST' ? 'R41' : 'R42' }];
  });

const overdueFollowUps = (file: CaseFile, policy: PolicyPack): readonly Due[] =>
  Object.values(file.followUps)
    .filter(({ status }) => status === 'OPEN')
    .map(({ no, dueOn }) => ({
      kind: 'FOLLOW_UP_OVERDUE',
      ref: String(no),
      dueAt: morningAfter(file, policy, dueOn),
      rule: 'R41',
    }));

/** A reversed payment makes work again that was done before: it then falls due anew, under a name of its own. */
const lastReversal = (file: CaseFile): string =>
  latest(
    '',
    ...Object.values(file.payments).flatMap(({ reversalOf, receivedAt }) =>
      reversalOf === undefined ? [] : [receivedAt],
    ),
  );

const instalments = (file: CaseFile, policy: PolicyPack, now: Standing): readonly Due[] => {
  const again = lastReversal(file);
  return now.instalments.flatMap(({ no, dueOn, graceEndsOn, status }) => {
    const mark = file.marks[String(no)];
    if (status === 'PAID' || mark?.lateOn !== undefined) return [];
    const remindAt = morningOf(file, policy, addDays(dueOn, -policy.instalment.reminderDays));
    const reminder = {
      kind: 'INSTALMENT_REMINDER',
      ref: `reminder-${no}`,
      dueAt: latest(remindAt, again),
      rule: 'R54',
    };
    const check = {
      kind: 'INSTALMENT_CHECK',
      ref: `check-${no}`,
      dueAt: latest(morningAfter(file, policy, graceEndsOn), again),
      rule: 'R53',
    };
    const friendlyOn = addDays(dueOn, policy.instalment.friendlyDays);
    const friendly = {
      kind: 'INSTALMENT_FRIENDLY',
      ref: `friendly-${no}`,
      dueAt: latest(morningOf(file, policy, friendlyOn), again),
      rule: 'R54',
    };
    return [
      ...(mark?.remindedOn === undefined ? [reminder] : []),
      ...(mark?.askedOn === undefined && friendlyOn <= graceEndsOn ? [friendly] : []),
      check,
    ];
  });
};

const breaches = (file: CaseFile, policy: PolicyPack, now: Standing): readonly Due[] => {
  const { status } = file;
  if (status.state === 'ACTIVE') {
    const breach = firstBreach(file, now);
    if (breach === undefined) return [];
    const dueAt = latest(morningOf(file, policy, breach.on), status.since, lastReversal(file));
    return [{ kind: 'INSTALMENT_BREACH', ref: `breach-${breach.no}`, dueAt, rule: 'R55' }];
  }
  const breach = status.state === 'BREACHED' ? file.breaches[status.breachId] : undefined;
  if (breach?.status !== 'OPEN') return [];
  return [
    {
      kind: 'CURE_END',
      ref: `cure-${breach.breachId}`,
      dueAt: morningAfter(file, policy, breach.cureUntil),
      rule: 'R55',
    },
  ];
};

const adjustments = (file: CaseFile, policy: PolicyPack): readonly Due[] =>
  Object.values(file.adjustments).flatMap((adjustment): Due[] => {
    const { adjustmentId: ref, status, type } = adjustment;
    if (status === 'REQUESTED' && adjustment.answerOverdueAt === undefined) {
      return [
        { kind: 'ADJUSTMENT_ANSWER', ref, dueAt: morningAfter(file, policy, adjustment.answerDueOn), rule: 'R45' },
      ];
    }
    if (status === 'DRAWN_UP' && adjustment.amendment !== undefined) {
      const until = addDays(dayOf(file, policy, adjustment.amendment.drawnUpAt), policy.adjustment.signingDays);
      return [{ kind: 'AMENDMENT_LAPSE', ref, dueAt: morningAfter(file, policy, until), rule: 'R48' }];
    }
    if (
      status === 'APPLIED' &&
      type === 'INTEREST_SUSPENSION' &&
      adjustment.endedAt === undefined &&
      adjustment.toOn !== undefined
    ) {
      return [{ kind: 'SUSPENSION_END', ref, dueAt: morningAfter(file, policy, adjustment.toOn), rule: 'R51' }];
    }
    return [];
  });

const observations = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const observation = observationOf(file, policy);
  const isActive = file.status.state === 'ACTIVE';
  return observation === undefined || !isActive
    ? []
    : [
        {
          kind: 'OBSERVATION_END',
          ref: observation.startOn,
          dueAt: morningAfter(file, policy, observation.minEndOn),
          rule: 'R50',
        },
      ];
};

const archiveWaits = 'ARCHIVE_WAITS';

/** R63: a case that has come to one of these is archived; nothing else happens to it. */
const ended: readonly StateName[] = ['SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'];

/** 4.5, 4: not paid back in time, so the supervisor hears of it. */
const refunds = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const owed = refundOwed(file, policy);
  return owed === undefined
    ? []
    : [{ kind: 'REFUND', ref: owed.dueOn, dueAt: morningAfter(file, policy, owed.dueOn), rule: '4.5' }];
};

/** R63: what stands in the way is looked at again as long as it does, so that an ended case never falls silent. */
const waits = (file: CaseFile, policy: PolicyPack, firstAt: string): Due => {
  const lapsed = Object.values(file.lapses).flatMap(({ kind, lapsedAt }) => (kind === archiveWaits ? [lapsedAt] : []));
  const last = lapsed.toSorted().at(-1);
  const dueAt =
    last === undefined
      ? firstAt
      : morningOf(file, policy, addDays(dayOf(file, policy, last), policy.archive.afterDays));
  return { kind: archiveWaits, ref: 'archive', dueAt, rule: 'R63' };
};

/** R63: thirty days later, and not while a hold is in force or money is to be paid back: then it is a person's matter. */
const archivings = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] => {
  const { status } = file;
  if (!('since' in status) || !ended.includes(status.state)) return [];
  const holds = Object.values(file.holds);
  const dueAt = morningOf(
    file,
    policy,
    addDays(endedOn(file, status.since, zoneOf(file, policy)), policy.archive.afterDays),
  );
  if (openMatter(file) !== undefined || refundOwed(file, policy) !== undefined)
    return by('deadline', [waits(file, policy, dueAt)]);
  const released = [
    ...holds.flatMap(({ releasedAt }) => (releasedAt === undefined ? [] : [releasedAt])),
    ...Object.values(file.complaints).flatMap(({ closedAt }) => (closedAt === undefined ? [] : [closedAt])),
  ];
  const again = archiveAgainFrom(file, policy) ?? dueAt;
  return by('archiving', [
    { kind: 'ARCHIVING', ref: 'archive', dueAt: latest(dueAt, again, ...released), rule: 'R63' },
  ]);
};

/** What falls due from the second signature to the end of retention. An item leaves as soon as its act is in the file. */
export const servicingAgenda = (file: CaseFile, policy: PolicyPack): readonly AgendaItem[] => {
  const now =
    signedAgreement(file) === undefined || !runs(file)
      ? undefined
      : standing(file, dateOf(file.lastAsOf, policy.timezone));
  const running =
    now === undefined
      ? []
      : [
          ...adjustments(file, policy),
          ...observations(file, policy),
          ...followUpReminders(file, policy),
          ...overdueFollowUps(file, policy),
        ];
  const deadlines = [
    ...running,
    ...decisionsDue(file, policy),
    ...refunds(file, policy),
    ...lettersDue(file),
    ...archiveDeadlines(file, policy),
  ];
  const open = by('deadline', deadlines)
    .concat(archivings(file, policy), by('retention', keepingDue(file, policy)))
    .filter((one) => file.lapses[lapseIdOf(one)] === undefined);
  if (now === undefined) return open;
  return [
    ...by('follow-up', followUps(file, policy)),
    ...by('instalment', [...instalments(file, policy, now), ...breaches(file, policy, now)]),
    ...open,
  ];
};
