import { pdfSealer } from '#functions/adapters/pdf/sealer.ts';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { machineTasks } from '#functions/contracts/workflows.ts';
import { taskHandler } from '#functions/runtime/task-handler.ts';
import type { Machine, Ports } from '#functions/usecases/ports.ts';
import * as adjustment from '#functions/usecases/workflows/adjustment.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import * as deadline from '#functions/usecases/workflows/deadline.ts';
import * as followUp from '#functions/usecases/workflows/follow-up.ts';
import * as retention from '#functions/usecases/workflows/retention.ts';
import * as instalment from '#functions/usecases/workflows/instalment.ts';

type Handler = ReturnType<typeof taskHandler>;

export const handlersOf = (ports: Ports): Readonly<Record<Exclude<Machine, 'agenda'>, Handler>> => ({
  'follow-up': taskHandler(machineTasks['follow-up'], {
    openFollowUp: async (work) => followUp.openFollowUp(ports, work),
    askForReport: async (work) => followUp.askForReport(ports, work),
    planNextFollowUp: async (work) => followUp.planNextFollowUp(ports, work),
    offerAdjustment: async (work) => followUp.offerAdjustment(ports, work),
    escalateFollowUp: async (work) => followUp.escalateFollowUp(ports, work),
  }),
  instalment: taskHandler(machineTasks.instalment, {
    lookAtInstalment: async (work) => instalment.lookAtInstalment(ports, work),
    remindInstalment: async (work) => instalment.remindInstalment(ports, work),
    noteInstalmentLate: async (work) => instalment.noteInstalmentLate(ports, work),
    giveNoticeOfBreach: async (work) => instalment.giveNoticeOfBreach(ports, work),
    proposeDefault: async (work) => instalment.proposeDefault(ports, work),
    noteCured: async (work) => instalment.noteCured(ports, work),
  }),
  adjustment: taskHandler(machineTasks.adjustment, {
    assessRequest: async (work) => adjustment.assessRequest(ports, work),
    askForDecision: async (work) => adjustment.askForDecision(ports, work),
    escalateDecision: async (work) => adjustment.escalateDecision(ports, work),
    drawUpAmendment: async (work) => adjustment.drawUpAmendment(ports, renderPdf, work),
    waitForSignatures: async (work) => adjustment.waitForSignatures(ports, work),
    applyAdjustment: async (work) => adjustment.applyAdjustment(ports, work),
    letItLapse: async (work) => adjustment.letItLapse(ports, work),
    refuseIt: async (work) => adjustment.refuseIt(ports, work),
  }),
  deadline: taskHandler(machineTasks.deadline, {
    isStillOpen: async (work) => deadline.isStillOpen(ports, work),
    recordLapse: async (work) =>
      deadline.recordLapse(ports, { draw: renderPdf, seal: pdfSealer(ports.signer, {}) }, work),
    tellWhoMustAct: async (work) => deadline.tellWhoMustAct(ports, work),
  }),
  archiving: taskHandler(machineTasks.archiving, {
    freezeCase: async (work) => archiving.freezeCase(ports, work),
    listWhatIsKept: async (work) => archiving.listWhatIsKept(ports, work),
    copyAndHash: async (work) => archiving.copyAndHash(ports, renderPdf, work),
    writeManifest: async (work) => archiving.manifestOf(ports, work),
    sealPackage: async (work) => archiving.seal(ports, work),
    verifyPackage: async (work) => archiving.verifyPackage(ports, work),
    closeCase: async (work) => archiving.closeCase(ports, work),
    recordDamage: async (work) => archiving.recordDamage(ports, work),
  }),
  retention: taskHandler(machineTasks.retention, {
    lookAtPackage: async (work) => retention.lookAtPackage(ports, work),
    bringLocksInLine: async (work) => retention.bringLocksInLine(ports, work),
    removeWhatEnded: async (work) => retention.removeWhatEnded(ports, work),
    writePackageAnew: async (work) => retention.writePackageAnew(ports, work),
    recordDestruction: async (work) => retention.recordDestruction(ports, work),
    checkSample: async (work) => retention.checkSample(ports, work),
  }),
});
