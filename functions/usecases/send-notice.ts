import { addHours, latest } from '#functions/domain/calendar.ts';
import { invitationWith } from '#functions/domain/calendars/invitation.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { namedIn, noticeText } from '#functions/domain/notice-text.ts';
import type { OfficerNames } from '#functions/domain/notice-text.ts';
import type { NoticeRecord } from '#functions/domain/servicing/notices.ts';
import { officerNames } from '#functions/usecases/officer-facts.ts';
import type { Messenger, Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

type Notice = Part<'notices'>;
export type NoticeOutcome = 'sent' | 'postponed' | 'recorded' | 'closed';

/** While sending is switched off a message is looked at again every so often (default). */
const switchedOffHours = 6;

const pointKinds = { SMS: 'PHONE', EMAIL: 'EMAIL' } as const;

const addressOf = (file: CaseFile, { channel, contactPointId }: Notice): string | undefined => {
  const borrower = Object.values(file.privates).find(({ kind }) => kind === 'BORROWER');
  return borrower?.kind === 'BORROWER'
    ? borrower.contactPoints.find((point) =>
        contactPointId === undefined ? point.kind === pointKinds[channel] : point.contactPointId === contactPointId,
      )?.value
    : undefined;
};

/** The register knows where an officer reads his mail; the file knows the borrower's numbers and addresses. */
const recipientOf = async (ports: Ports, file: CaseFile, notice: Notice): Promise<string | undefined> =>
  notice.officerId === undefined ? addressOf(file, notice) : (await ports.officers.secret(notice.officerId))?.email;

const workOf = (caseId: string, { noticeId, dueAt }: Notice, asOf: string): CaseWork => ({
  caseId,
  kind: 'NOTICE',
  ref: noticeId,
  dueAt,
  asOf,
});

/** Undefined: nobody knows whether it has gone out, so the claim stays as it is and a person looks (R9a). */
const handOver = async (
  messenger: Messenger,
  to: string | undefined,
  file: CaseFile,
  notice: Notice,
  names: OfficerNames,
): Promise<Omit<NoticeRecord, 'noticeId'> | undefined> => {
  const { channel, noticeId } = notice;
  if (to === undefined) return { result: 'FAILED', reasonCode: 'ContactPointUnknown' };
  const policy = packFor(file);
  const { subject, text } = noticeText(file, policy, notice, names);
  const calendar = invitationWith(file, policy, notice, { at: file.lastAsOf, names, to });
  const handed = await messenger.send({ channel, to, subject, text, noticeId, calendar });
  switch (handed.outcome) {
    case 'accepted':
      return { result: 'SENT', providerRef: handed.providerRef };
    case 'refused':
      return { result: 'FAILED', reasonCode: handed.reasonCode };
    case 'later':
      return { result: 'NOT_TAKEN', reasonCode: handed.reasonCode };
    case 'unknown':
      return undefined;
  }
};

/**
 * R9a: the outbox: claimed before it is sent, recorded afterwards. Who finds it claimed leaves it alone; a claim without a
 * result is a task for a person, never a silent second sending (architecture 6). What the provider has certainly not taken
 * over is planned anew.
 */
export const sendNotice = async (
  ports: Ports,
  caseId: string,
  noticeId: string,
  asOf: string,
): Promise<NoticeOutcome> => {
  const before = await loadCase(ports, caseId);
  const planned = before.notices[noticeId];
  if (planned === undefined || planned.status !== 'PLANNED') return 'closed';
  const work = workOf(caseId, planned, asOf);
  if (!(await ports.messenger.isOn())) {
    await systemAct(ports, work, 'postponeNotice', {
      noticeId,
      until: addHours(latest(asOf, before.lastAsOf), switchedOffHours),
    });
    return 'postponed';
  }
  const names = await officerNames(ports, namedIn(before, planned));
  const claim = await systemAct(ports, work, 'claimNotice', { noticeId });
  const outcome = claim.ids['outcome'];
  if (outcome !== 'claimed')
    return outcome === 'postponed' ? 'postponed' : outcome === 'failed' ? 'recorded' : 'closed';
  const to = await recipientOf(ports, claim.file, planned);
  const result = await handOver(ports.messenger, to, claim.file, planned, names);
  if (result === undefined) return 'recorded';
  const { ids } = await systemAct(ports, work, 'recordNotice', { noticeId, ...result });
  return ids['outcome'] === 'sent' ? 'sent' : ids['outcome'] === 'postponed' ? 'postponed' : 'recorded';
};
