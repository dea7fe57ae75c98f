import { kindsOfPart, partTable } from '#functions/adapters/dynamodb/items.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { applySteps } from '#functions/adapters/dynamodb/unapplied-money.ts';
import { workSteps } from '#functions/adapters/dynamodb/case-work.ts';
import { officerDaySteps } from '#functions/adapters/dynamodb/officer-days.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, maxActions, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import { officersConcerned } from '#functions/domain/access.ts';
import type { OfficerSlot, Unique } from '#functions/domain/decision.ts';
import { CaseHeader } from '#functions/domain/model.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { facetsOf } from '#functions/domain/listing.ts';
import type { RequestRecord, Save, SaveResult, WorkItem } from '#functions/usecases/ports.ts';

const absent = 'attribute_not_exists(pk)';

/** Long enough for any client to have given up repeating a request. */
const requestDays = 7;

interface Changed {
  readonly key: keys.Key;
  readonly isNew: boolean;
  readonly place: number;
  readonly part: unknown;
}

/** Parts that `apply` replaced: what it did not touch is the same object in both files. */
const changedParts = (before: CaseFile, after: CaseFile): Changed[] =>
  kindsOfPart.flatMap((kind) =>
    Object.entries(after[kind]).flatMap(([id, part], place) => {
      const old = before[kind][id];
      if (part === old) return [];
      return [{ key: keys.partKey(after.caseId, partTable[kind].word, id), isNew: old === undefined, place, part }];
    }),
  );

const changedPrivates = ({ before, after, privates }: Save): Changed[] =>
  [...new Map(privates.map((item) => [privateKey(item), item]))].map(([name, part], place) => ({
    key: keys.privateItemKey(after.caseId, name),
    isNew: before.privates[name] === undefined,
    place,
    part,
  }));

/** A part is put where none was, or over one that the decision has seen. */
const partStep = (table: Table, { before, after }: Save, { key, isNew, place, part }: Changed): Step => ({
  action: {
    Put: {
      TableName: table.name,
      Item: { ...key, writtenAt: after.version, place, part },
      ...(isNew
        ? { ConditionExpression: absent }
        : { ConditionExpression: 'writtenAt <= :seen', ExpressionAttributeValues: { ':seen': before.version } }),
    },
  },
  refused: conflict,
});

const indexAttributes = ({ after, nextDueAt }: Save, shards: number): Record<string, unknown> => {
  const shard = keys.shardOf(after.caseId, shards);
  const { borrowerId, openedAt, ownerId } = CaseHeader.shape.meta.parse(after.meta);
  return {
    caseId: after.caseId,
    facets: facetsOf(after),
    // Of a destroyed case nobody is the borrower any more (4.15, 14).
    ...(after.status.state === 'DESTROYED' ? {} : { gsiBorrowerPk: borrowerId, gsiBorrowerSk: openedAt }),
    gsiStatePk: keys.statePartition(after.status.state, shard),
    gsiStateSk: openedAt,
    ...(ownerId === undefined ? {} : { gsiOfficerPk: keys.officerPartition(ownerId), gsiOfficerSk: openedAt }),
    ...(nextDueAt === undefined ? {} : { dueShard: shard, nextDueAt }),
  };
};

const headerStep = (table: Table, save: Save, written: readonly string[], work: readonly WorkItem[]): Step => {
  const { before, after } = save;
  const header = CaseHeader.parse({
    caseId: after.caseId,
    version: after.version,
    head: after.head,
    lastAsOf: after.lastAsOf,
    policy: after.policy,
    status: after.status,
    meta: after.meta,
  });
  return {
    action: {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.headerKey(after.caseId),
          version: after.version,
          header,
          written,
          work,
          agendaVersion: table.agendaVersion,
          ...indexAttributes(save, table.shards),
        },
        ...(before.version === 0
          ? { ConditionExpression: absent }
          : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
      },
    },
    refused: conflict,
  };
};

const uniqueStep = (
  table: Table,
  caseId: string,
  unique: Exclude<Unique, OfficerSlot | { kind: 'UNAPPLIED' }>,
): Step => {
  const put = (key: keys.Key, facts: Record<string, unknown>): Step => ({
    action: { Put: { TableName: table.name, Item: { ...key, caseId, ...facts }, ConditionExpression: absent } },
    refused: { outcome: 'taken', unique },
  });
  if (unique.kind === 'PAYMENT') return put(keys.paymentKey(unique.sourceRef), { paymentId: unique.paymentId });
  if (unique.kind === 'ORIGINAL') return put(keys.originalKey(unique.sha256), { agreementId: unique.agreementId });
  if (unique.act === 'claim') return put(keys.openCaseKey(unique.borrowerId), {});
  return {
    action: {
      Delete: {
        TableName: table.name,
        Key: { ...keys.openCaseKey(unique.borrowerId) },
        ConditionExpression: `${absent} OR caseId = :caseId`,
        ExpressionAttributeValues: { ':caseId': caseId },
      },
    },
    refused: { outcome: 'taken', unique },
  };
};

export const requestStep = (table: Table, record: RequestRecord): Step => ({
  action: {
    Put: {
      TableName: table.name,
      Item: {
        ...keys.requestKey(record.caller, record.key),
        record,
        expiresAt: Math.floor(Date.parse(record.recordedAt) / 1000) + requestDays * 86_400,
      },
      ConditionExpression: absent,
    },
  },
  refused: { outcome: 'repeated' },
});

/** Officers besides the owner who must find the case in their list; those who are there already stay as they are. */
const concernSteps = (table: Table, { before, after }: Save): Step[] => {
  const [old, now] = [before, after].map((file) => {
    const officers = new Set(officersConcerned(file));
    officers.delete(file.meta?.ownerId ?? '');
    return officers;
  });
  const gsiOfficerSk = after.meta?.openedAt;
  const put = (officerId: string): Step => ({
    action: {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.concernKey(after.caseId, officerId),
          caseId: after.caseId,
          gsiOfficerPk: keys.officerPartition(officerId),
          gsiOfficerSk,
        },
      },
    },
  });
  const drop = (officerId: string): Step => ({
    action: { Delete: { TableName: table.name, Key: { ...keys.concernKey(after.caseId, officerId) } } },
  });
  return [
    ...[...(now ?? [])].filter((id) => old?.has(id) !== true).map(put),
    ...[...(old ?? [])].filter((id) => now?.has(id) !== true).map(drop),
  ];
};

const stepsOf = (table: Table, save: Save, oldWork: readonly WorkItem[]): Step[] => {
  const { before, after, entries, uniques, request } = save;
  const apart = [
    ...uniques.flatMap((unique) => {
      if (unique.kind === 'OFFICER_SLOT') return [];
      return unique.kind === 'UNAPPLIED'
        ? applySteps(table, after.caseId, unique)
        : [uniqueStep(table, after.caseId, unique)];
    }),
    ...officerDaySteps(table, after.caseId, uniques),
    ...(request === undefined ? [] : [requestStep(table, request)]),
  ];
  // An act that was done before changes nothing: only its request is recorded.
  if (after.version === before.version) return apart;
  const changed = [...changedParts(before, after), ...changedPrivates(save)];
  const fixed = [
    ...apart,
    ...changed.map((one) => partStep(table, save, one)),
    ...concernSteps(table, save),
    ...entries.map((entry): Step => ({
      action: {
        Put: {
          TableName: table.name,
          Item: { ...keys.journalKey(after.caseId, entry.seq), entry },
          ConditionExpression: absent,
        },
      },
      refused: conflict,
    })),
  ];
  const room = maxActions - fixed.length - 1;
  if (room < 0) throw new RangeError(`an act changes ${fixed.length} items; a transaction holds ${maxActions}`);
  const { steps, stored } = workSteps(table, save, oldWork, room);
  return [
    headerStep(
      table,
      save,
      changed.map(({ key }) => key.sk),
      stored,
    ),
    ...fixed,
    ...steps,
  ];
};

/** One TransactWriteItems for everything that an act changes. */
export const saveCase = async (table: Table, save: Save, oldWork: readonly WorkItem[]): Promise<SaveResult> =>
  transact(table, stepsOf(table, save, oldWork));
