import * as keys from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import type { WorkItem } from '#functions/usecases/ports.ts';

const isSame = (a: WorkItem, b: WorkItem): boolean =>
  a.assignee === b.assignee && a.kind === b.kind && a.ref === b.ref && a.dueAt === b.dueAt;

/**
 * Brings the stored lines of the worklists up to date, as far as the transaction has room; `stored` is what then stands
 * in the table, so that the next save does the rest.
 */
export const workSteps = (
  table: Table,
  save: { readonly after: { readonly caseId: string }; readonly work: readonly WorkItem[] },
  old: readonly WorkItem[],
  room: number,
): { steps: Step[]; stored: WorkItem[] } => {
  const { caseId } = save.after;
  const sk = (line: WorkItem): string => keys.workKey(caseId, line).sk;
  const wanted = new Map(save.work.map((line) => [sk(line), line]));
  const stored = new Map(old.map((line) => [sk(line), line]));
  const steps: Step[] = [];
  for (const line of old) {
    if (wanted.has(sk(line)) || steps.length >= room) continue;
    steps.push({ action: { Delete: { TableName: table.name, Key: { ...keys.workKey(caseId, line) } } } });
    stored.delete(sk(line));
  }
  for (const [name, line] of wanted) {
    const there = stored.get(name);
    if ((there !== undefined && isSame(there, line)) || steps.length >= room) continue;
    const index = keys.workIndex(caseId, line);
    steps.push({
      action: { Put: { TableName: table.name, Item: { ...keys.workKey(caseId, line), caseId, work: line, ...index } } },
    });
    stored.set(name, line);
  }
  return { steps, stored: [...stored.values()] };
};
