import { eventOf } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { officersToInvite } from '#functions/domain/visits/officer-invitations.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { systemAct } from '#functions/usecases/workflows/system-act.ts';

/** R15: officers whose address the register knows get what happens to an appointment of theirs as an invitation. */
export const inviteOfficers = async (ports: Ports, file: CaseFile, entry: Entry): Promise<void> => {
  const { data } = eventOf(entry);
  if (!('appointment' in data)) return;
  const { appointmentId } = data.appointment;
  const wanted = officersToInvite(file, appointmentId);
  const known = await ports.officers.officersOf(wanted);
  for (const { officerId, emailHmac } of known) {
    if (emailHmac === undefined) continue;
    const work = { caseId: file.caseId, kind: 'INVITATION', ref: `${appointmentId}|${officerId}`, dueAt: entry.asOf };
    await systemAct(ports, { ...work, asOf: entry.asOf }, 'inviteOfficer', { appointmentId, officerId });
  }
};
