import { chain } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { readStream } from '#functions/domain/read-events.ts';
import type { ReadEvent } from '#functions/domain/read-events.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** R14, R65: on record before the answer is given; who cannot be recorded gets none. */
export const logRead = async (
  ports: Ports,
  caseId: string,
  event: ReadEvent,
  { asOf, principal, requestId }: { readonly asOf: string; readonly principal: Actor; readonly requestId: string },
): Promise<void> => {
  const stamp = { stream: readStream(caseId), asOf, recordedAt: ports.clock(), actor: principal, requestId };
  await ports.reads.append(caseId, (head) => chain(head, [event], stamp));
};
