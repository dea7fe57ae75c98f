import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { officerDayKey } from '#functions/adapters/dynamodb/keys.ts';
import { itemsBetween } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import type { OfficerSlot, Unique } from '#functions/domain/decision.ts';
import { cellsOf } from '#functions/domain/visits/slot-claims.ts';
import type { SaveResult, TakenCell } from '#functions/usecases/ports.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A day of work is looked up for a year: hand-overs and questions about the past; then the item goes by itself. */
const keptDays = 365;
const prefix = 'cell_';
/** No id has a bar in it. */
const ownerOf = (caseId: string, appointmentId: string): string => `${caseId}|${appointmentId}`;

interface Day {
  readonly slot: OfficerSlot;
  readonly day: string;
  /** Attribute → whose it is, and what becomes of it; a later word on a cell wins, so a moved slot may overlap itself. */
  readonly cells: Map<string, { readonly owner: string; readonly act: 'claim' | 'free' }>;
}

const daysOf = (caseId: string, uniques: readonly Unique[]): Day[] => {
  const days = new Map<string, Day>();
  for (const slot of uniques) {
    if (slot.kind !== 'OFFICER_SLOT') continue;
    for (const { day, cell } of cellsOf(slot)) {
      const name = `${slot.officerId}|${day}`;
      const found = days.get(name) ?? { slot, day, cells: new Map() };
      found.cells.set(`${prefix}${cell}`, { owner: ownerOf(caseId, slot.appointmentId), act: slot.act });
      days.set(name, found);
    }
  }
  return [...days.values()];
};

const updateOf = (table: Table, { slot, day, cells }: Day): Action => {
  const named = [...cells].map(([attribute, what], place) => ({ attribute, name: `#c${place}`, ...what }));
  const owners = [...new Set(named.map(({ owner }) => owner))];
  const valueOf = (owner: string): string => `:o${owners.indexOf(owner)}`;
  const sets = named.flatMap((one) => (one.act === 'claim' ? [`${one.name} = ${valueOf(one.owner)}`] : []));
  const removes = named.flatMap((one) => (one.act === 'free' ? [one.name] : []));
  return {
    Update: {
      TableName: table.name,
      Key: { ...officerDayKey(slot.officerId, day) },
      UpdateExpression: `SET ${['expiresAt = :end', ...sets].join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
      ConditionExpression: named
        .map(({ name, owner }) => `(attribute_not_exists(${name}) OR ${name} = ${valueOf(owner)})`)
        .join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(named.map(({ name, attribute }) => [name, attribute])),
      ExpressionAttributeValues: {
        ':end': Math.floor(Date.parse(`${day}T00:00:00Z`) / 1000) + keptDays * 86_400,
        ...Object.fromEntries(owners.map((owner) => [valueOf(owner), owner])),
      },
    },
  };
};

/** R19: one conditional update for each officer and day: all quarters of an hour are free or already this appointment's. */
export const officerDaySteps = (
  table: Table,
  caseId: string,
  uniques: readonly Unique[],
): { action: Action; refused: SaveResult }[] =>
  daysOf(caseId, uniques).map((day) => ({
    action: updateOf(table, day),
    refused: { outcome: 'taken', unique: day.slot },
  }));

const StoredDay = z.looseObject({ sk: z.string() });

const cellsFrom = (item: Stored): TakenCell[] => {
  const { sk, ...attributes } = StoredDay.parse(item);
  return Object.entries(attributes).flatMap(([attribute, owner]) => {
    if (!attribute.startsWith(prefix)) return [];
    const [caseId = '', appointmentId = ''] = z.string().parse(owner).split('|');
    return [{ day: sk.slice('DAY#'.length), cell: attribute.slice(prefix.length), caseId, appointmentId }];
  });
};

/** The taken quarters of an officer's days, as they are now. */
export const takenCells = async (
  table: Table,
  officerId: string,
  fromDay: string,
  toDay: string,
): Promise<TakenCell[]> => {
  const days = await itemsBetween(table, officerDayKey(officerId, fromDay), officerDayKey(officerId, toDay));
  return days.flatMap(cellsFrom);
};
