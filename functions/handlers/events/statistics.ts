import * as z from 'zod';
import { s3Statistics } from '#functions/adapters/s3/statistics.ts';
import { systemPorts } from '#functions/adapters/system.ts';
import { Instant } from '#functions/domain/calendar.ts';
import { logged } from '#functions/runtime/logger.ts';
import { exportStatistics } from '#functions/usecases/export-statistics.ts';

/** The scheduler names its instant; an operator who starts it by hand may name another, or none: then it is now. */
const Asked = z.object({ asOf: Instant });

export const handler = async (input: unknown): Promise<{ readonly months: readonly string[] }> => {
  const asked = Asked.safeParse(input);
  const asOf = asked.success ? asked.data.asOf : new Date().toISOString();
  const { months, files } = await exportStatistics(systemPorts(), s3Statistics(process.env), asOf);
  logged('statistics exported', { months: months.join(' '), files });
  return { months };
};
