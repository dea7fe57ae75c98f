import { packageIdOf } from '#functions/domain/archive/package.ts';
import { classesOf, lastDay } from '#functions/domain/archive/classes.ts';
import { missingItems } from '#functions/domain/archive/must-contain.ts';
import { addDays, dateOf, epochMilliseconds, instantAt, latest } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { inState, zoneOf } from '#functions/domain/decision.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { ChainHead } from '#functions/domain/journal.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { nextDemandOn } from '#functions/domain/servicing/demands.ts';

const ended = ['SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED'] as const;
const done: Decision = { events: [] };

/** A case in which a demand went out waits for the next one (C22): a frozen case could make none. */
export const endedOn = (file: CaseFile, since: string, zone: string): LocalDate =>
  latest(dateOf(since, zone), nextDemandOn(file) ?? '');

/** R63: when an ended case may be archived at the earliest; undefined while it has not ended. */
export const archiveFrom = (file: CaseFile, policy: PolicyPack): string | undefined => {
  const { status } = file;
  if (!ended.some((state) => state === status.state) || status.state === 'NEW') return undefined;
  const zone = zoneOf(file, policy);
  return instantAt(addDays(endedOn(file, status.since, zone), policy.archive.afterDays), '00:00', zone);
};

/** R63, R66; 4.15, 34: death stops all but archiving, and a legal hold keeps a package from destruction, not a case from its package. */
const letsArchive: readonly Part<'holds'>['kind'][] = ['LEGAL_HOLD', 'DECEASED'];

const openHold = (file: CaseFile): Part<'holds'> | undefined =>
  Object.values(file.holds).find(({ kind, releasedAt }) => releasedAt === undefined && !letsArchive.includes(kind));

/** R63: what keeps an ended case from its package: a hold, or a complaint that has no reply yet. */
export const openMatter = (file: CaseFile): Part<'holds'>['kind'] | undefined =>
  openHold(file)?.kind ??
  (Object.values(file.complaints).some(({ closedAt }) => closedAt === undefined) ? 'COMPLAINT_HOLD' : undefined);

/**
 * R63: freezes an ended case, thirty days after its end. Whatever comes later is another case. A case that lacks what its
 * package must contain (4.11) is not frozen: the journal says what is missing, and a supervisor has a task.
 */
export const startArchive: Decider<{ readonly reads?: ChainHead | undefined }> = (
  file,
  { reads },
  { asOf, policy },
) => {
  if (file.status.state === 'ARCHIVING' || file.status.state === 'ARCHIVED') return done;
  inState(file, ...ended);
  const hold = openMatter(file);
  if (hold !== undefined) throw new Refusal('OnHold', `a ${hold} is open`, { rules: ['R63'], hold });
  const earliest = archiveFrom(file, policy);
  if (earliest !== undefined && asOf < earliest) {
    throw new Refusal('StateForbids', 'a case is archived thirty days after its end', {
      rules: ['R63'],
      state: file.status.state,
      earliest,
    });
  }
  const packageId = packageIdOf(file.caseId);
  const endedAt = 'since' in file.status ? file.status.since : asOf;
  const archive = { packageId, startedAt: asOf, endedAt, accesses: [] };
  const missing = missingItems(file);
  if (missing.length > 0)
    return { events: [happened('ArchiveIncomplete', { archive: { ...archive, missing: [...missing] } })] };
  const logged = reads === undefined ? {} : { reads: { ...reads } };
  return { events: [happened('ArchiveStarted', { archive: { ...archive, ...logged } })], ids: { packageId } };
};

/** A week to find a missing paper or proof (default). */
const completeDays = 7;

/** 4.11: a case found incomplete is looked at again a week later, while a person completes it. */
export const archiveAgainFrom = (file: CaseFile, policy: PolicyPack): string | undefined => {
  const archive = file.archives[packageIdOf(file.caseId)];
  if (archive?.missing === undefined) return undefined;
  const zone = zoneOf(file, policy);
  return instantAt(addDays(dateOf(archive.startedAt, zone), completeDays), '00:00', zone);
};

const archiveOf = (file: CaseFile, packageId: string): Part<'archives'> => {
  const archive = file.archives[packageId];
  if (archive === undefined) throw new Refusal('NotFound', 'the case has no such package');
  return archive;
};

export interface Seal {
  readonly packageId: string;
  readonly manifestKey: string;
  readonly manifestVersionId: string;
  readonly manifestSha256: string;
  readonly signatureKey: string;
  readonly objectCount: number;
}

/** R64: the manifest is written and signed; from now on the package can only be read. */
export const sealArchive: Decider<Seal> = (file, seal, { asOf, policy }) => {
  const archive = archiveOf(file, seal.packageId);
  if (archive.sealedAt !== undefined && archive.manifestSha256 === seal.manifestSha256) return done;
  inState(file, 'ARCHIVING');
  if (archive.sealedAt !== undefined)
    throw new Refusal('StateForbids', 'the package is sealed under another manifest', {
      rules: ['R64'],
      state: file.status.state,
    });
  const classes = [...classesOf(file, policy, archive)];
  const retainUntil = lastDay(classes);
  return {
    events: [
      happened('ArchiveSealed', {
        archive: {
          ...archive,
          ...seal,
          sealedAt: asOf,
          classes,
          ...(retainUntil === undefined ? {} : { retainUntil }),
        },
      }),
    ],
  };
};

export interface Verification {
  readonly packageId: string;
  /** How many objects did not hash to what the manifest says; the seal itself counts as one. */
  readonly damaged: number;
}

const verified = (archive: Part<'archives'>, { asOf }: Context): Part<'archives'> => ({ ...archive, verifiedAt: asOf });

/** R64: every object was read back and hashed again. Damage is journalled, and the case stays frozen. */
export const verifyArchive: Decider<Verification> = (file, { packageId, damaged }, context) => {
  const archive = archiveOf(file, packageId);
  if (file.status.state === 'ARCHIVED' && damaged === 0) return done;
  if (archive.sealedAt === undefined)
    throw new Refusal('StateForbids', 'the package is not sealed', { rules: ['R64'], state: file.status.state });
  inState(file, 'ARCHIVING', 'ARCHIVED');
  return {
    events: [
      damaged > 0
        ? happened('ArchiveDamaged', { archive })
        : happened('ArchiveVerified', { archive: verified(archive, context) }),
    ],
  };
};

/**
 * R64: a sample of a package that is kept was read back. Damage is journalled, and a person looks at it. A check that fell
 * due before the last one is that one, told again.
 */
export const checkArchive: Decider<Verification & { readonly dueAt: string }> = (
  file,
  { packageId, damaged, dueAt },
  { asOf },
) => {
  const archive = archiveOf(file, packageId);
  inState(file, 'ARCHIVED');
  const last = damaged > 0 ? archive.damagedAt : archive.checkedAt;
  if (last !== undefined && epochMilliseconds(last) >= epochMilliseconds(dueAt)) return done;
  return {
    events: [
      damaged > 0
        ? happened('ArchiveDamaged', { archive: { ...archive, damagedAt: asOf } })
        : happened('ArchiveChecked', { archive: { ...archive, checkedAt: asOf } }),
    ],
  };
};
