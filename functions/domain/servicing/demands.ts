import { noticeVersion } from '#functions/domain/agreement/notice-version.ts';
import { addDays } from '#functions/domain/calendar.ts';
import { gate } from '#functions/domain/contact-gate/gate.ts';
import type { Decider } from '#functions/domain/decision.ts';
import type { Demand } from '#functions/domain/default-parts.ts';
import { happened } from '#functions/domain/events.ts';
import { orderLetter } from '#functions/domain/letters/order.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { morningOf, today } from '#functions/domain/servicing/days.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import { interrupts } from '#functions/domain/servicing/limitation.ts';
import { amountsOn } from '#functions/domain/servicing/payoff.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

/** C22: two demands count as two only so far apart. */
const demandGapDays = 30;

const lastDemand = (file: CaseFile): Demand | undefined =>
  Object.values(file.demands)
    .toSorted((left, right) => (left.issuedOn < right.issuedOn ? -1 : 1))
    .at(-1);

/** C22: the first day on which the next demand counts; undefined: at once. */
export const nextDemandOn = (file: CaseFile): string | undefined => {
  const last = lastDemand(file);
  return last === undefined ? undefined : addDays(last.issuedOn, demandGapDays);
};

/** C22: at least so many, with proof of receipt. */
const demandsWanted = 2;

const hasArrived = (file: CaseFile, { noticeId }: Demand): boolean =>
  file.notices[noticeId]?.delivery?.result !== 'FAILED';

/** Since when a demand is the supervisor's task: after default, until two are on their way or proved. */
export const demandDueAt = (file: CaseFile, policy: PolicyPack): string | undefined => {
  if (file.status.state !== 'TERMINATED') return undefined;
  if (Object.values(file.demands).filter((one) => hasArrived(file, one)).length >= demandsWanted) return undefined;
  const next = nextDemandOn(file);
  return next === undefined ? file.status.since : morningOf(file, policy, next);
};

/** R56, C4, C22: a letter after default, through the gate like every contact; its receipt is recorded as its delivery. */
export const issueDemand: Decider<{ readonly channel: 'LETTER' }> = (file, { channel }, context) => {
  if (file.status.state !== 'TERMINATED')
    throw new Refusal('DefaultNotDeclared', 'a demand follows a declared default', { rules: ['R56'] });
  const day = today(file, context);
  const earliest = nextDemandOn(file);
  if (earliest !== undefined && day < earliest)
    throw new Refusal('DemandTooSoon', `the last demand went out on ${lastDemand(file)?.issuedOn ?? ''}`, {
      rules: ['R56', 'C22'],
      earliest,
    });
  const decision = gate(file, { purpose: 'COLLECTION', channel, direction: 'OUTBOUND' }, context);
  if (!decision.allowed)
    throw new Refusal('ContactNotAllowed', 'the gate does not let it pass now', {
      rules: decision.ruleIds,
      ...(decision.earliest === undefined ? {} : { earliest: decision.earliest }),
    });
  const now = standing(file, day);
  if (now === undefined) throw new TypeError('a default without an agreement');
  const { lines, totalMinor } = amountsOn(file, now, day);
  if (totalMinor <= 0) throw new Refusal('NothingOwed', 'nothing is owed any more', { rules: ['R56'] });
  const demandId = context.newId('demand');
  const notice: Notice = {
    noticeId: context.newId('notice'),
    kind: 'DEMAND',
    about: demandId,
    channel: 'EMAIL',
    needsLetter: true,
    language: file.meta?.language ?? 'zh-Hans',
    templateVersion: noticeVersion,
    dueAt: context.asOf,
    status: 'FAILED',
    plannedAt: context.asOf,
    endedAt: context.asOf,
  };
  const demand: Demand = {
    demandId,
    noticeId: notice.noticeId,
    issuedBy: context.actor.id,
    issuedAt: context.asOf,
    issuedOn: day,
    currency: now.schedule.currency,
    ...lines,
    totalMinor,
  };
  const unsent = happened('NoticeFailed', { notice });
  return {
    events: [
      happened('DemandIssued', { demand }),
      unsent,
      orderLetter(file, 'DEMAND', demandId, context, [unsent]),
      interrupts('DEMAND', day, demandId, context),
    ],
    ids: { demandId },
  };
};
