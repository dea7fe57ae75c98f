import { sha256Hex } from '#functions/domain/ids.ts';

/** Step Functions takes 80 characters of this alphabet. */
const longest = 80;
const clean = (text: string): string => text.replaceAll(/[^0-9A-Za-z_-]/g, '-');

/** One piece of work of one case: what it is, about what, and when it fell due. */
export interface NamedWork {
  readonly caseId: string;
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
}

/**
 * The name of the execution that does a piece of work: it follows from the work alone, so that starting it again is the
 * same execution and nothing happens twice; a date that moved is another name (architecture 4).
 */
export const executionName = ({ caseId, kind, ref, dueAt }: NamedWork, attempt = 1): string => {
  const day = dueAt.slice(0, 10).replaceAll('-', '');
  const digest = sha256Hex(`${ref}|${dueAt}`).slice(0, 6);
  const end = `-${day}-${digest}-${attempt}`;
  const start = clean(caseId);
  const room = longest - start.length - end.length - 1;
  return `${start}-${clean(kind).slice(0, Math.max(room, 0))}${end}`.slice(-longest);
};
