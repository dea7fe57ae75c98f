import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { classesOf } from '#functions/domain/archive/classes.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Why a class is kept, by the row of the law or our own rule (4.11). */
const grounds: Readonly<Record<RetentionClass, { readonly rule: string; readonly ground: string }>> = {
  LEDGER: { rule: 'C36', ground: 'Anti-Money Laundering Law: transaction records, from the end of the relationship' },
  IDENTITY: { rule: 'C36', ground: 'Anti-Money Laundering Law: identity records, from the end of the relationship' },
  AGREEMENT: { rule: 'C23', ground: 'Civil Code: until nobody can sue upon the agreement any more, and a margin' },
  CONTACT: { rule: 'C2', ground: 'Card Measures: records of how the borrower was contacted and visited' },
  RECORDING: { rule: 'C9', ground: 'Card Measures: recordings, until the debt is cleared and the term of the records' },
  EVIDENCE: { rule: 'C2', ground: 'Records of a visit, for the shortest time that the records need (PIPL 19)' },
  SHORT: { rule: 'C35', ground: 'Nothing was agreed: deleted ninety days after the end (PIPL 47)' },
};

/** PIPL 47: until when each class is kept and on what ground; before the end of the case the day is not known. */
const keeping = (file: CaseFile) => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const archive = file.archives[packageIdOf(file.caseId)];
  const known =
    archive?.sealedAt === undefined
      ? []
      : classesOf(file, policy, archive).filter(({ destroyedAt }) => destroyedAt === undefined);
  const kinds: readonly RetentionClass[] =
    known.length > 0
      ? known.map((kept) => kept.class)
      : ['LEDGER', 'IDENTITY', 'AGREEMENT', 'CONTACT', 'RECORDING', 'EVIDENCE'];
  return kinds.map((kind) => {
    const until = known.find((kept) => kept.class === kind)?.retainUntil;
    const months =
      kind === 'SHORT' ? undefined : 12 * (policy.archive.classYears[kind] ?? policy.archive.retentionYears);
    return {
      class: kind,
      ...grounds[kind],
      ...(months === undefined ? {} : { monthsFromClosing: months }),
      ...(until === undefined ? {} : { until }),
      legalHold: archive !== undefined && isHeld(file, archive),
    };
  });
};

const pageSize = 200;

/** PIPL 46: every correction of names, contact points and wishes, from the journal. */
const correctionsOf = async (ports: Ports, caseId: string) => {
  const found: { seq: number; asOf: string; by: string }[] = [];
  let after = 0;
  for (;;) {
    const { items, next } = await ports.cases.journal(caseId, after, pageSize);
    for (const { seq, asOf, event, actor } of items)
      if (event === 'PartiesUpdated') found.push({ seq, asOf, by: actor.role });
    const last = items.at(-1);
    if (last === undefined || next === undefined) return found;
    after = last.seq;
  }
};

const partsOf = (file: CaseFile) => ({
  accounts: Object.values(file.accounts),
  contacts: Object.values(file.contacts),
  consents: Object.values(file.consents),
  registration: Object.values(file.registrations),
  documents: Object.values(file.documents),
  appointments: Object.values(file.appointments),
  visits: Object.values(file.visits),
  affordability: Object.values(file.assessments),
  agreements: Object.values(file.agreements),
  payments: Object.values(file.payments),
  adjustments: Object.values(file.adjustments),
  notices: Object.values(file.notices),
  feedbacks: Object.values(file.feedbacks),
});

/** R68, PIPL 45-47: a copy of everything that is held about the borrower, how it was corrected, and why it is kept. On record. */
export const exportPersonalData =
  (ports: Ports): ActFor<typeof caseOperations.exportPersonalData> =>
  async (asked) => {
    const file = await ports.cases.load(asked.params.caseId);
    admitTo(asked.principal)(file);
    const personal = Object.values(file.privates).filter(({ kind }) => kind !== 'SALT' && kind !== 'CODE');
    const corrections = await correctionsOf(ports, file.caseId);
    await logRead(ports, file.caseId, wasRead('PersonalDataExported', { format: 'json' }), asked);
    const body = {
      ...aboutCase(file),
      exportedAt: asked.asOf,
      personal,
      parts: JSON.parse(JSON.stringify(partsOf(file))),
      corrections,
      keeping: keeping(file),
    };
    return { body, etag: file.version };
  };
