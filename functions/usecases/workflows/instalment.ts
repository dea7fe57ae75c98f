import { latest } from '#functions/domain/calendar.ts';
import { lookAtInstalment as look } from '#functions/domain/servicing/instalment-work.ts';
import type { InstalmentWork } from '#functions/domain/servicing/instalment-work.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { loadCase, systemAct } from '#functions/usecases/workflows/system-act.ts';
import type { CaseWork } from '#functions/usecases/workflows/system-act.ts';

const looked = async (ports: Ports, work: CaseWork): Promise<InstalmentWork> => {
  const file = await loadCase(ports, work.caseId);
  return look(file, work.ref, latest(work.asOf, file.lastAsOf));
};

const numberOf = ({ ref }: CaseWork): number => Number(/\d+$/.exec(ref)?.[0]);
const breachOf = ({ ref }: CaseWork): string => ref.replace(/^cure-/, '');

/** R53-R56: what the ledger and the day ask for; changes nothing. */
export const lookAtInstalment = async (
  ports: Ports,
  work: CaseWork,
): Promise<{ outcome: InstalmentWork['outcome'] }> => ({ outcome: (await looked(ports, work)).outcome });

export const remindInstalment = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'reminded' }> => {
  const command = work.ref.startsWith('friendly-') ? 'askAboutInstalment' : 'remindInstalment';
  await systemAct(ports, work, command, { no: numberOf(work) });
  return { outcome: 'reminded' };
};

export const noteInstalmentLate = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'noted' }> => {
  await systemAct(ports, work, 'noteInstalmentLate', { no: numberOf(work) });
  return { outcome: 'noted' };
};

/** R55: which instalments, the ledger says anew; a repeat finds the breach raised and does nothing. */
export const giveNoticeOfBreach = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'given' }> => {
  const found = await looked(ports, work);
  if (found.outcome === 'breach') await systemAct(ports, work, 'raiseBreach', { nos: found.nos });
  return { outcome: 'given' };
};

/** R56: not cured, so a person decides. What was cured in the meantime is cured. */
export const proposeDefault = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'proposed' | 'cured' }> => {
  const { file } = await systemAct(ports, work, 'endCure', { breachId: breachOf(work) });
  return { outcome: file.breaches[breachOf(work)]?.status === 'CURED' ? 'cured' : 'proposed' };
};

export const noteCured = async (ports: Ports, work: CaseWork): Promise<{ outcome: 'noted' }> => {
  await systemAct(ports, work, 'endCure', { breachId: breachOf(work) });
  return { outcome: 'noted' };
};
