import { Logger } from '@aws-lambda-powertools/logger';

/** Fields that a log line may have: codes and opaque ids, nothing that a person wrote or is called. */
export interface LogFields {
  readonly requestId?: string;
  readonly operationId?: string;
  readonly role?: string;
  readonly status?: number;
  readonly code?: string;
  readonly caseId?: string;
  readonly event?: string;
  readonly seq?: number;
  readonly task?: string;
  readonly outcome?: string;
  readonly milliseconds?: number;
  readonly fault?: string;
  readonly at?: string;
}

const logger = new Logger({ serviceName: 'repayment-assistance' });

export const logged = (message: string, fields: LogFields): void => logger.info(message, { ...fields });

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
  logger.error(message, { ...fields, fault, at });
};
