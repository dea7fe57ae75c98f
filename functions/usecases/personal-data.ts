import * as z from 'zod';
import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { JsonValue } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { copiedParts } from '#functions/domain/rights/copied-parts.ts';
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
const partsOf = (file: CaseFile): Record<string, readonly unknown[]> =>
  Object.fromEntries(
    Object.entries(copiedParts).map(([heading, kinds]) => [
      heading,
      kinds.flatMap((kind) => Object.values(file[kind])),
    ]),
  );

/** R68, PIPL 45-47: a copy of everything that is held about the borrower, how it was corrected, and why it is kept. On record. */
export const exportPersonalData =
  (ports: Ports): ActFor<typeof caseOperations.exportPersonalData> =>
  async (asked) => {
    const file = await ports.cases.load(asked.params.caseId);
    admitTo(asked.principal)(file);
    const { format } = asked.query;
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const parts = { ...partsOf(file), complaints: await complaintsOf(ports, file) };
    const copy = {
      ...aboutCase(file),
      exportedAt: asked.asOf,
      personal: asJson(Object.values(file.privates).filter(({ kind }) => kind !== 'SALT' && kind !== 'CODE')),
      parts: Object.fromEntries(Object.entries(parts).map(([name, all]) => [name, asJson(all)])),
      corrections: await correctionsOf(ports, file.caseId),
      keeping: keepingOf(file, policy),
    };
    await logRead(ports, file.caseId, wasRead('PersonalDataExported', { format }), asked);
    if (format === 'json') return { body: copy, etag: file.version };
    return {
      body: readableCopy(copy, asked.language, zoneOf(file, policy)),
      contentType: 'text/html; charset=utf-8',
      etag: file.version,
    };
  };
