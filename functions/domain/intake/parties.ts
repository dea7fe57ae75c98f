import * as z from 'zod';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { addBusinessDays, dateOf, Zone } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState, zoneOf } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent, EventData } from '#functions/domain/events.ts';
import { hmacHex, Id } from '#functions/domain/ids.ts';
import { canonical } from '#functions/domain/journal.ts';
import { VulnerabilityKind } from '#functions/domain/model.ts';
import { PartyItem } from '#functions/domain/private-items.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { Language } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { living } from '#functions/domain/state-sets.ts';

const Point = z.strictObject({ kind: z.enum(['PHONE', 'EMAIL']), value: z.string().min(3).max(120) });
const Person = PartyItem.pick({ name: true, idType: true, idNo: true, address: true }).extend({
  contactPoints: z.array(Point).max(5).default([]),
});

export const PartyChanges = z
  .strictObject({
    /** New ones get a new id: what a visit has verified was the old value. */
    addContactPoints: z.array(Point).min(1).max(10).optional(),
    removeContactPointIds: z.array(Id).min(1).max(20).optional(),
    address: z.string().min(1).max(300).optional(),
    language: Language.optional(),
    timezone: Zone.optional(),
    /** `null` ends it. */
    guarantor: Person.nullable().optional(),
    representative: Person.nullable().optional(),
    vulnerability: z.array(VulnerabilityKind).min(1).max(10).optional(),
    /** The recording or the signed paper behind it. */
    evidenceId: Id.optional(),
  })
  .refine((changes) => Object.keys(changes).some((name) => name !== 'evidenceId'), 'name something to change');
type PartyChanges = z.infer<typeof PartyChanges>;

type Borrower = Extract<PrivateItem, { kind: 'BORROWER' }>;

/** Default: somebody looks at it again within ten business days. */
const reviewDays = 10;

/**
 * C1, C35: who else answers for the debt or speaks for the borrower stands on paper; and what staff correct, the borrower
 * has said somewhere. That somebody seems vulnerable needs no proof.
 */
const checkEvidence = (changes: PartyChanges, context: Context): void => {
  const { vulnerability: _, evidenceId, ...corrections } = changes;
  const others = (changes.guarantor ?? undefined) !== undefined || (changes.representative ?? undefined) !== undefined;
  const isOfStaff = context.actor.role !== 'borrower' && Object.keys(corrections).length > 0;
  if (evidenceId === undefined && (others || isOfStaff))
    throw new Refusal('EvidenceMissing', 'name the recording or the signed paper that says so', {
      rules: ['C1', 'C35'],
    });
};

const unknownPoint = (id: string): Refusal =>
  new Refusal('InvalidRequest', 'this is no contact point of the borrower', {
    rules: ['C35'],
    fields: [{ pointer: '/body/removeContactPointIds', message: `${id} is unknown` }],
  });

const correctedBorrower = (borrower: Borrower, changes: PartyChanges, context: Context): Borrower => {
  const { addContactPoints = [], removeContactPointIds: removed = [], address = borrower.address } = changes;
  const unknown = removed.find((id) => borrower.contactPoints.every(({ contactPointId }) => contactPointId !== id));
  if (unknown !== undefined) throw unknownPoint(unknown);
  const kept = borrower.contactPoints.filter(({ contactPointId }) => !removed.includes(contactPointId));
  const added = addContactPoints
    .filter((point) => kept.every(({ kind, value }) => kind !== point.kind || value !== point.value))
    .map((point) => ({ contactPointId: context.newId('point'), ...point }));
  const contactPoints = [...kept, ...added];
  if (contactPoints.length === 0 || contactPoints.length > 20)
    throw new Refusal('InvalidRequest', 'a borrower has one to twenty contact points', {
      fields: [{ pointer: '/body/removeContactPointIds', message: 'leaves too few or too many' }],
    });
  return { ...borrower, contactPoints, ...(address === undefined ? {} : { address }) };
};

type OtherRole = 'GUARANTOR' | 'AUTHORISED_REP';
type PartyPrivate = Extract<PrivateItem, { kind: 'PARTY' }>;

const party = (
  file: CaseFile,
  role: OtherRole,
  person: z.infer<typeof Person> | null | undefined,
  { evidenceId }: PartyChanges,
  context: Context,
): PartyPrivate | undefined => {
  const known = file.privates[`PARTY#${role}`];
  if (person === undefined) return undefined;
  if (person === null)
    return known?.kind === 'PARTY' && known.endedAt === undefined ? { ...known, endedAt: context.asOf } : undefined;
  const contactPoints = person.contactPoints.map((point) => ({ contactPointId: context.newId('point'), ...point }));
  return {
    kind: 'PARTY',
    id: role,
    ...person,
    contactPoints,
    since: context.asOf,
    ...(evidenceId === undefined ? {} : { evidenceId }),
  };
};

/** What stood there before stays on file for the person's own copy (R68): a correction with its history. */
const earlier = (before: PrivateItem | undefined, context: Context): PrivateItem[] =>
  before === undefined
    ? []
    : [{ kind: 'CORRECTED', id: context.newId('earlier'), until: context.asOf, content: JSON.stringify(before) }];

const digestOf = (file: CaseFile, items: readonly PrivateItem[]): { digest?: string } => {
  const salt = file.privates['SALT#salt'];
  if (salt?.kind !== 'SALT') throw new TypeError('the case file has no salt');
  return items.length === 0 ? {} : { digest: hmacHex(salt.salt, canonical(JSON.parse(JSON.stringify(items)))) };
};

const sameAs = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** 4.15, 34: no visit and no negotiation until a person has looked at it. */
const vulnerable = (file: CaseFile, { vulnerability = [] }: PartyChanges, context: Context): CaseEvent[] => {
  const known = file.meta?.vulnerability ?? [];
  const kinds = [...new Set([...known, ...vulnerability])];
  if (kinds.length === known.length) return [];
  const isHeld = Object.values(file.holds).some(
    ({ kind, releasedAt }) => kind === 'VULNERABILITY_HOLD' && releasedAt === undefined,
  );
  const today = dateOf(context.asOf, zoneOf(file, context.policy));
  const hold = {
    holdId: context.newId('hold'),
    kind: 'VULNERABILITY_HOLD',
    blocks: ['VISIT', 'NEGOTIATE'],
    placedBy: context.actor.id,
    placedAt: context.asOf,
    reviewOn: addBusinessDays(today, reviewDays, context.policy.calendar),
  } as const;
  const holds = isHeld ? [] : [happened('HoldPlaced', { hold: { ...hold, blocks: [...hold.blocks] } })];
  return [happened('VulnerabilityNoted', { kinds }), ...holds];
};

type Changed = NonNullable<EventData<'PartiesUpdated'>['changed']>;

const corrections = (
  file: CaseFile,
  changes: PartyChanges,
  context: Context,
): { items: PrivateItem[]; changed: Changed } => {
  const before = borrowerOf(file);
  if (before === undefined) throw new TypeError('the case file has no borrower');
  const after = correctedBorrower(before, changes, context);
  const guarantor = party(file, 'GUARANTOR', changes.guarantor, changes, context);
  const representative = party(file, 'AUTHORISED_REP', changes.representative, changes, context);
  const changed: Changed = [
    ...(sameAs(before.contactPoints, after.contactPoints) ? [] : (['CONTACT_POINTS'] as const)),
    ...(before.address === after.address ? [] : (['ADDRESS'] as const)),
    ...(guarantor === undefined ? [] : (['GUARANTOR'] as const)),
    ...(representative === undefined ? [] : (['AUTHORISED_REP'] as const)),
  ];
  const others = [guarantor, representative].flatMap((item) => (item === undefined ? [] : [item]));
  const items: PrivateItem[] = [
    ...(sameAs(before, after) ? [] : [after, ...earlier(before, context)]),
    ...others.flatMap((item) => [item, ...earlier(file.privates[`PARTY#${item.id}`], context)]),
  ];
  return { items, changed };
};

/** C1, C35, R68: corrects what is known of the people; the journal has what kind of thing was corrected, never what it says. */
export const updateParties: Decider<PartyChanges> = (file, changes, context) => {
  if (file.meta === undefined) throw new Refusal('NotFound', 'there is no such case');
  requireKept(file);
  checkEvidence(changes, context);
  const { items, changed } = corrections(file, changes, context);
  const { meta } = file;
  const language = changes.language === meta.language ? undefined : changes.language;
  const timezone = changes.timezone === meta.timezone ? undefined : changes.timezone;
  const isCorrected = changed.length > 0 || language !== undefined || timezone !== undefined;
  const { evidenceId } = changes;
  const corrected = happened('PartiesUpdated', {
    ...(language === undefined ? {} : { language }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(changed.length === 0 ? {} : { changed }),
    ...(evidenceId === undefined ? {} : { evidenceId }),
    ...digestOf(file, items),
  });
  return { events: [...(isCorrected ? [corrected] : []), ...vulnerable(file, changes, context)], privates: items };
};

/** What has gone into the archive is not corrected in place. */
const requireKept = (file: CaseFile): void => {
  inState(file, ...living);
};
