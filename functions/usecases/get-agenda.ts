import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { addDays, dateOf, instantAt, LocalDate } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { forecastCalendar } from '#functions/domain/forecast/calendar.ts';
import { forecast } from '#functions/domain/forecast/forecast.ts';
import { reasonOf } from '#functions/domain/forecast/reasons.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const wantsCalendar = (accept: string | undefined): boolean =>
  (accept ?? '').split(',').some((type) => /^text\/calendar\s*(;|$)/iu.test(type.trim()));

/** R41, R42, R53: the case's future until `to`, or to its end: as JSON, or as a calendar for whoever asks for one. */
export const getAgenda =
  (ports: Ports, spell: SpellCalendar): ActFor<typeof caseOperations.getAgenda> =>
  async ({ params, query, principal, asOf, language, accept }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const zone = zoneOf(file, policy);
    const { to } = query;
    // A day counts to its end.
    const until = LocalDate.safeParse(to).success ? instantAt(addDays(to ?? '', 1), '00:00', zone) : to;
    const coming = forecast(file, policy, asOf).filter(({ dueAt }) => until === undefined || dueAt <= until);
    if (query.format === 'ical' || (query.format === undefined && wantsCalendar(accept)))
      return {
        body: await spell(forecastCalendar(file, policy, coming, language)),
        contentType: 'text/calendar; charset=utf-8',
        etag: file.version,
      };
    const items = coming.map((one) => ({
      ...one,
      date: dateOf(one.dueAt, zone),
      reason: reasonOf(one.kind, language),
    }));
    return { body: { ...aboutCase(file), items }, etag: file.version };
  };
