import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Agreement } from '#functions/domain/plan-parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { scheduleOf, standing } from '#functions/domain/servicing/ledger.ts';
import { aboutCase, askingOf, command, fromRequest, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import { drawUpAgreement } from '#functions/usecases/draw-up-agreement.ts';
import type { Render } from '#functions/usecases/draw-up-agreement.ts';
import { checkFiles } from '#functions/usecases/check-agreement.ts';
import { downloadAmendment, downloadOriginal, verifyAgreement } from '#functions/usecases/originals.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports, SealText } from '#functions/usecases/ports.ts';
import { requestSigningCode } from '#functions/usecases/request-signing-code.ts';
import { sealed, sealedAmendment } from '#functions/usecases/seal-agreement.ts';

/** Links to what lies beside the text: the terms for machines and, for staff, the sealed original with its evidence. */
const furtherLinks = async (
  ports: Ports,
  { terms, sealed: original }: Pick<Agreement, 'terms' | 'sealed'>,
  isStaff: boolean,
): Promise<Record<string, string>> => {
  const linkTo = async ({ key, versionId }: { key: string; versionId: string }): Promise<string> =>
    ports.documents.presignDownload('documents', key, versionId);
  return {
    ...(terms === undefined ? {} : { termsLink: await linkTo(terms) }),
    ...(original === undefined || !isStaff
      ? {}
      : { originalLink: await linkTo(original), evidenceLink: await linkTo(original.evidence) }),
  };
};

const amendmentsOf = async (ports: Ports, file: CaseFile, agreementId: string, isStaff: boolean): Promise<object[]> => {
  const amended = Object.values(file.adjustments).filter(
    (one) => one.agreementId === agreementId && one.amendment !== undefined,
  );
  return Promise.all(
    amended.map(async (adjustment) => ({
      adjustment,
      link: await ports.documents.presignDownload('documents', adjustment.amendment?.key ?? ''),
      ...(await furtherLinks(ports, adjustment.amendment ?? {}, isStaff)),
    })),
  );
};

const instalmentsOf = (file: CaseFile, asOf: string): object => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const now = standing(file, dateOf(asOf, zoneOf(file, policy)));
  if (now === undefined)
    return {
      instalments: [],
      arrearsMinor: 0,
      overdueMinor: 0,
      pastDueDays: 0,
      openMinor: 0,
      settled: false,
      planDpd: 0,
      contractualDpd: 0,
    };
  const {
    instalments,
    arrearsMinor,
    overdueMinor,
    pastDueDays,
    openMinor,
    settled,
    planDpd,
    contractualDpd,
    schedule,
  } = now;
  return {
    scheduleVersion: schedule.scheduleVersion,
    currency: schedule.currency,
    instalments,
    arrearsMinor,
    overdueMinor,
    pastDueDays,
    openMinor,
    settled,
    planDpd,
    contractualDpd,
  };
};

/** Acts of the heading "Agreements, signatures, originals, instalments". */
export const agreementActs = (ports: Ports, renderPdf: Render, seal: SealText): ActsOf<typeof agreementOperations> => ({
  drawUpAgreement: drawUpAgreement(ports, renderPdf),
  getAgreement: reading(ports, {
    show: async (file, { params, principal }) => {
      const agreement = partOf(file.agreements, params.agreementId);
      return {
        agreement,
        ...(await furtherLinks(ports, agreement, principal.role !== 'borrower')),
        schedule: scheduleOf(file, agreement),
        link: await ports.documents.presignDownload('documents', agreement.key, agreement.versionId),
        amendments: await amendmentsOf(ports, file, agreement.agreementId, principal.role !== 'borrower'),
      };
    },
  }),
  requestSigningCode: requestSigningCode(ports),
  signAgreement: async (asked) => {
    const performed = await perform(ports, asked.params.caseId, 'signAgreement', fromRequest(asked), askingOf(asked));
    const { wrongCode, agreementId = '', adjustmentId = '' } = performed.ids;
    if (wrongCode !== undefined)
      throw new Refusal('SignatureNotReliable', `this is not the code that was sent; tries left: ${wrongCode}`, {
        rules: ['R37', 'C33'],
      });
    const { amendmentId } = asked.body;
    const file =
      amendmentId === undefined
        ? await sealed(ports, seal, performed.file, agreementId, asked)
        : await sealedAmendment(ports, seal, performed.file, { agreementId, amendmentId }, asked);
    const adjustment = file.adjustments[adjustmentId];
    return {
      body: {
        ...aboutCase(file),
        agreement: partOf(file.agreements, agreementId),
        ...(adjustment === undefined ? {} : { adjustment }),
      },
      etag: file.version,
      replayed: performed.replayed,
    };
  },
  recordOriginal: command(ports, 'recordOriginal', {
    input: fromRequest,
    answer: (file, ids) => ({ agreement: partOf(file.agreements, ids['agreementId']) }),
  }),
  downloadOriginal: downloadOriginal(ports, seal),
  downloadAmendment: downloadAmendment(ports, seal),
  checkAgreement: reading(ports, {
    show: async (file, { params }) => checkFiles(ports, file, partOf(file.agreements, params.agreementId)),
  }),
  verifyAgreement: verifyAgreement(ports),
  recordOralArrangement: command(ports, 'recordOralArrangement', {
    input: fromRequest,
    answer: (file, ids) => ({ arrangement: partOf(file.oralArrangements, ids['arrangementId']) }),
  }),
  listInstalments: reading(ports, { show: (file, { asOf }) => instalmentsOf(file, asOf) }),
});
