import type { officerOperations } from '#functions/contracts/officers-operations.ts';
import { hmacHex } from '#functions/domain/ids.ts';
import { chain, noEntries } from '#functions/domain/journal.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { officerEvents, officerStream } from '#functions/domain/officers/register.ts';
import type { OfficerRecord } from '#functions/domain/officers/register.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import type { Officer, OfficerSecret } from '#functions/usecases/paged-ports.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { newSalt } from '#functions/usecases/take-report.ts';

/** A supervisor keeps the officers of his branch, risk those of its region (4.15, 26). */
export const isInRegisterOf = (
  { branch, region }: Pick<OfficerRecord, 'branch' | 'region'>,
  principal: Actor,
): boolean =>
  principal.role === 'risk' || principal.role === 'auditor'
    ? principal.region === undefined || principal.region === region
    : principal.branch === undefined || principal.branch === branch;

export const shownOfficer = (
  { head: _head, nameHmac: _name, emailHmac, ...officer }: Officer,
  name: string | undefined,
) => ({
  ...officer,
  isInvitedByEmail: emailHmac !== undefined,
  ...(name === undefined ? {} : { name }),
});

/** What may be changed about an officer: all but the place in his journal. */
export const recordOf = ({ version: _version, head: _head, ...record }: Officer): OfficerRecord => record;

interface Writing {
  readonly before: Officer | undefined;
  readonly record: OfficerRecord;
  readonly secret: OfficerSecret;
  readonly asOf: string;
  readonly actor: Actor;
  readonly requestId: string;
}

/** The only way to write an officer: record and journal in one transaction. Undefined when somebody else was faster. */
export const writeOfficer = async (ports: Ports, writing: Writing): Promise<Officer | undefined> => {
  const { before, record, secret, asOf, actor, requestId } = writing;
  const { version, head } = before ?? { version: 0, head: noEntries };
  const events = officerEvents(before === undefined ? undefined : recordOf(before), record, actor);
  if (before !== undefined && events.length === 0) return before;
  const stamp = { stream: officerStream(record.officerId), asOf, recordedAt: ports.clock(), actor, requestId };
  const entries = chain(head, events, stamp);
  const last = entries.at(-1) ?? head;
  const after = { ...record, version: version + entries.length, head: { seq: last.seq, hash: last.hash } };
  return (await ports.officers.save({ before, after, entries, secret })) ? after : undefined;
};

/** R19, R62: the register. The last word on a version wins only once; a repeat that changes nothing writes nothing. */
export const putOfficer =
  (ports: Ports): ActFor<typeof officerOperations.putOfficer> =>
  async ({
    params: { officerId },
    body: { name, email: given, ...facts },
    principal,
    ifMatch,
    ifNoneMatch,
    asOf,
    requestId,
  }) => {
    const [before, known] = await Promise.all([ports.officers.officer(officerId), ports.officers.secret(officerId)]);
    if (!isInRegisterOf(facts, principal) || (before !== undefined && !isInRegisterOf(before, principal)))
      throw new Refusal('NotFound', 'there is no such officer, or he is not yours to keep');
    const version = before?.version ?? 0;
    if ((ifMatch !== undefined && ifMatch !== version) || (ifNoneMatch === true && before !== undefined))
      throw new Refusal('StaleVersion', `the record is at version ${version}`);
    const salt = known?.salt ?? newSalt();
    // The list never shows the address, so that whoever writes the record anew leaves it out: it stays; null takes it away.
    const email = given === undefined ? known?.email : (given ?? undefined);
    const record = {
      officerId,
      ...facts,
      ...(name === undefined ? {} : { nameHmac: hmacHex(salt, name) }),
      ...(email === undefined ? {} : { emailHmac: hmacHex(salt, email) }),
    };
    const secret = { salt, ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
    const after = await writeOfficer(ports, { before, record, secret, asOf, actor: principal, requestId });
    if (after === undefined) throw new Refusal('StaleVersion', 'somebody else changed the record');
    return { body: shownOfficer(after, name), etag: after.version };
  };
