import { applyEntry } from '#functions/domain/apply.ts';
import type { Unique } from '#functions/domain/decision.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { chain } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import type { RequestRecord, Save, WorkItem } from '#functions/usecases/ports.ts';

/** Acts of one case, each as it is saved; every file here came about through events. */
export interface Story {
  readonly seed: string;
  readonly file: CaseFile;
  readonly acts: readonly Save[];
}

export const people = {
  agent: { id: 'agent-1', role: 'agent', branch: 'north', region: 'east' },
  officer: { id: 'officer-1', role: 'officer', branch: 'north', region: 'east' },
  officer2: { id: 'officer-2', role: 'officer', branch: 'north', region: 'east' },
  supervisor: { id: 'supervisor-1', role: 'supervisor', branch: 'north', region: 'east' },
  system: { id: 'system', role: 'system' },
} as const satisfies Record<string, Actor>;

export interface Told {
  readonly asOf: string;
  readonly events: readonly CaseEvent[];
  readonly by?: Actor;
  readonly requestId?: string;
  readonly privates?: readonly PrivateItem[];
  readonly uniques?: readonly Unique[];
  readonly request?: RequestRecord;
  readonly nextDueAt?: string;
  readonly work?: readonly WorkItem[];
}

/** What `perform` would save for these events on this file. */
export const anAct = (before: CaseFile, told: Told): Save => {
  const { asOf, events, by = people.system, requestId = `request-${before.version + 1}`, privates = [] } = told;
  const stamp = { stream: before.caseId, asOf, recordedAt: asOf, actor: by, requestId };
  const entries = chain(before.head, events, stamp);
  const kept = Object.fromEntries(privates.map((item) => [privateKey(item), item]));
  return {
    before,
    after: { ...entries.reduce(applyEntry, before), privates: { ...before.privates, ...kept } },
    entries,
    privates,
    uniques: told.uniques ?? [],
    nextDueAt: told.nextDueAt,
    work: told.work ?? [],
    ...(told.request === undefined ? {} : { request: told.request }),
  };
};

/** The story with one more act. */
export const thenAct = (story: Story, told: Told): Story => {
  const act = anAct(story.file, told);
  return { ...story, file: act.after, acts: [...story.acts, act] };
};

export const entriesOf = (story: Story): Entry[] => story.acts.flatMap(({ entries }) => entries);
