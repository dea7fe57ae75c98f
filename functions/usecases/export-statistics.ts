import { addDays, addMonths } from '#functions/domain/calendar.ts';
import { exportOf } from '#functions/domain/reports/export.ts';
import type { Ports, Statistics } from '#functions/usecases/ports.ts';

/** Facts may come late: the month that is over is written again with the one that runs. */
const monthsAtOnce = 2;

/** R65: every night, from facts that name nobody. A night that was missed is made up for by the next one. */
export const exportStatistics = async (
  { facts }: Pick<Ports, 'facts'>,
  statistics: Statistics,
  asOf: string,
): Promise<{ readonly months: readonly string[]; readonly files: number }> => {
  const months: string[] = [];
  let files = 0;
  for (let back = monthsAtOnce - 1; back >= 0; back -= 1) {
    const first = addMonths(`${asOf.slice(0, 7)}-01`, -back);
    const last = addDays(addMonths(first, 1), -1);
    const month = first.slice(0, 7);
    for (const { key, text, mediaType } of exportOf(month, await facts.between(first, last))) {
      await statistics.put(key, text, mediaType);
      files += 1;
    }
    months.push(month);
  }
  return { months, files };
};
