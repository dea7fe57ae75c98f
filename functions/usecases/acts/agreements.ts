import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { scheduleOf, standing } from '#functions/domain/servicing/ledger.ts';
import { command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { drawUpAgreement } from '#functions/usecases/draw-up-agreement.ts';
import type { Render } from '#functions/usecases/draw-up-agreement.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const amendmentsOf = async (ports: Ports, file: CaseFile, agreementId: string): Promise<object[]> => {
  const amended = Object.values(file.adjustments).filter(
    (one) => one.agreementId === agreementId && one.amendment !== undefined,
  );
  return Promise.all(
    amended.map(async (adjustment) => ({
      adjustment,
      link: await ports.documents.presignDownload('documents', adjustment.amendment?.key ?? ''),
    })),
  );
};

const instalmentsOf = (file: CaseFile, asOf: string): object => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const now = standing(file, dateOf(asOf, zoneOf(file, policy)));
  if (now === undefined)
    return { instalments: [], arrearsMinor: 0, openMinor: 0, settled: false, planDpd: 0, contractualDpd: 0 };
  const { instalments, arrearsMinor, openMinor, settled, planDpd, contractualDpd, schedule } = now;
  return {
    scheduleVersion: schedule.scheduleVersion,
    currency: schedule.currency,
    instalments,
    arrearsMinor,
    openMinor,
    settled,
    planDpd,
    contractualDpd,
  };
};

/** Acts of the heading "Agreements, signatures, originals, instalments". */
export const agreementActs = (ports: Ports, renderPdf: Render): ActsOf<typeof agreementOperations> => ({
  drawUpAgreement: drawUpAgreement(ports, renderPdf),
  getAgreement: reading(ports, {
    show: async (file, { params }) => {
      const agreement = partOf(file.agreements, params.agreementId);
      return {
        agreement,
        schedule: scheduleOf(file, agreement),
        link: await ports.documents.presignDownload('documents', agreement.key, agreement.versionId),
        amendments: await amendmentsOf(ports, file, agreement.agreementId),
      };
    },
  }),
  signAgreement: command(ports, 'signAgreement', {
    input: fromRequest,
    answer: (file, ids) => {
      const adjustment = file.adjustments[ids['adjustmentId'] ?? ''];
      return {
        agreement: partOf(file.agreements, ids['agreementId']),
        ...(adjustment === undefined ? {} : { adjustment }),
      };
    },
  }),
  recordOriginal: command(ports, 'recordOriginal', {
    input: fromRequest,
    answer: (file, ids) => ({ agreement: partOf(file.agreements, ids['agreementId']) }),
  }),
  listInstalments: reading(ports, { show: (file, { asOf }) => instalmentsOf(file, asOf) }),
});
