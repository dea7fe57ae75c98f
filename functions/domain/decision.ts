import type { Work } from '#functions/domain/agenda-item.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { hmacHex } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile, InState, StateName } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import type { TextRef } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { Blocked } from '#functions/domain/servicing-parts.ts';

/** What a decision may know besides the file: no clock, no network. */
export interface Context {
  /** The instant at which the act is judged. */
  readonly asOf: string;
  readonly actor: Actor;
  readonly requestId: string;
  readonly policy: PolicyPack;
  /** Follows from the request alone, so that deciding again gives the same ids. */
  readonly newId: (prefix: string) => string;
}

/** Time of an officer that one appointment takes (R19). */
export interface OfficerSlot {
  readonly kind: 'OFFICER_SLOT';
  readonly officerId: string;
  readonly appointmentId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly act: 'claim' | 'free';
}

/** Something outside the case of which there may be only one; the save claims or frees it in the same transaction. */
export type Unique =
  | { readonly kind: 'OPEN_CASE'; readonly borrowerId: string; readonly act: 'claim' | 'free' }
  | { readonly kind: 'ORIGINAL'; readonly sha256: string; readonly act: 'claim'; readonly agreementId: string }
  | { readonly kind: 'PAYMENT'; readonly sourceRef: string; readonly act: 'claim'; readonly paymentId: string }
  /** Money that nobody claimed becomes this case's: its register entry is closed and its reference points here. */
  | {
      readonly kind: 'UNAPPLIED';
      readonly act: 'apply';
      readonly paymentId: string;
      readonly sourceRef: string;
      /** Tasks that are done with it. */
      readonly work: readonly Work[];
    }
  | OfficerSlot;

export interface Decision {
  /** Empty: the act was done before, nothing is written. */
  readonly events: readonly CaseEvent[];
  readonly privates?: readonly PrivateItem[];
  /** Ids that the answer is rebuilt from, also when the request is repeated. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly uniques?: readonly Unique[];
}

export type Decider<Input> = (file: CaseFile, input: Input, context: Context) => Decision;

/** Narrows the file to the states in which an act is possible, else `StateForbids`. */
export const inState = <const S extends StateName>(file: CaseFile, ...states: readonly S[]): InState<S> => {
  const { status } = file;
  if (isIn(status, states)) return status;
  throw new Refusal('StateForbids', `the case is ${status.state}; this act is possible in ${states.join(', ')}`, {
    state: status.state,
  });
};

const isIn = <S extends StateName>(status: CaseFile['status'], states: readonly S[]): status is InState<S> =>
  states.some((state) => state === status.state);

/** Refuses an act that a hold in force blocks (4.15, 34). */
export const notOnHold = (file: CaseFile, act: Blocked): void => {
  const hold = Object.values(file.holds).find((one) => one.releasedAt === undefined && one.blocks.includes(act));
  if (hold !== undefined)
    throw new Refusal('OnHold', `a ${hold.kind} blocks ${act.toLowerCase()}`, { hold: hold.kind });
};

/** Puts words into a private item; the file and the journal get the reference with its salted HMAC. */
export const keepText = (file: CaseFile, context: Context, text: string): { ref: TextRef; item: PrivateItem } => {
  const textId = context.newId('text');
  const salt = file.privates['SALT#salt'];
  if (salt?.kind !== 'SALT') throw new TypeError('the case file has no salt');
  return { ref: { textId, hmac: hmacHex(salt.salt, text) }, item: { kind: 'TEXT', id: textId, text } };
};

/** The zone in which the borrower lives and dates are counted. */
export const zoneOf = (file: CaseFile, policy: PolicyPack): string => file.meta?.timezone ?? policy.timezone;
