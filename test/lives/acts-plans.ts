import { keyTermIds } from '#functions/domain/agreement/document-model.ts';
import { drawnUp } from '#test/domain/servicing/play.ts';
import { addDays } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Life } from '#test/lives/life.ts';
import { borrower, committee, dayOf, officer, secondLead, supervisor, system } from '#test/lives/cast.ts';
import type { Tries } from '#test/lives/cast.ts';

const code = '123456';
const proof = (file: CaseFile): string[] =>
  Object.values(file.documents).flatMap(({ documentClass, status, documentId }) =>
    documentClass === 'INCOME_OR_ASSET' && status === 'ACCEPTED' ? [documentId] : [],
  );

const recordingIn = ({ file }: Life): string =>
  Object.values(file.contacts).find(({ rightParty, recordingId }) => rightParty === true && recordingId !== undefined)
    ?.recordingId ?? 'recording_none';

/** The text that waits for signatures: the agreement's own, or an amendment's. */
const textOf = ({ file }: Life) => {
  const drawnUp = Object.values(file.adjustments).find(({ status }) => status === 'DRAWN_UP');
  const agreement = Object.values(file.agreements).at(-1);
  if (agreement === undefined) return undefined;
  const { agreementId } = agreement;
  const amendment = drawnUp?.amendment;
  return amendment === undefined
    ? { agreementId, sha256: agreement.sha256, codes: agreement.codes, signatures: agreement.signatures }
    : {
        agreementId,
        amendmentId: amendment.amendmentId,
        sha256: amendment.sha256,
        codes: agreement.codes,
        signatures: amendment.signatures,
      };
};

/** Means, plan, signatures and originals. */
export const planActs: Tries<
  | 'assessAffordability'
  | 'reviewCapacity'
  | 'proposePlan'
  | 'declareCapacity'
  | 'decidePlan'
  | 'recordOralArrangement'
  | 'drawUpAgreement'
  | 'requestSigningCode'
  | 'recordSigningCodeSent'
  | 'signAgreement'
  | 'sealAgreement'
  | 'recordOriginal'
  | 'downloadOriginal'
> = {
  assessAffordability: ({ file }, { some }) => ({
    input: {
      currency: 'CNY',
      provenIncomeMinor: some === 9 ? 100_000 : 900_000,
      unprovenIncomeMinor: some === 9 ? 0 : 1_000_000,
      essentialsMinor: 400_000,
      otherDebtServiceMinor: 50_000,
      evidenceIds: proof(file),
    },
    by: officer,
  }),
  reviewCapacity: ({ file }, { flip }) => {
    const assessment = Object.values(file.assessments).at(-1);
    return (
      assessment && {
        input: {
          assessmentId: assessment.assessmentId,
          decision: flip ? 'ASSESS_AGAIN' : 'OFFER_ALTERNATIVES',
          alternatives: flip ? [] : ['MORATORIUM'],
          reason: 'looked at it',
        },
        by: secondLead,
      }
    );
  },
  proposePlan: (_, { some, many }) => ({
    input:
      many === 3
        ? { planType: 'MORATORIUM', currency: 'CNY', periods: 12 + some, moratoriumPeriods: 2 }
        : { planType: many === 2 ? 'EQUAL_PRINCIPAL' : 'EQUAL_INSTALMENT', currency: 'CNY', periods: 6 + some * 4 },
    by: officer,
  }),
  declareCapacity: ({ file }) => {
    const proposal = Object.values(file.proposals).at(-1);
    return proposal && { input: { proposalId: proposal.proposalId }, by: borrower };
  },
  decidePlan: ({ file }, { some, flip }) => {
    const proposal = Object.values(file.proposals).at(-1);
    return (
      proposal && {
        input: { proposalId: proposal.proposalId, decision: some === 9 ? 'REJECT' : 'APPROVE', reason: 'as it is' },
        by: flip ? secondLead : committee,
      }
    );
  },
  recordOralArrangement: (life) => ({
    input: { recordingId: recordingIn(life), currency: 'CNY', amountMinor: 10_000, dueOn: addDays(dayOf(life), 10) },
    by: officer,
  }),
  drawUpAgreement: ({ file }) => {
    const agreementId = `agreement_${Object.keys(file.agreements).length + 1}`;
    return {
      input: {
        ...drawnUp,
        agreementId,
        key: `cases/1/${agreementId}.pdf`,
        sha256: sha256Hex(agreementId),
      },
      by: officer,
    };
  },
  requestSigningCode: (life) => {
    const text = textOf(life);
    if (text === undefined) return undefined;
    const { agreementId, amendmentId, sha256 } = text;
    return { input: { agreementId, amendmentId, sha256, contactPointId: 'phone-1', code }, by: borrower };
  },
  recordSigningCodeSent: (life) => {
    const text = textOf(life);
    const codeId = text?.codes?.at(-1)?.codeId;
    return text === undefined || codeId === undefined
      ? undefined
      : { input: { agreementId: text.agreementId, codeId, providerRef: 'message-1' }, by: system };
  },
  signAgreement: (life, { some }) => {
    const text = textOf(life);
    if (text === undefined) return undefined;
    const { agreementId, amendmentId, sha256, signatures } = text;
    const isBank = signatures.some(({ party }) => party === 'BORROWER');
    const acknowledged = amendmentId === undefined && !isBank ? [...keyTermIds] : [];
    const sign = { agreementId, sha256, acknowledged, ...(amendmentId === undefined ? {} : { amendmentId }) };
    return isBank
      ? { input: sign, by: supervisor }
      : { input: { ...sign, code: some === 9 ? '000000' : code }, by: borrower };
  },
  sealAgreement: ({ file }) => {
    const agreement = Object.values(file.agreements).at(-1);
    if (agreement === undefined || agreement.signatures.length < 2) return undefined;
    const { agreementId } = agreement;
    const evidence = {
      key: `cases/1/${agreementId}.json`,
      versionId: 'v1',
      sha256: sha256Hex(`${agreementId} evidence`),
    };
    return {
      input: {
        agreementId,
        key: `cases/1/${agreementId}.sealed.pdf`,
        versionId: 'v1',
        sha256: sha256Hex(`${agreementId} sealed`),
        evidence,
      },
      by: system,
    };
  },
  recordOriginal: ({ file }, { flip }) => {
    const agreement = Object.values(file.agreements).at(-1);
    return (
      agreement && {
        input: {
          agreementId: agreement.agreementId,
          holder: flip ? 'BANK' : 'BORROWER',
          sha256: agreement.sealed?.sha256 ?? agreement.sha256,
          proof: 'receipt-1',
        },
        by: officer,
      }
    );
  },
  downloadOriginal: ({ file }) => {
    const agreement = Object.values(file.agreements).at(-1);
    return agreement && { input: { agreementId: agreement.agreementId }, by: borrower };
  },
};
