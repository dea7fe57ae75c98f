import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { idMaker } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { anAct, people } from '#test/support/acts.ts';

export const policy = packOf('CN');

/** Shanghai wall clock, as people in the tests think of it. */
export const shanghai = (day: string, time = '10:00'): string =>
  `${new Date(`${day}T${time}:00+08:00`).toISOString().slice(0, 19)}Z`;

export interface Setting {
  readonly asOf: string;
  readonly by?: Actor;
}

export const contextOf = ({ asOf, by = people.agent }: Setting): Context => ({
  asOf,
  actor: by,
  requestId: 'request',
  policy,
  newId: idMaker(`${asOf}|${by.id}`),
});

export interface Outcome {
  readonly file: CaseFile;
  readonly decision: Decision;
  readonly events: readonly string[];
}

/** Decides, and applies what was decided. */
export const decided = <Input>(decider: Decider<Input>, file: CaseFile, input: Input, setting: Setting): Outcome => {
  const decision = decider(file, input, contextOf(setting));
  const { after } = anAct(file, {
    asOf: setting.asOf,
    events: decision.events,
    by: setting.by ?? people.agent,
    ...(decision.privates === undefined ? {} : { privates: decision.privates }),
  });
  return { file: after, decision, events: decision.events.map(({ event }) => event) };
};

/** Why the business says no, or undefined when it does not. */
export const refusalOf = <Input>(
  decider: Decider<Input>,
  file: CaseFile,
  input: Input,
  setting: Setting,
): Refusal | undefined => {
  try {
    decider(file, input, contextOf(setting));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

export const borrower = { id: 'borrower-token', role: 'borrower', borrowerId: 'b-1' } as const;
