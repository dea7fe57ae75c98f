import type { InputOf } from '#functions/domain/decide.ts';
import type { CommandName } from '#functions/domain/decide.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { instantOf, policy } from '#test/lives/life.ts';
import type { Life } from '#test/lives/life.ts';
import { people } from '#test/support/acts.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';

/** Numbers that the details of an act are made of. */
export interface Dice {
  readonly some: number;
  readonly many: number;
  readonly flip: boolean;
}

/** An act that somebody might try now; undefined where there is nothing it could be about. */
export type Try<N extends CommandName> = (
  life: Life,
  dice: Dice,
) => { readonly input: InputOf<N>; readonly by: Actor } | undefined;
export type Tries<N extends CommandName> = { readonly [K in N]: Try<K> };

export const borrower: Actor = { id: borrowerIdOf('a case'), role: 'borrower', borrowerId: borrowerIdOf('a case') };
export const secondLead: Actor = { id: 'supervisor-2', role: 'supervisor', branch: 'north', region: 'east' };
export const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
export const secondRisk: Actor = { id: 'risk-2', role: 'risk', region: 'east' };
export const committee: Actor = { id: 'committee-1', role: 'committee' };
export const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
export const { agent, officer, supervisor, system } = people;

const zone = policy.timezone;
export const dayOf = (life: Life): string => dateOf(instantOf(life.now), zone);
/** One of several, as the dice say. */
export const pick = <Part>(parts: Readonly<Record<string, Part>>, dice: Dice): Part | undefined => {
  const all = Object.values(parts);
  return all[dice.flip ? all.length - 1 : dice.some % Math.max(1, all.length)];
};
