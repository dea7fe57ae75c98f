import * as z from 'zod';
import type { Operation } from '#functions/contracts/operation.ts';
import { ContactOutcome } from '#functions/domain/intake/contacts.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { heading, ms, p50, ratio, silently, table } from '#test/bench/figures.ts';
import { activeStory } from '#test/support/agreed-stories.ts';
import { openedStory } from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';
import type { Story } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';
import type { Request } from '#test/usecases/in-process.ts';

const times = 1000;
const key = '00000000-0000-4000-8000-000000000001';
const at = (instant: string): Record<string, string> => ({ 'Test-Clock': instant });

/** A case in memory whose saves are forgotten: every run meets the same file. */
const portsWith = async (story: Story): Promise<Ports> => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  return { ...ports, cases: { ...ports.cases, save: async () => ({ outcome: 'saved' }) } };
};

interface Measured {
  readonly operationId: string;
  readonly story: Story;
  readonly request: (caseId: string) => Request;
}

const measured: readonly Measured[] = [
  { operationId: 'getHealth', story: openedStory(), request: () => ({ by: undefined }) },
  {
    operationId: 'getCase',
    story: activeStory(),
    request: (caseId) => ({ by: people.officer, params: { caseId }, headers: at('2026-03-20T02:00:00Z') }),
  },
  {
    operationId: 'startContact',
    story: openedStory(),
    request: (caseId) => ({
      by: people.agent,
      params: { caseId },
      body: { purpose: 'OFFER', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' },
      headers: { ...at('2026-03-04T02:00:00Z'), 'Idempotency-Key': key },
    }),
  },
  {
    operationId: 'startContact',
    story: activeStory(),
    request: (caseId) => ({
      by: people.officer,
      params: { caseId },
      body: { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' },
      headers: { ...at('2026-03-20T02:00:00Z'), 'Idempotency-Key': key },
    }),
  },
];

/** What any handler must do at least: 1 kB of JSON through `JSON.parse` and zod. */
const bareParse = async (): Promise<number> => {
  const text = JSON.stringify({
    answered: true,
    rightParty: true,
    serviceExplained: true,
    recordingId: 'recording-1',
    note: 'x'.repeat(900),
  });
  return p50(times, () => ContactOutcome.parse(JSON.parse(text)));
};

const rowOf = (rows: readonly Operation[], operationId: string): Operation =>
  z.custom<Operation>((row) => row !== undefined).parse(rows.find((row) => row.operationId === operationId));

export const handlerTimes = async (): Promise<void> => {
  const bare = await bareParse();
  const lines: string[][] = [];
  for (const { operationId, story, request } of measured) {
    const api = await apiOver(await portsWith(story));
    const row = rowOf(api.rows, operationId);
    const { caseId, status } = story.file;
    const asked = request(caseId);
    const answer = await silently(async () => api.call(row, asked));
    const time = await silently(async () => p50(times, async () => api.call(row, asked)));
    lines.push([
      `${operationId} (${status.state}, ${story.file.version} entries, ${answer.status})`,
      ms(time),
      ratio(time, bare),
    ]);
  }
  heading(`Handler time per request without AWS, p50 of ${times} (aim: at most 0.1 ms)`);
  table([['operation', 'p50', 'ratio'], ['JSON.parse and zod of 1 kB', ms(bare), ratio(bare, bare)], ...lines]);
};
