import * as z from 'zod';
import { sha256Hex } from '#functions/domain/ids.ts';
import { consent } from '#infra/local/demo/first-half.ts';
import type { Cast } from '#infra/local/demo/first-half.ts';
import { part, text } from '#infra/local/demo/reading.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { judge } from '#test/faults/scene.ts';
import type { Scene } from '#test/faults/scene.ts';

/** R9: the number is not in use any more, and the supervisor lets somebody else be asked. */
export const unreachable: Scene = async ({ life, caseId }) => {
  const at = '2026-03-02T01:40:00Z';
  const call = { purpose: 'OFFER', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' };
  const path = `/cases/${caseId}/contacts`;
  const started = await life.story.must('agent', 'POST', path, { at, body: call });
  await life.story.must('agent', 'PUT', `${path}/${text(part(started.body, 'contact'), 'contactId')}/outcome`, {
    at,
    body: { answered: false, rightParty: false, serviceExplained: false, failure: 'NUMBER_INVALID' },
  });
  const body = { permitted: true, reason: 'The number is not in use.' };
  await judge(life, caseId, 'supervisor', `/cases/${caseId}/third-party-contact`, at, body, 'PUT');
};

const enter = async (story: Story, caseId: string, cast: Cast, appointmentId: string, at: string): Promise<string> => {
  const officers = [cast.officer, cast.officer2];
  const body = { appointmentId, presentOfficerIds: officers, distanceMetres: 40 };
  const started = await story.must('officer', 'POST', `/cases/${caseId}/visits`, { at, body });
  const path = `/cases/${caseId}/visits/${text(part(started.body, 'visit'), 'visitId')}`;
  await story.must('officer', 'PUT', `${path}/identification`, {
    at,
    body: { shownBy: officers, purposeExplained: true },
  });
  await consent(story, caseId, 'HOME_ENTRY', at, 'officer');
  await story.must('officer', 'PUT', `${path}/entry`, {
    at,
    body: { place: 'INSIDE_HOME', recording: false, othersPresent: false },
  });
  return path;
};

/** R22, R26: another address than on file; a supervisor decides; no plan comes of it, and both sign the record of the visit. */
export const mismatch =
  (cast: Cast, appointmentId: string, at: string): Scene =>
  async ({ life, caseId }) => {
    const { story } = life;
    const path = await enter(story, caseId, cast, appointmentId, at);
    const fields = ['NAME', 'CONTACT', 'ADDRESS', 'DOC:ID', 'DOC:RESIDENCE', 'DOC:INCOME_OR_ASSET'];
    const items = fields.map((field) => ({ field, result: field === 'ADDRESS' ? 'MISMATCH' : 'MATCH' }));
    await story.must('officer', 'PUT', `${path}/verification`, { at, body: { items, statement: 'We have moved.' } });
    const seen = { decision: 'PASS', reason: 'The new address is proven.' };
    await judge(life, caseId, 'supervisor2', `${path}/verification/review`, at, seen);
    const signatures = ['borrower-1', cast.officer].map((signerId) => ({
      signerId,
      evidenceId: `hand-of-${signerId}`,
    }));
    for (const { evidenceId } of signatures) {
      const image = { mediaType: 'image/png', sha256: sha256Hex(evidenceId), sizeBytes: 900 };
      await story.must('officer', 'POST', `${path}/evidence`, {
        at,
        body: { evidenceId, kind: 'SIGNATURE', ...image },
      });
    }
    const completion = { signedByBoth: true, signatures, next: 'READY' };
    await story.must('officer', 'POST', `${path}/completion`, { at, body: completion });
  };

/** R27: two officers sign for cash, and somebody else says what reached the bank. */
export const cash =
  (cast: Cast, appointmentId: string, at: string): Scene =>
  async ({ life: { story }, caseId }) => {
    const path = await enter(story, caseId, cast, appointmentId, at);
    const amount = { amountMinor: 10_000, currency: 'CNY' };
    const given = await story.must('officer', 'POST', `${path}/cash-receipts`, {
      at,
      body: { amount, signedBy: [cast.officer, cast.officer2] },
    });
    const receiptNo = text(part(given.body, 'receipt'), 'receiptNo');
    await story.must('supervisor', 'POST', `${path}/cash-receipts/${receiptNo}/deposit`, {
      at,
      body: { amount, depositedAt: at, sourceRef: 'deposit-1' },
    });
  };

/** R20: what a tablet brings home too late is kept, and a supervisor looks at it. */
export const kept =
  (visitId: string, at: string): Scene =>
  async ({ life: { story }, caseId }) => {
    const path = `/cases/${caseId}/visits/${visitId}`;
    await story.must('officer', 'POST', `${path}/sync`, {
      at,
      body: {
        steps: [
          {
            clientId: '00000000-0000-4000-9000-000000000009',
            operation: 'openTheSafe',
            capturedAt: at,
            input: {},
          },
        ],
      },
    });
    const { body } = await story.must('supervisor', 'GET', path);
    const [step] = z.array(z.object({ stepId: z.string() })).parse(body['keptSteps']);
    await story.must('supervisor', 'POST', `/cases/${caseId}/kept-steps/${step?.stepId ?? ''}/review`, {
      at,
      body: { outcome: 'NOT_NEEDED', reason: 'There is no such step.' },
    });
  };
