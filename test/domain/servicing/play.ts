import { checklistItems, keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { formsInUse } from '#functions/domain/agreement/forms-in-use.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { applyEntry } from '#functions/domain/apply.ts';
import { decide } from '#functions/domain/decide.ts';
import type { CommandName, InputOf } from '#functions/domain/decide.ts';
import { idMaker, sha256Hex } from '#functions/domain/ids.ts';
import { chain } from '#functions/domain/journal.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { negotiatingStory } from '#test/support/builders.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { entriesOf, people } from '#test/support/acts.ts';

export const borrower: Actor = { id: borrowerIdOf('a case'), role: 'borrower', borrowerId: borrowerIdOf('a case') };
export const otherSupervisor: Actor = { id: 'supervisor-2', role: 'supervisor', branch: 'north' };
export const risk: Actor = { id: 'risk-1', role: 'risk', region: 'east' };
export const committee: Actor = { id: 'committee-1', role: 'committee' };
export const policy = packOf('CN', '2026-1');

const journals = new WeakMap<CaseFile, readonly Entry[]>();

/** Every entry that led to a file which was played, from the opening on. */
export const journalOf = (file: CaseFile): readonly Entry[] => journals.get(file) ?? [];

/** What the business says to an act on a file: the file after it, and what has happened. */
export const play = <N extends CommandName>(
  file: CaseFile,
  command: N,
  input: InputOf<N>,
  { asOf, by = people.system }: { readonly asOf: string; readonly by?: Actor },
): { file: CaseFile; happened: string[]; ids: Readonly<Record<string, string>> } => {
  const requestId = `request-${file.version + 1}`;
  const newId = idMaker(`${file.caseId}|${command}|${requestId}`);
  const decision = decide(file, command, input, { asOf, actor: by, requestId, policy, newId });
  if (decision instanceof Refusal) throw decision;
  const entries = chain(file.head, decision.events, {
    stream: file.caseId,
    asOf,
    recordedAt: asOf,
    actor: by,
    requestId,
  });
  const privates = Object.fromEntries((decision.privates ?? []).map((item) => [privateKey(item), item]));
  const after = { ...entries.reduce(applyEntry, file), privates: { ...file.privates, ...privates } };
  journals.set(after, [...journalOf(file), ...entries]);
  return { file: after, happened: entries.map(({ event }) => event), ids: decision.ids ?? {} };
};

/** What is due under this kind and ref is done, as the deadline machine does it. */
export const lapse = (file: CaseFile, kind: string, ref: string, asOf: string) => {
  const due = agenda(file, policy).find((one) => one.kind === kind && one.ref === ref);
  return play(file, 'lapseDeadline', { kind, ref, dueAt: due?.dueAt ?? asOf }, { asOf });
};

export const onDay = (day: string, time = '02:00:00'): string => `${day}T${time}Z`;

const visitDay = '2026-03-12';
const evidence = (file: CaseFile): string[] =>
  Object.values(file.documents).flatMap((paper) =>
    paper.documentClass === 'INCOME_OR_ASSET' ? [paper.documentId] : [],
  );

export const means = (file: CaseFile, provenIncomeMinor = 900_000) => ({
  currency: 'CNY' as const,
  provenIncomeMinor,
  unprovenIncomeMinor: 0,
  essentialsMinor: 400_000,
  otherDebtServiceMinor: 50_000,
  evidenceIds: evidence(file),
});

export const assessedCase = (): CaseFile => {
  const story = negotiatingStory();
  const { file } = story;
  journals.set(file, entriesOf(story));
  return play(file, 'assessAffordability', means(file), { asOf: onDay(visitDay, '03:00:00'), by: people.officer }).file;
};

export const terms = { planType: 'EQUAL_INSTALMENT', periods: 12, currency: 'CNY' } as const;

export const proposedCase = (asked: InputOf<'proposePlan'> = terms): CaseFile =>
  play(assessedCase(), 'proposePlan', asked, { asOf: onDay(visitDay, '03:10:00'), by: people.officer }).file;

export const proposalOf = (file: CaseFile) => {
  const found = Object.values(file.proposals).at(-1);
  if (found === undefined) throw new Error('no proposal');
  return found;
};

export const approvedCase = (asked: InputOf<'proposePlan'> = terms): CaseFile => {
  const proposed = proposedCase(asked);
  return play(
    proposed,
    'declareCapacity',
    { proposalId: proposalOf(proposed).proposalId },
    { asOf: onDay(visitDay, '03:20:00'), by: borrower },
  ).file;
};

export const text = sha256Hex('the text');
export const drawnUp = {
  agreementId: 'agreement_1',
  ...formsInUse['zh-Hans'],
  language: 'zh-Hans',
  form: 'ELECTRONIC',
  key: 'cases/1/agreements/agreement_1.pdf',
  sha256: text,
  checklist: checklistItems,
  keyTerms: keyTermIds,
} as const;

/** What exceeds the officer's limits is decided by the committee. */
const decidedCase = (asked?: InputOf<'proposePlan'>): CaseFile => {
  const declared = approvedCase(asked);
  const { proposalId, status } = proposalOf(declared);
  return status === 'APPROVED'
    ? declared
    : play(
        declared,
        'decidePlan',
        { proposalId, decision: 'APPROVE' },
        { asOf: onDay(visitDay, '03:25:00'), by: committee },
      ).file;
};

export const drawnUpCase = (asked?: InputOf<'proposePlan'>): CaseFile =>
  play(decidedCase(asked), 'drawUpAgreement', drawnUp, { asOf: onDay(visitDay, '03:30:00'), by: people.officer }).file;

const signing = { agreementId: drawnUp.agreementId, sha256: text, acknowledged: [...keyTermIds] };

/** The code that a message has brought to the borrower. */
export const code = '123456';

/** C33: a code asked for and sent: the file in which the borrower can sign with it. */
export const codeSent = (
  file: CaseFile,
  asOf: string,
  about: { readonly agreementId?: string; readonly sha256?: string; readonly amendmentId?: string } = {},
): CaseFile => {
  const { agreementId = drawnUp.agreementId, sha256 = text, amendmentId } = about;
  const asked = play(
    file,
    'requestSigningCode',
    { agreementId, amendmentId, sha256, contactPointId: 'phone-1', code },
    { asOf, by: borrower },
  );
  const codeId = asked.ids['codeId'] ?? '';
  return play(asked.file, 'recordSigningCodeSent', { agreementId, codeId, providerRef: 'message-1' }, { asOf }).file;
};

/** Both have signed on screen; the seal comes with the next act. */
export const unsealedCase = (plan?: InputOf<'proposePlan'>): CaseFile => {
  const asked = codeSent(drawnUpCase(plan), onDay(visitDay, '03:39:00'));
  const one = play(
    asked,
    'signAgreement',
    { ...signing, code },
    { asOf: onDay(visitDay, '03:40:00'), by: borrower },
  ).file;
  return play(
    one,
    'signAgreement',
    { ...signing, acknowledged: [] },
    { asOf: onDay(visitDay, '03:45:00'), by: people.supervisor },
  ).file;
};

/** Hash of the sealed file. */
export const sealedText = sha256Hex('the text under the seal');
export const sealing = {
  agreementId: drawnUp.agreementId,
  key: 'cases/1/agreements/agreement_1.sealed.pdf',
  versionId: 'v1',
  sha256: sealedText,
  evidence: { key: 'cases/1/agreements/agreement_1.evidence.json', versionId: 'v1', sha256: sha256Hex('evidence') },
};

/** Sealed: the bank keeps its original. */
export const signedCase = (plan?: InputOf<'proposePlan'>): CaseFile =>
  play(unsealedCase(plan), 'sealAgreement', sealing, { asOf: onDay(visitDay, '03:45:00') }).file;

/** ACTIVE since 12 March 2026: twelve equal instalments from April on, or another plan. */
export const runningCase = (plan?: InputOf<'proposePlan'>): CaseFile =>
  play(
    signedCase(plan),
    'downloadOriginal',
    { agreementId: drawnUp.agreementId },
    { asOf: onDay(visitDay, '04:00:00'), by: borrower },
  ).file;

/** The borrower rings about the plan: a service contact that a report can name. */
export const spokenWith = (file: CaseFile, day: string): { file: CaseFile; contactId: string } => {
  const call = {
    purpose: 'SERVICE',
    channel: 'PHONE',
    direction: 'INBOUND',
    party: 'BORROWER',
    contactPointId: 'phone-1',
  } as const;
  const started = play(file, 'startContact', call, { asOf: onDay(day), by: people.officer });
  return { file: started.file, contactId: started.ids['contactId'] ?? '' };
};

export const pay = (
  file: CaseFile,
  day: string,
  amountMinor: number,
  sourceRef = `ref-${file.version}`,
  valueDate = day,
) =>
  play(
    file,
    'recordPayment',
    { sourceRef, amountMinor, currency: 'CNY', valueDate, channel: 'TRANSFER' },
    { asOf: onDay(day) },
  );
