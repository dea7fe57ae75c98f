import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keyOf, removeItems } from '#functions/adapters/dynamodb/case-purge.ts';
import { requestStep } from '#functions/adapters/dynamodb/case-save.ts';
import { agendaUpdate } from '#functions/adapters/dynamodb/case-recompute.ts';
import { workSteps } from '#functions/adapters/dynamodb/case-work.ts';
import { StoredWork } from '#functions/adapters/dynamodb/items.ts';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { get, getAll, itemsUnder, page } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import { conflict, maxActions, transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import {
  Complaint,
  ComplaintFile,
  DestroyedComplaint,
  isOpen,
  isUpheld,
  recordOfDestruction,
  withoutComplainant,
} from '#functions/domain/complaints/complaint.ts';
import type { ComplaintList, ComplaintSave, ComplaintStore } from '#functions/usecases/complaint-store.ts';
import type { Recomputed, WorkItem } from '#functions/usecases/ports.ts';

const absent = 'attribute_not_exists(pk)';

/** Beside the file, the index attribute `header` carries the complaint without its words. */
const StoredComplaint = z.object({
  /** Gone when the complaint was destroyed: what stays is where its chain ended. */
  file: ComplaintFile.optional(),
  record: DestroyedComplaint.optional(),
  work: z.array(StoredWork).default([]),
  agendaVersion: z.string().optional(),
});
const StoredLine = z.object({ header: Complaint });

const listPartition = (list: Exclude<ComplaintList, { of: 'BORROWER' }>): string =>
  keys.complaintsPartition(list.of === 'ALL' ? 'ALL' : `${list.of}-${list.place}`, list.open);

/** By day of the reply, then by id. */
const lineSort = ({ dueOn, complaintId }: Complaint): string => `${dueOn}#${complaintId}`;

/** Open complaints bar an officer; what was found against him counts later; the rest says nothing about him. */
const officerIndex = (complaint: Complaint): Record<string, string> => {
  const { againstOfficerId, receivedOn, repliedAt = receivedOn } = complaint;
  if (againstOfficerId === undefined || (!isOpen(complaint) && !isUpheld(complaint))) return {};
  return {
    gsiOfficerPk: keys.accusedPartition(againstOfficerId, isOpen(complaint)),
    gsiOfficerSk: isOpen(complaint) ? receivedOn : repliedAt,
  };
};

const headerStep = (table: Table, { seen, after, nextDueAt }: ComplaintSave, work: readonly WorkItem[]): Step => {
  const { complaint, version } = after;
  const { complaintId, borrowerId, receivedOn } = complaint;
  return {
    action: {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.headerKey(complaintId),
          version,
          file: ComplaintFile.parse(after),
          header: complaint,
          work,
          caseId: complaintId,
          agendaVersion: table.agendaVersion,
          ...(borrowerId === undefined
            ? {}
            : { gsiBorrowerPk: keys.complainantPartition(borrowerId), gsiBorrowerSk: receivedOn }),
          ...officerIndex(complaint),
          ...(nextDueAt === undefined ? {} : { dueShard: keys.shardOf(complaintId, table.shards), nextDueAt }),
        },
        ...(seen === 0
          ? { ConditionExpression: absent }
          : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': seen } }),
      },
    },
    refused: conflict,
  };
};

/** One line for each list that the complaint stands on, and one beside the case that it names. */
const lineSteps = (table: Table, { complaint }: ComplaintFile): Step[] => {
  const open = isOpen(complaint);
  const lists = [
    { of: 'BRANCH', place: complaint.branch, open },
    { of: 'REGION', place: complaint.region, open },
    { of: 'ALL', open },
  ] as const;
  const named: Step[] =
    complaint.caseId === undefined
      ? []
      : [
          {
            action: {
              Put: {
                TableName: table.name,
                Item: keys.complaintOfCaseKey(complaint.caseId, complaint.complaintId),
              },
            },
          },
        ];
  const lines = lists.map((list): Step => ({
    action: {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.complaintLineKey(complaint.complaintId, list.of),
          header: complaint,
          gsiStatePk: listPartition(list),
          gsiStateSk: lineSort(complaint),
        },
      },
    },
  }));
  return [...lines, ...named];
};

const save = async (table: Table, wanted: ComplaintSave, old: readonly WorkItem[]) => {
  const { after, entries, request, work } = wanted;
  const { complaintId } = after.complaint;
  const requests = request === undefined ? [] : [requestStep(table, request)];
  if (entries.length === 0) return (await transact(table, requests)).outcome;
  const fixed: Step[] = [
    ...requests,
    ...lineSteps(table, after),
    ...entries.map((entry): Step => ({
      action: {
        Put: {
          TableName: table.name,
          Item: { ...keys.journalKey(complaintId, entry.seq), entry },
          ConditionExpression: absent,
        },
      },
      refused: conflict,
    })),
  ];
  const room = maxActions - fixed.length - 1;
  const { steps, stored } = workSteps(table, { after: { caseId: complaintId }, work }, old, room);
  return (await transact(table, [headerStep(table, wanted, stored), ...fixed, ...steps])).outcome;
};

/** Only what the agenda makes of it, as for a case (`case-recompute.ts`). */
const recompute = async (
  table: Table,
  { complaint, version }: ComplaintFile,
  { nextDueAt, work }: Pick<ComplaintSave, 'nextDueAt' | 'work'>,
  stood: z.infer<typeof StoredComplaint>,
): Promise<Recomputed> => {
  if (stood.agendaVersion === table.agendaVersion) return 'current';
  const { complaintId } = complaint;
  const { steps, stored } = workSteps(table, { after: { caseId: complaintId }, work }, stood.work, maxActions - 1);
  const header = agendaUpdate(table, complaintId, { version, nextDueAt, stored });
  const { outcome } = await transact(table, [{ action: header, refused: conflict }, ...steps]);
  return outcome === 'saved' ? 'saved' : 'conflict';
};

/** The header last: an interrupted one is done again as a whole. */
const purge = async (table: Table, file: ComplaintFile): Promise<void> => {
  const { complaint, head } = file;
  const { complaintId, caseId } = complaint;
  const header = keys.headerKey(complaintId);
  const items = (await itemsUnder(table, header.pk)).map(keyOf).filter(({ sk }) => sk !== header.sk);
  await removeItems(table, [...items, ...(caseId === undefined ? [] : [keys.complaintOfCaseKey(caseId, complaintId)])]);
  const nameless = withoutComplainant(complaint);
  const finding = isUpheld(complaint) ? { header: nameless, ...officerIndex(nameless) } : {};
  const record = recordOfDestruction(file);
  const Item = { ...header, head, ...finding, ...(record === undefined ? {} : { record }) };
  await table.client.send(new PutCommand({ TableName: table.name, Item }));
};

const complaintFrom = (item: Stored): Complaint => StoredLine.parse(item).header;

/** Complaints of one officer are few: one page holds them. */
const officerPage = 100;

export const dynamoComplaintStore = (table: Table): ComplaintStore => {
  const read = async (complaintId: string): Promise<z.infer<typeof StoredComplaint> | undefined> => {
    const stored = await get(table, keys.headerKey(complaintId));
    return stored === undefined ? undefined : StoredComplaint.parse(stored);
  };
  const about = async (officerId: string, open: boolean): Promise<Complaint[]> => {
    const partition = keys.accusedPartition(officerId, open);
    const { items } = await page(table, { index: keys.indexes.byOfficer, partition }, officerPage);
    return items.map(complaintFrom);
  };
  return {
    load: async (complaintId) => (await read(complaintId))?.file,
    save: async (wanted) => {
      const { complaintId } = wanted.after.complaint;
      const outcome = await save(table, wanted, wanted.seen === 0 ? [] : ((await read(complaintId))?.work ?? []));
      if (outcome === 'taken') throw new TypeError('a complaint claims nothing');
      return outcome;
    },
    list: async (list, limit, from) => {
      const question =
        list.of === 'BORROWER'
          ? { index: keys.indexes.byBorrower, partition: keys.complainantPartition(list.borrowerId) }
          : { index: keys.indexes.byState, partition: listPartition(list) };
      const found = await page(table, question, limit, from);
      return { items: found.items.map(complaintFrom), next: found.next };
    },
    openAgainst: async (officerId) => about(officerId, true),
    ofCase: async (caseId) => {
      const links = await itemsUnder(table, keys.headerKey(caseId).pk, keys.complaintPrefix);
      const named = links.map(({ sk }) => keys.headerKey(String(sk).slice(keys.complaintPrefix.length)));
      return (await getAll(table, named)).map(complaintFrom);
    },
    recompute: async (file, agenda) => {
      const stood = await read(file.complaint.complaintId);
      return stood === undefined ? 'conflict' : recompute(table, file, agenda, stood);
    },
    purge: async (complaintId) => {
      const file = (await read(complaintId))?.file;
      if (file !== undefined) await purge(table, file);
    },
    destroyed: async (complaintId) => (await read(complaintId))?.record,
    upheldAgainst: async (officerId) => (await about(officerId, false)).toReversed(),
  };
};
