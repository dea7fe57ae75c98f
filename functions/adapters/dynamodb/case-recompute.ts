import { workSteps } from '#functions/adapters/dynamodb/case-work.ts';
import { headerKey, shardOf } from '#functions/adapters/dynamodb/keys.ts';
import type { Loaded } from '#functions/adapters/dynamodb/items.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, maxActions, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Recomputed, Save, WorkItem } from '#functions/usecases/ports.ts';

const dueUpdate = (table: Table, caseId: string, nextDueAt: string | undefined) =>
  nextDueAt === undefined
    ? { expression: ' REMOVE dueShard, nextDueAt', values: {} }
    : {
        expression: ', dueShard = :shard, nextDueAt = :due',
        values: { ':shard': shardOf(caseId, table.shards), ':due': nextDueAt },
      };

/** What a header gets of the agenda, of a case or a complaint, if nobody has written meanwhile. */
export const agendaUpdate = (
  table: Table,
  streamId: string,
  { version, nextDueAt, stored }: { version: number; nextDueAt: string | undefined; stored: readonly WorkItem[] },
) => {
  const due = dueUpdate(table, streamId, nextDueAt);
  return {
    Update: {
      TableName: table.name,
      Key: { ...headerKey(streamId) },
      UpdateExpression: `SET #work = :work, agendaVersion = :agenda${due.expression}`,
      ConditionExpression: 'version = :seen',
      ExpressionAttributeNames: { '#work': 'work' },
      ExpressionAttributeValues: {
        ':work': stored,
        ':agenda': table.agendaVersion,
        ':seen': version,
        ...due.values,
      },
    },
  };
};

/**
 * Only what the agenda made of the file: the header keeps its version and the list of what its last write changed. A header
 * of the same agenda code is left alone, so that a recomputation that was interrupted goes on where it stopped.
 */
export const recomputeCase = async (
  table: Table,
  file: CaseFile,
  { nextDueAt, work }: Pick<Save, 'nextDueAt' | 'work'>,
  stood: Omit<Loaded, 'file'>,
): Promise<Recomputed> => {
  if (stood.agendaVersion === table.agendaVersion) return 'current';
  const { steps, stored } = workSteps(table, { after: file, work }, stood.work, maxActions - 1);
  const header = agendaUpdate(table, file.caseId, { version: file.version, nextDueAt, stored });
  const { outcome } = await transact(table, [{ action: header, refused: conflict }, ...steps]);
  return outcome === 'saved' ? 'saved' : 'conflict';
};
