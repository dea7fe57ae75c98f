import type { visitOperations } from '#functions/contracts/visits-operations.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import { syncVisit } from '#functions/usecases/sync-visit.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const answer = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  visit: partOf(file.visits, ids['visitId']),
});

const receiptIn = (file: CaseFile, ids: Readonly<Record<string, string>>): object => ({
  receipt: partOf(file.visits, ids['visitId']).cashReceipts?.find(({ receiptNo }) => receiptNo === ids['receiptNo']),
});

const wordsOf = (file: CaseFile, textId: string | undefined): string | undefined => {
  const item = file.privates[`TEXT#${textId ?? ''}`];
  return item?.kind === 'TEXT' ? item.text : undefined;
};
const checksOf = (file: CaseFile, textId: string | undefined): readonly object[] => {
  const item = file.privates[`CHECKS#${textId ?? ''}`];
  return item?.kind === 'CHECKS' ? item.items : [];
};
const sentOf = (file: CaseFile, textId: string): string => {
  const item = file.privates[`STEP#${textId}`];
  return item?.kind === 'STEP' ? item.content : '';
};

/** Acts of the heading "Visits and on-site steps". */
export const visitActs = (ports: Ports): ActsOf<typeof visitOperations> => ({
  startVisit: command(ports, 'startVisit', {
    input: async ({ body }) => ({ ...body, officers: await officerFacts(ports, body.presentOfficerIds) }),
    answer,
  }),
  identifyOfficers: command(ports, 'identifyOfficers', { input: fromRequest, answer }),
  recordEntry: command(ports, 'recordEntry', { input: fromRequest, answer }),
  recordVerification: command(ports, 'recordVerification', { input: fromRequest, answer }),
  reviewVerification: command(ports, 'reviewVerification', { input: fromRequest, answer }),
  abortVisit: command(ports, 'abortVisit', { input: fromRequest, answer }),
  completeVisit: command(ports, 'completeVisit', { input: fromRequest, answer }),
  getVisit: reading(ports, {
    show: (file, { params: { visitId } }) => {
      const visit = file.visits[visitId];
      const kept = Object.values(file.keptSteps).filter((step) => step.visitId === visitId);
      if (visit === undefined && kept.length === 0) throw new Refusal('NotFound', 'there is no such visit');
      const statement = wordsOf(file, visit?.verification?.statement?.textId);
      return {
        ...(visit === undefined ? {} : { visit }),
        ...(statement === undefined ? {} : { statement }),
        checks: checksOf(file, visit?.verification?.details?.textId),
        keptSteps: kept.map(({ content, note: _note, ...step }) => ({ ...step, sent: sentOf(file, content.textId) })),
      };
    },
  }),
  recordEvidence: command(ports, 'recordEvidence', {
    input: fromRequest,
    answer: async (file, ids) => {
      const visit = partOf(file.visits, ids['visitId']);
      const evidence = visit.evidence?.find((one) => one.evidenceId === ids['evidenceId']);
      if (evidence === undefined) throw new Refusal('NotFound', 'there is no such evidence');
      const { documentId, mediaType, sizeBytes: maxBytes } = evidence;
      const key = `${file.caseId}/${documentId}`;
      return { visit, evidence, upload: await ports.documents.presignUpload({ key, mediaType, maxBytes }) };
    },
  }),
  issueCashReceipt: command(ports, 'issueCashReceipt', { input: fromRequest, answer: receiptIn }),
  recordCashDeposit: command(ports, 'recordCashDeposit', { input: fromRequest, answer: receiptIn }),
  syncVisit: syncVisit(ports),
  reviewKeptStep: command(ports, 'reviewKeptStep', {
    input: fromRequest,
    answer: (file, ids) => ({ step: partOf(file.keptSteps, ids['stepId']) }),
  }),
});
