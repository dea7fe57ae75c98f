import type { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { invitationOf } from '#functions/domain/calendars/invitation.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { partOf } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import { officerNames } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** R15, R19: the appointment for one's own calendar; who moved it meanwhile takes the later version over the earlier. */
export const getInvitation =
  (ports: Ports, spell: SpellCalendar): ActFor<typeof appointmentOperations.getInvitation> =>
  async ({ params, principal, language }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const appointment = partOf(file.appointments, params.appointmentId);
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const names = await officerNames(ports, appointment.officers);
    const calendar = invitationOf(file, policy, appointment, {
      language: principal.role === 'borrower' ? (file.meta?.language ?? language) : language,
      at: file.lastAsOf,
      names,
    });
    return { body: await spell(calendar), contentType: 'text/calendar; charset=utf-8', etag: file.version };
  };
