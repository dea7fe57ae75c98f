/** Fields that a log line may have: codes and opaque ids, nothing that a person wrote or is called. */
export interface LogFields {
  readonly requestId?: string;
  readonly operationId?: string;
  readonly role?: string;
  readonly status?: number;
  readonly code?: string;
  readonly caseId?: string;
  readonly feedId?: string;
  readonly months?: string;
  readonly files?: number;
  readonly lines?: number;
  readonly event?: string;
  readonly seq?: number;
  readonly task?: string;
  readonly outcome?: string;
  readonly milliseconds?: number;
  readonly fault?: string;
  readonly at?: string;
}

type Level = 'INFO' | 'ERROR';

/** Lambda sets the level of its logging configuration; tests and benchmarks keep still. */
const quiet: Readonly<Record<string, readonly Level[]>> = {
  SILENT: ['INFO', 'ERROR'],
  FATAL: ['INFO', 'ERROR'],
  ERROR: ['INFO'],
  WARN: ['INFO'],
};
const isQuiet = (level: Level): boolean =>
  quiet[process.env['LOG_LEVEL'] ?? process.env['AWS_LAMBDA_LOG_LEVEL'] ?? '']?.includes(level) ?? false;

/** One JSON line, as CloudWatch's JSON format takes it over unchanged; the trace's root finds the line beside its trace. */
const line = (level: Level, message: string, fields: LogFields): string => {
  const trace = /Root=([^;]+)/.exec(process.env['_X_AMZN_TRACE_ID'] ?? '')?.[1];
  return JSON.stringify({
    level,
    message,
    timestamp: new Date().toISOString(),
    service: process.env['SERVICE_NAME'] ?? 'repayment-assistance',
    ...(trace === undefined ? {} : { xray_trace_id: trace }),
    ...fields,
  });
};

export const logged = (message: string, fields: LogFields): void => {
  // oxlint-disable-next-line no-console -- the one place that logs
  if (!isQuiet('INFO')) console.info(line('INFO', message, fields));
};

/** A fault is told by its name and place; its message may quote what it choked on, so it stays out of the log. */
export const loggedFault = (message: string, error: unknown, fields: LogFields = {}): void => {
  const fault = error instanceof Error ? error.name : typeof error;
  const at =
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => line.startsWith('    at '))
          .slice(0, 6)
          .join(' <')
          .replaceAll('    at ', ' ')
      : '';
  // oxlint-disable-next-line no-console -- the one place that logs
  if (!isQuiet('ERROR')) console.error(line('ERROR', message, { ...fields, fault, at }));
};
