import * as z from 'zod';
import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { JsonValue } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { keepingOf } from '#functions/domain/rights/keeping.ts';
import { readableCopy } from '#functions/domain/rights/readable-copy.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { wholeChain } from '#functions/usecases/chains.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** PIPL 46: every correction of names, contact points and wishes, from the journal. */
const correctionsOf = async (ports: Ports, caseId: string) =>
  (await wholeChain(async (seq, limit) => ports.cases.journal(caseId, seq, limit))).flatMap(
    ({ seq, asOf, event, actor }) => (event === 'PartiesUpdated' ? [{ seq, asOf, by: actor.role }] : []),
  );

const complaintsAtOnce = 100;

/** The borrower's own complaints about this case, with his words and the reply; those that came without a name are not his. */
const complaintsOf = async (ports: Ports, { caseId, meta }: CaseFile) => {
  if (meta === undefined) return [];
  const { items } = await ports.complaints.list({ of: 'BORROWER', borrowerId: meta.borrowerId }, complaintsAtOnce);
  const own = await Promise.all(
    items.filter((one) => one.caseId === caseId).map(async ({ complaintId }) => ports.complaints.load(complaintId)),
  );
  return own.flatMap((file) => {
    if (file === undefined) return [];
    const { complaint, words } = file;
    const { complaintId, topic, channel, status, receivedOn, dueOn, finding, nextBodies } = complaint;
    const wordsOf = (ref: { readonly textId: string } | undefined) => words[ref?.textId ?? ''];
    return [
      {
        complaintId,
        topic,
        channel,
        status,
        receivedOn,
        dueOn,
        finding,
        nextBodies,
        description: wordsOf(complaint.words),
        reason: wordsOf(complaint.reason),
        remedy: wordsOf(complaint.remedy),
      },
    ];
  });
};

const Listed = z.array(JsonValue);
/** Without what is undefined. */
const asJson = (parts: readonly unknown[]): readonly z.infer<typeof JsonValue>[] =>
  Listed.parse(JSON.parse(JSON.stringify(parts)));

/** What is about the borrower; marks and lapses of our own agenda, and reasons of safety, are not. */
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
  proposals: Object.values(file.proposals),
  schedules: Object.values(file.schedules),
  followUps: Object.values(file.followUps),
  breaches: Object.values(file.breaches),
  disputes: Object.values(file.disputes),
  demands: Object.values(file.demands),
  payoffQuotes: Object.values(file.payoffs),
  preferences: [...Object.values(file.preferences), ...Object.values(file.paymentPreferences)],
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
    const { format } = asked.query;
    const parts = { ...partsOf(file), complaints: await complaintsOf(ports, file) };
    const copy = {
      ...aboutCase(file),
      exportedAt: asked.asOf,
      personal: asJson(Object.values(file.privates).filter(({ kind }) => kind !== 'SALT' && kind !== 'CODE')),
      parts: Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, asJson(all)])),
      corrections: await correctionsOf(ports, file.caseId),
      keeping: keepingOf(file, packOf(file.policy.jurisdiction, file.policy.version)),
    };
    await logRead(ports, file.caseId, wasRead('PersonalDataExported', { format }), asked);
    if (format === 'json') return { body: copy, etag: file.version };
    return { body: readableCopy(copy, asked.language), contentType: 'text/html; charset=utf-8', etag: file.version };
  };
