import * as z from 'zod';
import { Kept, PackagedObject } from '#functions/domain/archive/package.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';

/** Input of every execution but the sweep: ids and instants only, so that history and logs hold nothing personal. */
export const Work = z.strictObject({
  caseId: Id,
  kind: z.string().max(60),
  ref: z.string().max(120),
  dueAt: Instant,
  asOf: Instant,
});
export type Work = z.infer<typeof Work>;

/** A task of a machine: what its state hands over (with `task`, its name) and what it answers. */
export interface TaskContract {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

const work = Work.shape;
/** A waiting task stores the token and answers through it: its own result goes nowhere. */
const Waiting = z.strictObject({ ...work, token: z.string().min(1).max(2048), again: z.boolean() });
const outcome = <const Outcomes extends readonly [string, ...string[]]>(...outcomes: Outcomes) =>
  z.strictObject({ outcome: z.enum(outcomes) });
const Stored = outcome('stored', 'answered');

/** An instant, or what the emulator leaves of the scheduler's placeholder; then the execution's start counts. */
const SweepInput = {
  /** `recompute`: derive the agenda of every case anew, after a deployment that changed agenda, pack or holidays. */
  mode: z.enum(['due', 'recompute']).optional(),
  asOf: z.string().max(80).optional(),
  caseId: Id.optional(),
  startedAt: z.union([z.string(), z.number()]),
};
export const Shard = z.strictObject({
  shard: z.int().nonnegative(),
  asOf: Instant,
  caseId: Id.optional(),
  /** Recomputing goes by state (`COMPLAINTS` and `ANSWERED_COMPLAINTS` as well), sweeping by shard. */
  state: z.string().max(20).optional(),
});
export type Shard = z.infer<typeof Shard>;
export const ShardReport = z.strictObject({
  started: z.int().nonnegative(),
  stuck: z.int().nonnegative(),
  cases: z.int().nonnegative(),
  broken: z.int().nonnegative(),
});
export type ShardReport = z.infer<typeof ShardReport>;
const Progress = z.strictObject({
  ...Shard.shape,
  ...ShardReport.shape,
  cursor: z.string().max(4000).optional(),
  outcome: z.enum(['more', 'done']),
});
export type Progress = z.infer<typeof Progress>;

export const agendaTasks = {
  listShards: { input: z.strictObject({ ...SweepInput }), output: z.strictObject({ shards: z.array(Shard) }) },
  startDue: {
    input: z.strictObject({
      ...Shard.shape,
      ...z.strictObject(ShardReport.shape).partial().shape,
      cursor: z.string().max(4000).optional(),
      outcome: z.string().optional(),
    }),
    output: Progress,
  },
  reportSweep: { input: z.strictObject({ shards: z.array(Progress) }), output: ShardReport },
} as const satisfies Readonly<Record<string, TaskContract>>;

/** What a report says about the plan, or why there is none. */
const FollowUpAnswer = outcome('ON_TRACK', 'AT_RISK', 'HARDSHIP', 'overdue', 'cancelled');
export const followUpTasks = {
  openFollowUp: { input: Work, output: outcome('open', 'notCalledFor') },
  askForReport: { input: Waiting, output: Stored },
  planNextFollowUp: { input: Work, output: outcome('planned', 'ended') },
  offerAdjustment: { input: Work, output: outcome('offered') },
  escalateFollowUp: { input: Work, output: outcome('escalated') },
} as const satisfies Readonly<Record<string, TaskContract>>;

export const instalmentTasks = {
  lookAtInstalment: { input: Work, output: outcome('paid', 'remind', 'late', 'breach', 'cured', 'default', 'nothing') },
  remindInstalment: { input: Work, output: outcome('reminded') },
  noteInstalmentLate: { input: Work, output: outcome('noted') },
  giveNoticeOfBreach: { input: Work, output: outcome('given') },
  proposeDefault: { input: Work, output: outcome('proposed', 'cured') },
  noteCured: { input: Work, output: outcome('noted') },
} as const satisfies Readonly<Record<string, TaskContract>>;

const DecisionAnswer = outcome('approved', 'refused', 'overdue', 'closed');
const SignaturesAnswer = outcome('signed', 'lapsed');
export const adjustmentTasks = {
  assessRequest: { input: Work, output: outcome('undecided', 'approved', 'refused', 'drawnUp', 'closed') },
  askForDecision: { input: Waiting, output: Stored },
  escalateDecision: { input: Work, output: outcome('escalated') },
  drawUpAmendment: { input: Work, output: outcome('drawnUp') },
  waitForSignatures: { input: Waiting, output: Stored },
  applyAdjustment: { input: Work, output: outcome('applied') },
  letItLapse: { input: Work, output: outcome('lapsed') },
  refuseIt: { input: Work, output: outcome('refused') },
} as const satisfies Readonly<Record<string, TaskContract>>;

export const deadlineTasks = {
  isStillOpen: { input: Work, output: outcome('open', 'closed') },
  recordLapse: { input: Work, output: outcome('recorded', 'sent', 'postponed', 'closed') },
  tellWhoMustAct: { input: Work, output: outcome('told') },
} as const satisfies Readonly<Record<string, TaskContract>>;

export const archivingTasks = {
  freezeCase: { input: Work, output: outcome('frozen', 'done', 'incomplete') },
  listWhatIsKept: { input: Work, output: z.strictObject({ objects: z.array(Kept).max(400) }) },
  copyAndHash: { input: z.strictObject({ ...work, object: Kept }), output: PackagedObject },
  writeManifest: {
    input: z.strictObject({ ...work, objects: z.array(PackagedObject) }),
    output: z.strictObject({ manifestSha256: Sha256 }),
  },
  sealPackage: { input: Work, output: outcome('sealed') },
  verifyPackage: { input: Work, output: outcome('verified', 'damaged') },
  closeCase: { input: Work, output: outcome('archived') },
  recordDamage: { input: Work, output: outcome('recorded') },
} as const satisfies Readonly<Record<string, TaskContract>>;

const Removed = z.strictObject({ objects: z.int().nonnegative(), documentIds: z.array(Id).max(400) });
const Gone = Removed.extend({
  seal: z
    .strictObject({
      manifestVersionId: z.string().max(200),
      manifestSha256: Sha256,
      objectCount: z.int().nonnegative(),
    })
    .optional(),
});
export const retentionTasks = {
  lookAtPackage: { input: Work, output: outcome('locks', 'destroy', 'check', 'nothing') },
  bringLocksInLine: { input: Work, output: outcome('done') },
  removeWhatEnded: { input: Work, output: Removed },
  writePackageAnew: { input: z.strictObject({ ...work, removed: Removed }), output: Gone },
  recordDestruction: { input: z.strictObject({ ...work, gone: Gone }), output: outcome('recorded') },
  checkSample: { input: Work, output: outcome('whole', 'damaged') },
} as const satisfies Readonly<Record<string, TaskContract>>;

/** What comes through the token of a waiting task. */
export const waitAnswers = {
  askForReport: FollowUpAnswer,
  askForDecision: DecisionAnswer,
  waitForSignatures: SignaturesAnswer,
} as const;

/** Every machine's tasks, for the tests that hold the files in `statemachines/` against them. */
export const machineTasks = {
  agenda: agendaTasks,
  'follow-up': followUpTasks,
  instalment: instalmentTasks,
  adjustment: adjustmentTasks,
  deadline: deadlineTasks,
  archiving: archivingTasks,
  retention: retentionTasks,
} as const;
