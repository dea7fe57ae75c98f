import { agenda } from '#functions/domain/agenda.ts';
import { isComplaintId } from '#functions/domain/complaints/complaint.ts';
import { letterDue } from '#functions/domain/letters/letters.ts';
import { workItems } from '#functions/domain/work.ts';
import { complaintLapsed } from '#functions/usecases/complaint-effects.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { sendNotice } from '#functions/usecases/send-notice.ts';
import { drawUpLetter } from '#functions/usecases/workflows/letter.ts';
import type { Press } from '#functions/usecases/workflows/letter.ts';
import { agendaOf } from '#functions/usecases/workflows/sweep.ts';
import { loadCase, packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

/** Asks the agenda again: the act may have been done, or its date moved, since the sweep read it. */
export const isStillOpen = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'open' | 'closed' }> => {
  const isOpen = (await agendaOf(ports, work.caseId)).some(
    ({ kind, ref, dueAt }) => kind === work.kind && ref === work.ref && dueAt === work.dueAt,
  );
  return { outcome: isOpen ? 'open' : 'closed' };
};

type Recorded = 'recorded' | 'sent' | 'postponed' | 'closed';

/** The event of this kind of deadline; a notice that may go now goes through the outbox, a letter through the press. */
export const recordLapse = async (ports: Ports, press: Press, work: CaseWork): Promise<{ outcome: Recorded }> => {
  if (work.kind === letterDue) {
    await drawUpLetter(ports, press, work);
    return { outcome: 'recorded' };
  }
  if (work.kind === 'NOTICE') return { outcome: await sendNotice(ports, work.caseId, work.ref, work.asOf) };
  if (isComplaintId(work.caseId)) {
    await complaintLapsed(ports, work);
    return { outcome: 'recorded' };
  }
  const { kind, ref, dueAt } = work;
  await systemAct(ports, work, 'lapseDeadline', { kind, ref, dueAt });
  return { outcome: 'recorded' };
};

/** Worklists are made from the file: a lapse that asks for somebody and stands on no list would be forgotten. */
export const tellWhoMustAct = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'told' }> => {
  // A complaint's own lists say who must act: its lapse is a mark on it.
  if (isComplaintId(work.caseId)) return { outcome: 'told' };
  const file = await loadCase(ports, work.caseId);
  const lapse = Object.values(file.lapses).find(
    ({ kind, ref, dueAt }) => kind === work.kind && ref === work.ref && dueAt === work.dueAt,
  );
  const isEnded = agenda(file, packFor(file)).length === 0;
  if (lapse !== undefined && !isEnded && workItems(file, packFor(file)).length === 0)
    throw new Error(`the lapse ${work.kind} is on nobody's list`);
  return { outcome: 'told' };
};
