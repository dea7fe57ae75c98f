import type * as z from 'zod';
import { mayAccess } from '#functions/domain/access.ts';
import { fileComplaint as decide } from '#functions/domain/complaints/decide.ts';
import type { ComplaintForm } from '#functions/domain/complaints/decide.ts';
import { idMaker } from '#functions/domain/ids.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { askingOf } from '#functions/usecases/act.ts';
import type { Asked } from '#functions/usecases/act.ts';
import { noteOnCase } from '#functions/usecases/complaint-effects.ts';
import { answeredBefore, beginComplaint } from '#functions/usecases/perform-complaint.ts';
import type { Handled } from '#functions/usecases/perform-complaint.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { newSalt } from '#functions/usecases/take-report.ts';

type Form = z.output<typeof ComplaintForm>;

/** A person complains about his case whatever its state; staff about one in their scope. */
const caseOf = async (ports: Ports, { caseId, evidenceIds }: Form, principal: Actor): Promise<CaseFile | undefined> => {
  if (caseId === undefined) return undefined;
  const file = await ports.cases.load(caseId);
  if (!mayAccess(file, principal)) throw new Refusal('NotFound', 'there is no such case, or it is not yours to see');
  const taken = Object.values(file.visits).flatMap(({ evidence = [] }) => evidence.map(({ evidenceId }) => evidenceId));
  if (evidenceIds.some((id) => file.documents[id] === undefined && !taken.includes(id)))
    throw new Refusal('EvidenceMissing', 'evidence is uploaded to the case first', { rules: ['R59'] });
  return file;
};

/** R59: whose complaint it is: the borrower's own, or of the case's borrower where an agent writes it down. */
const complainantOf = (file: CaseFile | undefined, { borrowerId }: Actor): string | undefined =>
  borrowerId ?? file?.meta?.borrowerId;

/** R59-R62: takes the complaint, and takes the accused officer off the case before it answers. */
export const fileComplaint = async (
  ports: Ports,
  form: Form,
  asked: Asked<unknown, unknown, unknown>,
): Promise<Handled> => {
  const { principal, requestId, idempotencyKey = requestId } = asked;
  const { admit: _, ...asking } = askingOf(asked);
  const before = await answeredBefore(ports, asking);
  if (before !== undefined) {
    // Whoever asks again after a failure in between relies on what the first call was to do to the case.
    await noteOnCase(ports, before.file.complaint, asked.asOf);
    return before;
  }
  const file = await caseOf(ports, form, principal);
  const accused = form.againstOfficerId === undefined ? undefined : await ports.officers.officer(form.againstOfficerId);
  const policy = file === undefined ? packOf('CN') : packOf(file.policy.jurisdiction, file.policy.version);
  const complaintId = idMaker(`${principal.id}|${idempotencyKey}`)('complaint');
  const salt = newSalt();
  const facts = {
    form,
    complaintId,
    salt,
    borrowerId: complainantOf(file, principal),
    branch: file?.meta?.branch ?? accused?.branch ?? principal.branch ?? 'all',
    region: file?.meta?.region ?? accused?.region ?? principal.region ?? 'all',
    language: file?.meta?.language ?? asked.language,
    accusedBranch: accused?.branch,
  };
  const handled = await beginComplaint(
    ports,
    { complaintId, salt, policy },
    (context) => decide(facts, context),
    asking,
  );
  await noteOnCase(ports, handled.file.complaint, asked.asOf);
  return handled;
};
