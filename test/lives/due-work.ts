import { previewIfItFits } from '#functions/domain/adjustment/preview.ts';
import type { AgendaItem } from '#functions/domain/agenda-item.ts';
import { openDestructions } from '#functions/domain/archive/appraisal.ts';
import { addHours } from '#functions/domain/calendar.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { isLetterOvertaken } from '#functions/domain/letters/letters.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { lookAtInstalment } from '#functions/domain/servicing/instalment-work.ts';
import { agendaOf, policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';

/** A command with its input: what a machine, the sweep or the stream does by itself. */
export type Doing = { readonly [N in CommandName]: { readonly name: N; readonly input: InputOf<N> } }[CommandName];

const instalmentWork = (file: CaseFile, ref: string, asOf: string): Doing | undefined => {
  const found = lookAtInstalment(file, ref, asOf);
  switch (found.outcome) {
    case 'remind':
      return {
        name: ref.startsWith('friendly-') ? 'askAboutInstalment' : 'remindInstalment',
        input: { no: found.no },
      };
    case 'late':
      return { name: 'noteInstalmentLate', input: { no: found.no } };
    case 'breach':
      return { name: 'raiseBreach', input: { nos: found.nos } };
    case 'default':
    case 'cured':
      return { name: 'endCure', input: { breachId: found.breachId } };
    case 'paid':
    case 'nothing':
      return undefined;
  }
};

const sealOf = (packageId: string, version: number) => ({
  packageId,
  manifestKey: `packages/${packageId}/tagmanifest-sha256.txt`,
  manifestVersionId: `v${version}`,
  manifestSha256: sha256Hex(`${packageId} ${version}`),
  signatureKey: `packages/${packageId}/tagmanifest-sha256.txt.jws`,
  objectCount: 9,
});

const retentionWork = (file: CaseFile, { kind, ref, dueAt }: AgendaItem): Doing | undefined => {
  const archive = Object.values(file.archives)[0];
  if (archive === undefined) return undefined;
  const { packageId } = archive;
  if (kind === 'FIXITY_CHECK') return { name: 'checkArchive', input: { packageId, damaged: 0, dueAt } };
  const order = openDestructions(archive).find(({ destructionId }) => destructionId === ref);
  const input = { packageId, destructionId: ref, objects: 1, documentIds: [] };
  return order === undefined ? undefined : { name: 'recordDestruction', input };
};

const letterWork = (file: CaseFile, letterId: string): Doing | undefined => {
  const letter = file.letters[letterId];
  if (letter === undefined) return undefined;
  if (isLetterOvertaken(file, letter)) return { name: 'dropLetter', input: { letterId } };
  const key = `cases/${file.caseId}/letters/${letterId}.pdf`;
  return {
    name: 'sealLetter',
    input: { letterId, key, versionId: 'v1', sha256: sha256Hex(letterId), sizeBytes: 9_000 },
  };
};

/** Now and then the switch for all messages is off. */
const isSwitchedOff = ({ version }: CaseFile): boolean => version % 40 === 7;

/** What a machine does with an item that is due. */
export const workOf = (file: CaseFile, due: AgendaItem, asOf: string): Doing | undefined => {
  if (due.kind === 'LETTER') return letterWork(file, due.ref);
  if (due.kind === 'NOTICE')
    return isSwitchedOff(file)
      ? { name: 'postponeNotice', input: { noticeId: due.ref, until: addHours(asOf, 6) } }
      : { name: 'claimNotice', input: { noticeId: due.ref } };
  switch (due.machine) {
    case 'follow-up':
      return { name: 'openFollowUp', input: { no: Number(due.ref) } };
    case 'deadline':
      return { name: 'lapseDeadline', input: { kind: due.kind, ref: due.ref, dueAt: due.dueAt } };
    case 'archiving':
      return { name: 'startArchive', input: {} };
    case 'retention':
      return retentionWork(file, due);
    case 'instalment':
      return instalmentWork(file, due.ref, asOf);
  }
};

export const nextDue = (file: CaseFile): AgendaItem | undefined => agendaOf(file)[0];

/** As the function does that takes the second signature. */
const sealOfAmendment = (agreementId: string, amendmentId: string): Doing => {
  const stored = (ending: string) => ({
    key: `cases/1/${amendmentId}.${ending}`,
    versionId: 'v1',
    sha256: sha256Hex(`${amendmentId} ${ending}`),
  });
  const files = { ...stored('sealed.pdf'), evidence: stored('evidence.json') };
  return { name: 'sealAmendment', input: { agreementId, amendmentId, ...files } };
};

/** What waits for a machine at this moment: amendments to be written, sealed or applied, messages on their way, a package to be made. */
export const machineWork = ({ file }: Life): Doing | undefined => {
  for (const adjustment of Object.values(file.adjustments)) {
    const { adjustmentId, agreementId, status, amendment } = adjustment;
    if (amendment?.signatures.length === 2 && amendment.sealed === undefined)
      return sealOfAmendment(agreementId, amendment.amendmentId);
    if (status === 'SIGNED') return { name: 'applyAdjustment', input: { adjustmentId } };
    if (status !== 'APPROVED') continue;
    if (previewIfItFits(file, adjustment, { policy }) === undefined)
      return { name: 'lapseAmendment', input: { adjustmentId } };
    const amendmentId = `amendment_${sha256Hex(adjustmentId).slice(0, 26)}`;
    const text = { amendmentId, key: `cases/1/${amendmentId}.pdf`, sha256: sha256Hex(amendmentId) };
    return { name: 'drawUpAmendment', input: { adjustmentId, ...text } };
  }
  if (['SETTLED', 'TERMINATED'].includes(file.status.state)) {
    const isOpen = Object.values(file.adjustments).some(
      ({ status }) => !['APPLIED', 'REFUSED', 'LAPSED'].includes(status),
    );
    if (isOpen) return { name: 'closeAdjustments', input: {} };
  }
  if (file.status.state === 'ARCHIVING') {
    const { packageId } = file.status;
    return file.archives[packageId]?.sealedAt === undefined
      ? { name: 'sealArchive', input: sealOf(packageId, file.version) }
      : { name: 'verifyArchive', input: { packageId, damaged: 0 } };
  }
  return undefined;
};

/** Where the clock must stand for the item, never before now. */
export const turnedTo = (life: Life, { dueAt }: AgendaItem): Life => ({
  ...life,
  now: Math.max(life.now, Date.parse(dueAt)),
});
