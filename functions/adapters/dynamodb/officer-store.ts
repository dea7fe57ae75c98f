import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { branchPartition, indexes, officerKey } from '#functions/adapters/dynamodb/keys.ts';
import { Language } from '#functions/domain/parts.ts';
import { Absence, Certificate } from '#functions/domain/visits/officers.ts';
import { get, page } from '#functions/adapters/dynamodb/table.ts';
import type { Stored, Table } from '#functions/adapters/dynamodb/table.ts';
import type { Officer, OfficerStore } from '#functions/usecases/paged-ports.ts';

const StoredOfficer = z.object({
  officer: z.object({
    officerId: z.string(),
    branch: z.string(),
    name: z.string().optional(),
    region: z.string().optional(),
    languages: z.array(Language).optional(),
    certificates: z.array(Certificate),
    absences: z.array(Absence).optional(),
    relations: z.array(z.string()),
    version: z.int().positive(),
  }),
});

const officerFrom = (item: Stored): Officer => StoredOfficer.parse(item).officer;

export const dynamoOfficerStore = (table: Table): OfficerStore => ({
  officer: async (officerId) => {
    const stored = await get(table, officerKey(officerId));
    return stored === undefined ? undefined : officerFrom(stored);
  },
  officers: async (branch, limit, from) => {
    const found = await page(table, { index: indexes.byOfficer, partition: branchPartition(branch) }, limit, from);
    return { items: found.items.map(officerFrom), next: found.next };
  },
  putOfficer: async (officer, expectedVersion) => {
    const { officerId, branch, version } = officer;
    const index = { gsiOfficerPk: branchPartition(branch), gsiOfficerSk: officerId };
    try {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...officerKey(officerId), version, officer, ...index },
          ...(expectedVersion === 0
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': expectedVersion } }),
        }),
      );
      return true;
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false;
      throw fault;
    }
  },
});
