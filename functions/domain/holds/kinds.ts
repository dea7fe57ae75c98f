import { addDays } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf } from '#functions/domain/servicing/days.ts';
import type { Blocked, Hold } from '#functions/domain/servicing-parts.ts';

type HoldKind = Hold['kind'];

interface Rule {
  /** 4.15, 34: what it stops. */
  readonly blocks: readonly Blocked[];
  readonly placedBy: readonly Actor['role'][];
  readonly liftedBy: readonly Actor['role'][];
}

const staffAndRisk = ['agent', 'officer', 'supervisor', 'risk'] as const;
const lifters = ['supervisor', 'risk'] as const;

/**
 * The seven holds (4.1; 4.15, 34). Whoever learns of a death, a danger or a need stops at once; law and death are lifted by
 * risk alone. A dispute's hold comes and goes with the dispute (R67), so nobody places it by hand.
 */
export const holdRules: Readonly<Record<HoldKind, Rule>> = {
  COMPLAINT_HOLD: { blocks: ['CALL', 'VISIT'], placedBy: lifters, liftedBy: lifters },
  DISPUTE_HOLD: { blocks: ['NEGOTIATE', 'SIGN', 'ADJUST'], placedBy: [], liftedBy: lifters },
  VULNERABILITY_HOLD: { blocks: ['VISIT', 'NEGOTIATE'], placedBy: staffAndRisk, liftedBy: lifters },
  BEREAVEMENT_HOLD: { blocks: ['CALL', 'VISIT', 'NEGOTIATE'], placedBy: staffAndRisk, liftedBy: lifters },
  DECEASED: {
    blocks: ['CALL', 'VISIT', 'NEGOTIATE', 'SIGN', 'ADJUST', 'MESSAGE', 'DELETE'],
    placedBy: staffAndRisk,
    liftedBy: ['risk'],
  },
  LEGAL_HOLD: { blocks: ['DELETE'], placedBy: ['risk'], liftedBy: ['risk'] },
  SAFETY_HOLD: { blocks: ['VISIT'], placedBy: staffAndRisk, liftedBy: lifters },
};

export const isInForce = ({ releasedAt }: Hold): boolean => releasedAt === undefined;

export const holdInForce = (file: CaseFile, kind: HoldKind): Hold | undefined =>
  Object.values(file.holds).find((hold) => hold.kind === kind && isInForce(hold));

/** 4.1: no hold is forgotten: somebody looks again on this day, and again as long as it lasts. */
export const reviewDay = (file: CaseFile, policy: PolicyPack, kind: HoldKind, since: string): string =>
  addDays(dayOf(file, policy, since), policy.holds.reviewDays[kind]);

/** A hold as the rules of its kind make it. */
export const newHold = (
  file: CaseFile,
  hold: Pick<Hold, 'holdId' | 'kind' | 'placedBy' | 'placedAt'> & Partial<Pick<Hold, 'reviewOn' | 'reason' | 'cause'>>,
  policy: PolicyPack,
): Hold => ({
  ...hold,
  blocks: [...holdRules[hold.kind].blocks],
  reviewOn: hold.reviewOn ?? reviewDay(file, policy, hold.kind, hold.placedAt),
});
