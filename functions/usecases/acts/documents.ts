import type { documentOperations } from '#functions/contracts/documents-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import { missingClasses } from '#functions/domain/documents/completeness.ts';
import type { Paper } from '#functions/domain/parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { command, fromRequest, listing, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const shown = ({ key: _key, versionId: _version, ...paper }: Paper): Omit<Paper, 'key' | 'versionId'> => paper;

const clearedKey = (paper: Paper): string => {
  if (paper.key === undefined)
    throw new Refusal('DocumentNotCleared', `the document is ${paper.status}`, { rules: ['R11'] });
  return paper.key;
};

/** Acts of the heading "Documents and uploads". Links are made anew on every answer. */
export const documentActs = (ports: Ports): ActsOf<typeof documentOperations> => ({
  requestUpload: command(ports, 'requestUpload', {
    input: ({ body }) => body,
    answer: async (file, ids, { body }) => {
      const document = partOf(file.documents, ids['documentId']);
      const key = `${file.caseId}/${document.documentId}`;
      return {
        document: shown(document),
        upload: await ports.documents.presignUpload({ key, mediaType: document.mediaType, maxBytes: body.sizeBytes }),
      };
    },
  }),
  listDocuments: listing(ports, {
    parts: (file) => Object.values(file.documents).map(shown),
    more: (file, { asOf }) => {
      const policy = packOf(file.policy.jurisdiction, file.policy.version);
      return { missing: missingClasses(file, policy, dateOf(asOf, zoneOf(file, policy))) };
    },
  }),
  getDocument: reading(ports, {
    logs: (_, { params }) => wasRead('DocumentRead', { documentId: params.documentId }),
    show: async (file, { params }) => {
      const document = partOf(file.documents, params.documentId);
      return {
        document: shown(document),
        link: await ports.documents.presignDownload('documents', clearedKey(document), document.versionId),
      };
    },
  }),
  reviewDocument: command(ports, 'reviewDocument', {
    input: fromRequest,
    answer: (file, ids) => ({ document: shown(partOf(file.documents, ids['documentId'])) }),
  }),
});
