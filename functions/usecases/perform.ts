import { agenda, workItems } from '#functions/domain/agenda.ts';
import { applyEntry } from '#functions/domain/apply.ts';
import type { Unique } from '#functions/domain/decision.ts';
import { decide } from '#functions/domain/decide.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { slotChanges } from '#functions/domain/visits/slot-claims.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Who asks, when, and under which request: everything about an act but its content. */
export interface Asking {
  readonly asOf: string;
  readonly actor: Actor;
  readonly requestId: string;
  /** Version that the caller has read. */
  readonly ifMatch?: number | undefined;
  /** Present for requests with an `Idempotency-Key`. */
  readonly request?: { readonly key: string; readonly fingerprint: string; readonly operationId: string } | undefined;
  /** Pack for a case that does not exist yet. */
  readonly jurisdiction?: string | undefined;
  /** Throws `NotFound` unless the caller may see this file (object-level access). */
  readonly admit?: (file: CaseFile) => void;
}

export interface Performed {
  readonly file: CaseFile;
  readonly ids: Readonly<Record<string, string>>;
  readonly replayed: boolean;
}

const attempts = 5;

/** The first answer of a request again, or undefined when it is new. */
const answeredBefore = async (
  ports: Ports,
  { actor, request }: Asking,
  read: CaseFile,
): Promise<Performed | undefined> => {
  const record = request === undefined ? undefined : await ports.cases.request(actor.id, request.key);
  if (record === undefined || request === undefined) return undefined;
  if (record.fingerprint !== request.fingerprint)
    throw new Refusal('IdempotencyKeyReused', 'this Idempotency-Key was used with another request');
  const isRead = record.caseId === read.caseId && read.version >= record.version;
  const file = isRead ? read : await ports.cases.load(record.caseId);
  return { file, ids: record.ids, replayed: true };
};

/** Load, decide, save: one Query and one transaction; a conflict reloads and decides again. */
export const perform = async <N extends CommandName>(
  ports: Ports,
  caseId: string,
  command: N,
  input: InputOf<N>,
  asking: Asking,
): Promise<Performed> => performOn(ports, caseId, command, () => input, asking);

/**
 * The same for an act whose input is made from the file: it is read once, and a repeat is answered before anything is made.
 * The request is looked for after the file is read: a file that shows its effect shows its record too, so that of several
 * that arrive at once nobody is refused what the first of them has done.
 */
export const performOn = async <N extends CommandName>(
  ports: Ports,
  caseId: string,
  command: N,
  inputFrom: (before: CaseFile) => InputOf<N> | Promise<InputOf<N>>,
  asking: Asking,
): Promise<Performed> => {
  const { actor, asOf, request, requestId } = asking;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before = await ports.cases.load(caseId);
    const done = await answeredBefore(ports, asking, before);
    if (done !== undefined) return done;
    asking.admit?.(before);
    if (asking.ifMatch !== undefined && asking.ifMatch !== before.version)
      throw new Refusal('StaleVersion', `the case is at version ${before.version}`);
    const policy =
      before.version === 0
        ? packOf(asking.jurisdiction ?? 'CN', undefined, asOf.slice(0, 10))
        : packOf(before.policy.jurisdiction, before.policy.version);
    const decision = decide(before, command, await inputFrom(before), {
      asOf,
      actor,
      requestId,
      policy,
      newId: idMaker([caseId, command, requestId].join('|')),
    });
    if (decision instanceof Refusal) throw decision;
    const ids = decision.ids ?? {};
    if (decision.events.length === 0 && request === undefined) return { file: before, ids, replayed: false };
    const recordedAt = ports.clock();
    const stamp = { stream: caseId, asOf, recordedAt, actor, requestId };
    const entries = chain(before.head, decision.events, stamp);
    const privates = decision.privates ?? [];
    const kept = privates.reduce((all, item) => ({ ...all, [privateKey(item)]: item }), before.privates);
    const after = { ...entries.reduce(applyEntry, before), privates: kept };
    const items = agenda(after, policy);
    const record =
      request === undefined
        ? {}
        : { request: { ...request, caller: actor.id, caseId, ids, version: after.version, recordedAt } };
    const saved = await ports.cases.save({
      before,
      after,
      entries,
      privates,
      uniques: [...(decision.uniques ?? []), ...slotChanges(before, after)],
      nextDueAt: items[0]?.dueAt,
      work: workItems(after, policy),
      ...record,
    });
    if (saved.outcome === 'saved') return { file: after, ids, replayed: false };
    if (saved.outcome === 'taken') throw refusalOfTaken(saved.unique);
  }
  throw asking.ifMatch === undefined
    ? new Refusal('ConcurrentChange', 'the case was changed by others several times; ask again')
    : new Refusal('StaleVersion', 'the case was changed by somebody else');
};

const refusalOfTaken = (unique: Unique): Refusal => {
  switch (unique.kind) {
    case 'OPEN_CASE':
      return new Refusal('OpenCaseExists', 'this person has an open case', { rules: ['R3'] });
    case 'PAYMENT':
      return new Refusal('SourceRefConflict', 'a payment with this sourceRef exists');
    case 'UNAPPLIED':
      return new Refusal('PaymentAlreadyApplied', 'somebody else has matched this money', { rules: ['4.5'] });
    case 'OFFICER_SLOT':
      return new Refusal('OfficerBusy', `${unique.officerId} has another visit at that time`, { rules: ['R19'] });
    case 'ORIGINAL':
      return new Refusal('SignatureNotReliable', 'this file is the original of another agreement', { rules: ['R38'] });
  }
};
