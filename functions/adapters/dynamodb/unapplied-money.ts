import * as z from 'zod';
import * as keys from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { transact } from '#functions/adapters/dynamodb/transaction.ts';
import type { Step } from '#functions/adapters/dynamodb/transaction.ts';
import type { Unique } from '#functions/domain/decision.ts';
import { UnappliedMoney } from '#functions/domain/money-parts.ts';
import type { CaseStore, Leaving, RequestRecord } from '#functions/usecases/ports.ts';

const absent = 'attribute_not_exists(pk)';

const Stored = z.object({ money: UnappliedMoney });

/** The register entry closed and the reference pointed at the case, in the transaction that puts the money into it. */
export const applySteps = (table: Table, caseId: string, unique: Extract<Unique, { kind: 'UNAPPLIED' }>): Step[] => {
  const refused = { outcome: 'taken', unique } as const;
  const update = (
    key: keys.Key,
    change: string,
    condition: string,
    values: Record<string, unknown>,
    names = {},
  ): Step => ({
    action: {
      Update: {
        TableName: table.name,
        Key: { ...key },
        UpdateExpression: change,
        ConditionExpression: condition,
        ExpressionAttributeValues: values,
        ...(Object.keys(names).length === 0 ? {} : { ExpressionAttributeNames: names }),
      },
    },
    refused,
  });
  return [
    update(
      keys.unappliedKey(unique.paymentId),
      'SET #money.#status = :matched, #money.caseId = :caseId',
      '#money.#status = :unapplied',
      { ':matched': 'MATCHED', ':unapplied': 'UNAPPLIED', ':caseId': caseId },
      { '#money': 'money', '#status': 'status' },
    ),
    update(
      keys.paymentKey(unique.sourceRef),
      'SET caseId = :caseId',
      'paymentId = :paymentId AND attribute_not_exists(caseId)',
      { ':caseId': caseId, ':paymentId': unique.paymentId },
    ),
    ...unique.work.map((line): Step => ({
      action: { Delete: { TableName: table.name, Key: { ...keys.workKey(unique.paymentId, line) } } },
    })),
  ];
};

export const unappliedMoney = (
  table: Table,
  requestStep: (record: RequestRecord) => Step,
): Pick<CaseStore, 'leaveUnapplied' | 'unapplied'> => ({
  leaveUnapplied: async ({ money, entry, work, request }: Leaving) => {
    const { paymentId, sourceRef } = money;
    const put = (key: keys.Key, facts: Record<string, unknown>): Step => ({
      action: { Put: { TableName: table.name, Item: { ...key, ...facts }, ConditionExpression: absent } },
      refused: { outcome: 'conflict' },
    });
    const result = await transact(table, [
      put(keys.paymentKey(sourceRef), { paymentId }),
      put(keys.unappliedKey(paymentId), { money }),
      put(keys.journalKey(paymentId, entry.seq), { entry }),
      ...work.map((line) => put(keys.workKey(paymentId, line), { work: line, ...keys.workIndex(paymentId, line) })),
      ...(request === undefined ? [] : [requestStep(request)]),
    ]);
    if (result.outcome === 'saved') return 'left';
    return result.outcome === 'repeated' ? 'repeated' : 'taken';
  },
  unapplied: async (paymentId) => {
    const stored = await get(table, keys.unappliedKey(paymentId));
    return stored === undefined ? undefined : Stored.parse(stored).money;
  },
});
