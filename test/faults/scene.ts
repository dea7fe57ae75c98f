import { versionOf } from '#infra/local/demo/teller.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

/** Where a scene is played: a copy of the world that is thrown away afterwards. */
export interface Stage {
  readonly life: Pick<Life, 'story' | 'upload'>;
  readonly caseId: string;
  /** Lets time pass until an instant. */
  readonly sweep: (asOf: string) => Promise<unknown>;
}
/** Acts that lead the case another way than its life goes. */
export type Scene = (stage: Stage) => Promise<void>;

/** An act of somebody who has just read the case. */
export const judge = async (
  { story }: Stage['life'],
  caseId: string,
  role: string,
  path: string,
  at: string,
  body: unknown,
  method: 'POST' | 'PUT' = 'POST',
) => story.must(role, method, path, { at, body, ifMatch: await versionOf(story, caseId) });
