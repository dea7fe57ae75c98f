import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import type { Archive } from '#functions/domain/archive-parts.ts';
import { openAppraisals, openDestructions, quietClasses } from '#functions/domain/archive/appraisal.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { addDays, addMonths, latest } from '#functions/domain/calendar.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { dayOf, morningAfter, morningOf } from '#functions/domain/servicing/days.ts';

type Due = Omit<AgendaItem, 'machine'>;

/** A package that is not verified two days after it was begun is looked at by a person. */
const packingDays = 2;

/** A hold that stands for years is looked at again and again: the next look that has not been taken. */
const holdReview = (
  file: CaseFile,
  policy: PolicyPack,
  { packageId, legalHold, liftedAt, startedAt }: Archive,
): Due => {
  const from = dayOf(file, policy, legalHold?.placedAt ?? liftedAt ?? startedAt);
  const months = policy.archive.legalHoldReviewMonths;
  const look = (times: number): Due => ({
    kind: 'LEGAL_HOLD_REVIEW',
    ref: packageId,
    dueAt: morningOf(file, policy, addMonths(from, months * times)),
    rule: 'R66',
  });
  let times = 1;
  while (file.lapses[lapseIdOf(look(times))] !== undefined) times += 1;
  return look(times);
};

/** R66: what has reached the end of its term is appraised; what stood under a hold, when the hold is lifted. */
const retentionEnd = (file: CaseFile, policy: PolicyPack, archive: Archive): Due[] => {
  const [first] = quietClasses(file, policy, archive);
  if (first === undefined) return [];
  const decisions = (archive.appraisals ?? []).flatMap(({ decidedAt }) => (decidedAt === undefined ? [] : [decidedAt]));
  const dueAt = latest(morningAfter(file, policy, first.retainUntil), archive.liftedAt ?? '', ...decisions);
  return [{ kind: 'RETENTION_END', ref: archive.packageId, dueAt, rule: 'R66' }];
};

const undecided = (file: CaseFile, policy: PolicyPack, archive: Archive): Due[] =>
  openAppraisals(archive).map(({ appraisalId, drawnUpAt }) => ({
    kind: 'RETENTION_DECISION',
    ref: appraisalId,
    dueAt: morningOf(file, policy, addDays(dayOf(file, policy, drawnUpAt), policy.archive.decisionDays)),
    rule: 'R66',
  }));

/** What falls due while a package is made, and for as long as it is kept. */
export const archiveDeadlines = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const { status } = file;
  if (status.state === 'ARCHIVING') {
    const dueAt = morningOf(file, policy, addDays(dayOf(file, policy, status.since), packingDays));
    return [{ kind: 'ARCHIVE_IDLE', ref: status.packageId, dueAt, rule: 'R64' }];
  }
  const archive = status.state === 'ARCHIVED' ? file.archives[status.packageId] : undefined;
  if (archive === undefined) return [];
  if (isHeld(file, archive)) return [holdReview(file, policy, archive)];
  return [...retentionEnd(file, policy, archive), ...undecided(file, policy, archive)];
};

/** A month after damage was found the package is looked at again. */
const damagedMonths = 1;

/** R64: a package is not only checked when it is made: once a year a sample is read back. */
const nextCheck = (file: CaseFile, policy: PolicyPack, archive: Archive): Due => {
  const { checkedAt, damagedAt, verifiedAt, startedAt, packageId } = archive;
  const last = latest(verifiedAt ?? startedAt, checkedAt ?? '', damagedAt ?? '');
  const months = last === damagedAt ? damagedMonths : policy.archive.checkMonths;
  const dueAt = morningOf(file, policy, addMonths(dayOf(file, policy, last), months));
  return { kind: 'FIXITY_CHECK', ref: packageId, dueAt, rule: 'R64' };
};

/** R66: what two people have ordered destroyed is destroyed, unless a legal hold came first. */
const destructions = (file: CaseFile, archive: Archive): Due[] =>
  isHeld(file, archive)
    ? []
    : openDestructions(archive).map(({ destructionId, approvedAt }) => ({
        kind: 'DESTRUCTION',
        ref: destructionId,
        dueAt: latest(approvedAt, archive.liftedAt ?? ''),
        rule: 'R66',
      }));

/** What the machine `retention` does with a package that is kept. */
export const keepingDue = (file: CaseFile, policy: PolicyPack): readonly Due[] => {
  const { status } = file;
  const archive = status.state === 'ARCHIVED' ? file.archives[status.packageId] : undefined;
  return archive === undefined ? [] : [nextCheck(file, policy, archive), ...destructions(file, archive)];
};
