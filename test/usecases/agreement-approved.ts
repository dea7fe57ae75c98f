import { vi } from 'vitest';
import * as z from 'zod';
import { part, text } from '#infra/local/demo/reading.ts';
import { assess, propose } from '#infra/local/demo/second-half.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { firstHalfLived } from '#test/usecases/first-half-lived.ts';
import { lifeInProcess } from '#test/usecases/life-in-process.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

export const at = '2026-03-06T04:00:00Z';
export const phone = '+8613800001000';

export interface Lived {
  readonly life: Life<FakePorts>;
  readonly caseId: string;
}
/** A plan that both sides have agreed on, and nothing in writing yet. */
export const approved = async (): Promise<Lived> => {
  const life = await lifeInProcess(fakePorts());
  const caseId = await firstHalfLived(life);
  await assess(life.story, caseId, at);
  const proposalId = await propose(life.story, caseId, at, '2026-04-10');
  const path = `/cases/${caseId}/plan-proposals/${proposalId}/declaration`;
  await life.story.must('borrower', 'PUT', path, { at, body: {} });
  return { life, caseId };
};

export const Agreed = z.object({
  key: z.string(),
  sha256: z.string(),
  keyTerms: z.array(z.string()),
  signatures: z.array(z.object({ party: z.string(), authenticated: z.record(z.string(), z.unknown()) })),
  sealed: z
    .object({ key: z.string(), sha256: z.string(), evidence: z.object({ key: z.string(), sha256: z.string() }) })
    .optional(),
});

export const drawnUp = async ({ life, caseId }: Lived, form: 'ELECTRONIC' | 'PAPER') => {
  const drawn = await life.story.must('officer', 'POST', `/cases/${caseId}/agreements`, { at, body: { form } });
  const agreement = part(drawn.body, 'agreement');
  return {
    path: `/cases/${caseId}/agreements/${text(agreement, 'agreementId')}`,
    ...Agreed.parse(agreement),
  };
};

export const bytesAt = (ports: FakePorts, key: string): Uint8Array => {
  const kept = ports.documents.objects.get(`documents/${key}`);
  if (kept === undefined) throw new Error(`nothing lies at ${key}`);
  return kept.bytes;
};

/** Somebody with access to the store changes one byte behind the service's back. */
export const flip = (ports: FakePorts, key: string): (() => void) => {
  const bytes = bytesAt(ports, key);
  const place = Math.floor(bytes.length / 2);
  const turn = (): void => {
    bytes.set([(bytes[place] ?? 0) ^ 1], place);
  };
  turn();
  return turn;
};
