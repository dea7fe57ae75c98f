import { workSteps } from '#functions/adapters/dynamodb/case-work.ts';
import { headerKey, shardOf } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, maxActions, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Save, WorkItem } from '#functions/usecases/ports.ts';

const dueUpdate = (table: Table, caseId: string, nextDueAt: string | undefined) =>
  nextDueAt === undefined
    ? { expression: ' REMOVE dueShard, nextDueAt', values: {} }
    : {
        expression: ', dueShard = :shard, nextDueAt = :due',
        values: { ':shard': shardOf(caseId, table.shards), ':due': nextDueAt },
      };

/** Only what the agenda made of the file: the header keeps its version and the list of what its last write changed. */
export const recomputeCase = async (
  table: Table,
  file: CaseFile,
  { nextDueAt, work }: Pick<Save, 'nextDueAt' | 'work'>,
  oldWork: readonly WorkItem[],
): Promise<'saved' | 'conflict'> => {
  const { steps, stored } = workSteps(table, { after: file, work }, oldWork, maxActions - 1);
  const due = dueUpdate(table, file.caseId, nextDueAt);
  const header = {
    Update: {
      TableName: table.name,
      Key: { ...headerKey(file.caseId) },
      UpdateExpression: `SET #work = :work, agendaVersion = :agenda${due.expression}`,
      ConditionExpression: 'version = :seen',
      ExpressionAttributeNames: { '#work': 'work' },
      ExpressionAttributeValues: {
        ':work': stored,
        ':agenda': table.agendaVersion,
        ':seen': file.version,
        ...due.values,
      },
    },
  };
  const { outcome } = await transact(table, [{ action: header, refused: conflict }, ...steps]);
  return outcome === 'saved' ? 'saved' : 'conflict';
};
