import type { Work } from '#functions/domain/agenda-item.ts';
import { openAppraisals } from '#functions/domain/archive/appraisal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { forRole } from '#functions/domain/worklists.ts';

/** Who wants to read a package, what has ended and is to be decided, and what one must contain and the case lacks (4.11). */
export const archiveWork = (file: CaseFile): Work[] =>
  Object.values(file.archives).flatMap((archive) => {
    const { accesses, missing = [], startedAt, packageId } = archive;
    const wanted = accesses.filter(({ status }) => status === 'REQUESTED');
    const asked = wanted.map(({ requestId: ref, requestedAt: dueAt }) => ({
      kind: 'DECIDE_ARCHIVE_ACCESS',
      ref,
      dueAt,
    }));
    const ended = openAppraisals(archive).map(({ appraisalId: ref, drawnUpAt: dueAt }) => ({
      kind: 'DECIDE_RETENTION',
      ref,
      dueAt,
    }));
    const { damagedAt, checkedAt = '' } = archive;
    const damaged =
      damagedAt !== undefined && damagedAt > checkedAt
        ? [{ kind: 'PACKAGE_DAMAGED', ref: packageId, dueAt: damagedAt }]
        : [];
    const incomplete = missing.slice(0, 1).map(() => ({ kind: 'COMPLETE_RECORD', ref: packageId, dueAt: startedAt }));
    return [
      ...[...asked, ...ended, ...damaged].map((act) => forRole(file, 'risk', act)),
      ...incomplete.map((act) => forRole(file, 'supervisor', act)),
    ];
  });
