import { agenda } from '#functions/domain/agenda.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import { runs } from '#functions/domain/servicing/follow-ups.ts';
import { workItems } from '#functions/domain/work.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, packFor, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';
import { waitFor } from '#functions/usecases/workflows/waiting.ts';

const numberOf = (work: CaseWork): number => Number(/\d+$/.exec(work.ref)?.[0]);

/** Under which name the token of the waiting execution is kept. */
export const followUpWork = (no: number): string => `FOLLOWUP#${no}`;

type Answer = 'ON_TRACK' | 'AT_RISK' | 'HARDSHIP' | 'overdue' | 'cancelled';

/** What the file says about a follow-up that is waited for; `known`: that it is overdue has been answered before. */
export const followUpAnswer = (followUp: Part<'followUps'> | undefined, known: boolean): Answer | undefined => {
  if (followUp === undefined) return undefined;
  switch (followUp.status) {
    case 'OPEN':
      return undefined;
    case 'OVERDUE':
      return known ? undefined : 'overdue';
    case 'DONE':
      return followUp.judged ?? followUp.result ?? 'ON_TRACK';
    case 'CANCELLED':
      return 'cancelled';
  }
};

/** R41, R42: opens it for the named person. A case that has ended in the meantime calls for none (R44). */
export const openFollowUp = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'open' | 'notCalledFor' }> => {
  const no = numberOf(work);
  const before = await loadCase(ports, work.caseId);
  if (before.followUps[String(no)] === undefined && !runs(before)) return { outcome: 'notCalledFor' };
  const { file } = await systemAct(ports, work, 'openFollowUp', { no });
  const followUp = file.followUps[String(no)];
  return { outcome: followUp === undefined || followUp.status === 'CANCELLED' ? 'notCalledFor' : 'open' };
};

export const askForReport = async (
  ports: Ports,
  work: CaseWork & { token: string; again: boolean },
): Promise<{ outcome: 'stored' | 'answered' }> => {
  const no = numberOf(work);
  return waitFor(ports, work, followUpWork(no), (file) => followUpAnswer(file.followUps[String(no)], work.again));
};

/** R42: the next one must stand on the agenda, or be open already, unless the service has ended. */
export const planNextFollowUp = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'planned' | 'ended' }> => {
  const file = await loadCase(ports, work.caseId);
  if (!runs(file)) return { outcome: 'ended' };
  const isOpen = Object.values(file.followUps).some(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  const isPlanned = agenda(file, packFor(file)).some(({ machine }) => machine === 'follow-up');
  if (!isOpen && !isPlanned) throw new Error(`after follow-up ${work.ref} no other is on the agenda`);
  return { outcome: 'planned' };
};

/** The worklists are made from the file, so what is needed there is that the report stands in it. */
const reportStands = (file: CaseFile, no: number): void => {
  if (file.followUps[String(no)] === undefined) throw new Error(`follow-up ${no} is not in the file`);
};

/** R43, R54: the hardship stands in the journal, and the request for help on the list of the named person. */
export const offerAdjustment = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'offered' }> => {
  reportStands(await loadCase(ports, work.caseId), numberOf(work));
  return { outcome: 'offered' };
};

/** R41: the team lead's list shows it. An overdue one that no list shows would be forgotten, so that is a fault. */
export const escalateFollowUp = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'escalated' }> => {
  const no = numberOf(work);
  const file = await loadCase(ports, work.caseId);
  reportStands(file, no);
  const isOverdue = file.followUps[String(no)]?.status === 'OVERDUE';
  if (isOverdue && workItems(file, packFor(file)).length === 0)
    throw new Error(`overdue follow-up ${no} is on nobody's list`);
  return { outcome: 'escalated' };
};
