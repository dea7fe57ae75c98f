import { randomUUID } from 'node:crypto';
import type { Actor } from '#functions/domain/actor.ts';
import type { Story } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Answer } from '#test/usecases/in-process.ts';

export interface Called {
  readonly by: Actor;
  readonly at: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Version that was read; `*` reads it just before. */
  readonly ifMatch?: number | '*';
  readonly key?: string;
}

export interface Caller {
  readonly ports: FakePorts;
  readonly caseId: string;
  readonly borrower: Actor;
  /** Calls an operation by its id, about the story's case unless other parameters are given. */
  readonly call: (operationId: string, called: Called) => Promise<Answer>;
}

/** The whole API over one story, as clients call it. */
export const callerOf = async (story: Story): Promise<Caller> => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  for (const { key } of [...Object.values(story.file.documents), ...Object.values(story.file.agreements)])
    if (key !== undefined)
      await ports.documents.write('documents', key, Buffer.from(key), { mediaType: 'application/pdf' });
  const api = await apiOver(ports);
  const { caseId } = story.file;
  return {
    ports,
    caseId,
    borrower: { id: 'user-1', role: 'borrower', borrowerId: borrowerIdOf(story.seed) },
    call: async (operationId, { by, at, params, query, body, ifMatch, key = randomUUID() }) => {
      const row = api.rows.find((one) => one.operationId === operationId);
      if (row === undefined) throw new Error(`there is no operation ${operationId}`);
      const version = ifMatch === '*' ? (await ports.cases.load(caseId)).version : ifMatch;
      return api.call(row, {
        by,
        params: { ...('caseId' in row.params.shape ? { caseId } : {}), ...params },
        query: query ?? {},
        body,
        requestId: key,
        headers: {
          'Test-Clock': at,
          ...(row.idempotent ? { 'Idempotency-Key': key } : {}),
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
      });
    },
  };
};
