import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import type { SaveResult } from '#functions/usecases/ports.ts';

/** DynamoDB's limit on one transaction. */
export const maxActions = 100;

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** An action and what it means when its condition does not hold; actions without a meaning have no condition. */
export interface Step {
  readonly action: Action;
  readonly refused?: SaveResult;
}

export const conflict: SaveResult = { outcome: 'conflict' };

/** Repeated before conflict before taken: who asks again gets the first answer, and who was overtaken decides again. */
const precedence: readonly SaveResult['outcome'][] = ['repeated', 'conflict', 'taken'];

const resultOf = (cancelled: TransactionCanceledException, steps: readonly Step[]): SaveResult | undefined => {
  const met = new Map<SaveResult['outcome'], SaveResult>();
  for (const [position, { Code }] of (cancelled.CancellationReasons ?? []).entries()) {
    if (Code === undefined || Code === 'None') continue;
    if (Code !== 'ConditionalCheckFailed' && Code !== 'TransactionConflict') return undefined;
    const refused = Code === 'TransactionConflict' ? conflict : (steps[position]?.refused ?? conflict);
    met.set(refused.outcome, refused);
  }
  return precedence.map((outcome) => met.get(outcome)).find((result) => result !== undefined);
};

/**
 * All of it or nothing. What a condition refused is an answer; throttling and every other fault is thrown. The SDK repeats a
 * call under one client token, so a lost answer is not a second write.
 */
export const transact = async (table: Table, steps: readonly Step[]): Promise<SaveResult> => {
  if (steps.length === 0) return { outcome: 'saved' };
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: steps.map(({ action }) => action) }));
    return { outcome: 'saved' };
  } catch (fault) {
    const result = fault instanceof TransactionCanceledException ? resultOf(fault, steps) : undefined;
    if (result === undefined) throw fault;
    return result;
  }
};
