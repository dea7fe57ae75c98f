import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { daysBetween } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Fact } from '#functions/domain/reports/facts.ts';
import { arrearsCsv, arrearsSvg, figuresCsv, figuresSvg } from '#functions/domain/reports/render.ts';
import { arrears, arrearsFigures } from '#functions/domain/reports/arrears.ts';
import { serviceFigures } from '#functions/domain/reports/report.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** A year and a day: more is several reports. */
const longestDays = 366;

const inPeriod = (from: string, to: string): void => {
  if (to < from)
    throw new Refusal('InvalidRequest', 'the period ends before it begins', {
      fields: [{ pointer: '/to', message: 'lies before its start' }],
    });
  if (daysBetween(from, to) >= longestDays)
    throw new Refusal('PeriodTooLong', `a report covers at most ${longestDays} days`, { rules: ['4.13'] });
};

/** 4.15, 26: one's own branch or region, else all; a branch that is asked for within that. */
const isWithin =
  (principal: Actor, branch: string | undefined) =>
  (fact: Fact): boolean =>
    (branch === undefined || fact.branch === branch) &&
    (principal.branch === undefined || fact.branch === principal.branch) &&
    (principal.region === undefined || fact.region === principal.region);

const types = { csv: 'text/csv; charset=utf-8', svg: 'image/svg+xml' } as const;

/** R65, 4.13: the figures of a period, from facts that name nobody; never by officer (C3). */
export const getReport =
  (ports: Ports): ActFor<typeof officerOperations.getReport> =>
  async ({ params: { report }, query: { from, to, branch, format }, principal }) => {
    inPeriod(from, to);
    const facts = (await ports.facts.between(from, to)).filter(isWithin(principal, branch));
    const title = `${report === 'service' ? 'Service' : 'Arrears'}, ${from} to ${to}`;
    const [figures, rows] =
      report === 'service' ? [serviceFigures(facts), []] : [arrearsFigures(facts), arrears(facts)];
    if (format === 'csv')
      return { body: report === 'service' ? figuresCsv(figures) : arrearsCsv(rows), contentType: types.csv };
    if (format === 'svg')
      return {
        body: report === 'service' ? figuresSvg(title, figures) : arrearsSvg(title, rows),
        contentType: types.svg,
      };
    return {
      body: { report, from, to, ...(branch === undefined ? {} : { branch }), measures: figures, arrears: rows },
    };
  };
