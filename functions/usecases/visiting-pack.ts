import type { appointmentOperations } from '#functions/contracts/appointments-operations.ts';
import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { admitTo } from '#functions/domain/access.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { wasRead } from '#functions/domain/read-events.ts';
import { visitingPackDocument } from '#functions/domain/visits/visiting-pack-document.ts';
import { packFor } from '#functions/domain/visits/visiting-pack.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { logRead } from '#functions/usecases/log-read.ts';
import { officerNames } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Draws a document without layout as a PDF. */
export type DrawPdf = (model: DocumentModel) => Promise<Uint8Array>;

/**
 * R14, R25: what the visit needs, as data and as PDF in one answer, so that a tablet has it without network and no copy is
 * kept anywhere. Who took it along is on record.
 */
export const getVisitingPack =
  (ports: Ports, draw: DrawPdf): ActFor<typeof appointmentOperations.getVisitingPack> =>
  async (asked) => {
    const { caseId, appointmentId } = asked.params;
    const file = await ports.cases.load(caseId);
    admitTo(asked.principal)(file);
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const names = await officerNames(ports, file.appointments[appointmentId]?.officers ?? []);
    const pack = packFor(file, policy, appointmentId, { reader: asked.principal, names });
    const bytes = await draw(visitingPackDocument(file, policy, pack));
    await logRead(ports, caseId, wasRead('VisitingPackRead', { appointmentId }), asked);
    return {
      body: {
        ...aboutCase(file),
        pack,
        pdf: {
          mediaType: 'application/pdf',
          sha256: sha256Hex(bytes),
          sizeBytes: bytes.byteLength,
          base64: Buffer.from(bytes).toString('base64'),
        },
      },
      etag: file.version,
    };
  };
