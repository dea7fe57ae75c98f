import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import { judge } from '#test/faults/scene.ts';
import type { Scene } from '#test/faults/scene.ts';
import { scanned } from '#test/usecases/scanned.ts';

/** 4.6: nothing is left to pay with; the supervisor decides what is offered instead. */
export const nothingLeft =
  (at: string): Scene =>
  async ({ life, caseId }) => {
    const { body } = await life.story.must('officer', 'POST', `/cases/${caseId}/affordability`, {
      at,
      body: {
        currency: 'CNY',
        provenIncomeMinor: 0,
        unprovenIncomeMinor: 100_000,
        essentialsMinor: 350_000,
        otherDebtServiceMinor: 0,
        evidenceIds: [],
      },
    });
    const path = `/cases/${caseId}/affordability/${text(part(body, 'assessment'), 'assessmentId')}/review`;
    await judge(life, caseId, 'supervisor2', path, at, {
      decision: 'OFFER_ALTERNATIVES',
      alternatives: ['TOKEN_PAYMENT'],
      reason: 'He has lost his work.',
    });
  };

/** R33: a longer plan than an officer may agree; a person of the tier decides. */
export const longPlan =
  (at: string, firstDueOn: string): Scene =>
  async ({ life, caseId }) => {
    const path = `/cases/${caseId}/plan-proposals`;
    const terms = { planType: 'EQUAL_INSTALMENT', periods: 36, currency: 'CNY', firstDueOn };
    const { body } = await life.story.must('officer', 'POST', path, { at, body: terms });
    const { proposalId, tier } = z
      .object({ proposalId: z.string(), tier: z.enum(['L1', 'L2', 'L3']) })
      .parse(body['proposal']);
    await life.story.must('borrower', 'PUT', `${path}/${proposalId}/declaration`, { at, body: {} });
    const role = { L1: 'supervisor2', L2: 'risk', L3: 'committee' }[tier];
    await judge(life, caseId, role, `${path}/${proposalId}/decision`, at, {
      decision: 'APPROVE',
      reason: 'He earns enough.',
    });
  };

/** R37, R38: signed by hand, each side has its original. */
export const onPaper =
  (at: string): Scene =>
  async ({ life, caseId }) => {
    const { story } = life;
    const drawn = await story.must('officer', 'POST', `/cases/${caseId}/agreements`, { at, body: { form: 'PAPER' } });
    const agreement = part(drawn.body, 'agreement');
    const path = `/cases/${caseId}/agreements/${text(agreement, 'agreementId')}`;
    const { sha256, keyTerms } = z.object({ sha256: z.string(), keyTerms: z.array(z.string()) }).parse(agreement);
    const receiptId = await scanned({ life, caseId }, at, 'EVIDENCE', 'receipt of the original');
    const evidenceId = await scanned({ life, caseId }, at, 'SIGNED_ORIGINAL', 'both signatures');
    for (const party of ['BORROWER', 'BANK'])
      await judge(life, caseId, 'officer', `${path}/signatures`, at, {
        sha256,
        acknowledged: keyTerms,
        party,
        evidenceId,
      });
    const original = sha256Hex(tinyPdf('both signatures'));
    for (const [holder, proof] of [
      ['BANK', 'shelf-1'],
      ['BORROWER', receiptId],
    ])
      await story.must('officer', 'PUT', `${path}/originals/${holder}`, { at, body: { sha256: original, proof } });
  };
