import { adjustmentDeciders } from '#functions/domain/adjustment/deciders.ts';
import { agreementDeciders } from '#functions/domain/agreement/deciders.ts';
import { archiveDeciders } from '#functions/domain/archive/deciders.ts';
import { complaintDeciders } from '#functions/domain/complaints/deciders.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { documentDeciders } from '#functions/domain/documents/deciders.ts';
import { intakeDeciders } from '#functions/domain/intake/deciders.ts';
import { holdDeciders } from '#functions/domain/holds/deciders.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { planDeciders } from '#functions/domain/plan/deciders.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { servicingDeciders } from '#functions/domain/servicing/deciders.ts';
import { visitDeciders } from '#functions/domain/visits/deciders.ts';

/** Every act that can change a case, by name: operations of the API and tasks of the machines alike. */
export const deciders = {
  ...intakeDeciders,
  ...documentDeciders,
  ...visitDeciders,
  ...planDeciders,
  ...agreementDeciders,
  ...servicingDeciders,
  ...adjustmentDeciders,
  ...holdDeciders,
  ...complaintDeciders,
  ...archiveDeciders,
};

export type CommandName = keyof typeof deciders;
export type InputOf<N extends CommandName> = Parameters<(typeof deciders)[N]>[1];

const table: { readonly [N in CommandName]: Decider<InputOf<N>> } = deciders;

/** The business's answer to a command: events to append, or why not. Pure and total. */
export const decide = <N extends CommandName>(
  file: CaseFile,
  command: N,
  input: InputOf<N>,
  context: Context,
): Decision | Refusal => {
  if (context.asOf < file.lastAsOf) {
    return new Refusal('TestClockBehind', `the case has already seen ${file.lastAsOf}`, { earliest: file.lastAsOf });
  }
  try {
    return table[command](file, input, context);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};
