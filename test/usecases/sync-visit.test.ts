import { expect, test } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { policy, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { scheduledStory } from '#test/support/builders.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

const officer = (officerId: string) => ({
  officerId,
  branch: 'north',
  certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }] as const,
  relations: [],
  version: 1,
});
const two = ['officer-1', 'officer-2'];
const at = (time: string) => shanghai('2026-03-12', time);
const step = (clientId: string, operation: string, time: string, input: object) => ({
  clientId,
  operation,
  capturedAt: at(time),
  input,
});

/** A tablet's day without network: the visit of 12 March. */
const onTheRoad = async () => {
  const ports = fakePorts({ officers: two.map(officer) });
  const story = scheduledStory();
  for (const act of story.acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  const { caseId } = story.file;
  const appointmentId = Object.keys(story.file.appointments)[0] ?? '';
  let sent = 0;
  const sync = async (steps: readonly object[], asOf: string, visitId = 'tablet-visit-1') => {
    sent += 1;
    return api.call(operationTable.syncVisit, {
      by: people.officer,
      params: { caseId, visitId },
      body: { steps },
      headers: { 'Test-Clock': asOf, 'Idempotency-Key': `00000000-0000-4000-8000-00000000000${sent}` },
      requestId: `request-${sent}`,
    });
  };
  const items = fieldsToVerify(policy).map((field) => ({ field, result: 'MATCH' }));
  const signature = (evidenceId: string) => ({
    evidenceId,
    kind: 'SIGNATURE',
    mediaType: 'image/png',
    sha256: sha256Hex(evidenceId),
    sizeBytes: 4000,
  });
  const borrowerId = story.file.meta?.borrowerId ?? '';
  const day = [
    step('c1', 'startVisit', '10:02', { appointmentId, presentOfficerIds: two, distanceMetres: 20 }),
    step('c2', 'identifyOfficers', '10:03', { shownBy: two, purposeExplained: true }),
    step('c3', 'recordEntry', '10:05', {
      place: 'INSIDE_HOME',
      recording: false,
      othersPresent: false,
      consents: [{ kind: 'HOME_ENTRY', decision: 'GIVEN', textVersion: '1' }],
    }),
    step('c4', 'recordVerification', '10:30', { items, statement: 'All of it is right.' }),
    step('c5', 'recordEvidence', '10:40', signature('sig-1')),
    step('c6', 'recordEvidence', '10:41', signature('sig-2')),
    step('c7', 'completeVisit', '10:45', {
      signedByBoth: true,
      signatures: [
        { signerId: borrowerId, evidenceId: 'sig-1' },
        { signerId: 'officer-1', evidenceId: 'sig-2' },
      ],
    }),
  ];
  return { ports, api, caseId, day, sync };
};
const outcomes = (body: Readonly<Record<string, unknown>>) =>
  operationTable.syncVisit.response
    .parse(body)
    .steps.map(({ clientId, outcome, code }) =>
      [clientId, outcome, code].filter((word) => word !== undefined).join(' '),
    );

process.env['TEST_CLOCK'] = 'true';

test('R20-R26: a visit taken without network is applied in order, whatever order it arrives in, each step answered', async () => {
  const { ports, caseId, day, sync } = await onTheRoad();
  const answer = await sync(day.toReversed(), at('19:00'));
  expect(answer.status).toBe(200);
  expect(outcomes(answer.body)).toEqual(day.map(({ clientId }) => `${clientId} APPLIED`));
  const file = await ports.cases.load(caseId);
  expect(file.status.state).toBe('NEGOTIATING');
  expect(file.visits['tablet-visit-1']).toMatchObject({
    status: 'COMPLETED',
    identifiedAt: at('10:03'),
    entry: { recordedAt: at('10:05') },
    endedAt: at('10:45'),
  });
});

test('a batch that is sent again changes nothing and is answered the same', async () => {
  const { ports, caseId, day, sync } = await onTheRoad();
  await sync(day.slice(0, 3), at('18:00'));
  const answer = await sync(day, at('19:00'));
  expect(outcomes(answer.body).slice(0, 4)).toEqual(['c1 REPEATED', 'c2 REPEATED', 'c3 REPEATED', 'c4 APPLIED']);
  const { version } = await ports.cases.load(caseId);
  expect(outcomes((await sync(day, at('20:00'))).body)).toEqual(day.map(({ clientId }) => `${clientId} REPEATED`));
  expect((await ports.cases.load(caseId)).version).toBe(version);
});

test('R20: a step that no longer fits is kept for a supervisor, as it was sent, and never applied later by itself', async () => {
  const { ports, api, caseId, day, sync } = await onTheRoad();
  const [start, shown, entry] = day;
  const early = step('c9', 'recordEntry', '10:01', { place: 'DOORSTEP', recording: false, othersPresent: false });
  const strange = step('c8', 'openTheSafe', '10:50', { words: 'kept all the same' });
  const broken = step('c7', 'recordVerification', '10:51', { items: 'none' });
  const answer = await sync(
    [start, shown, early, entry, strange, broken].filter((one) => one !== undefined),
    at('19:00'),
  );
  expect(outcomes(answer.body)).toEqual([
    'c9 KEPT StateForbids',
    'c1 APPLIED',
    'c2 APPLIED',
    'c3 APPLIED',
    'c8 KEPT InvalidRequest',
    'c7 KEPT InvalidRequest',
  ]);
  expect(outcomes((await sync([early], at('19:10'))).body)).toEqual(['c9 KEPT StateForbids']);
  const file = await ports.cases.load(caseId);
  expect(Object.values(file.keptSteps)).toHaveLength(3);
  expect(JSON.stringify(ports.cases.entries(caseId))).not.toContain('kept all the same');
  const list = await ports.cases.workOf(`SUPERVISOR#${file.meta?.branch ?? ''}`, 25);
  expect(list.items.filter(({ kind }) => kind === 'REVIEW_KEPT_STEP')).toHaveLength(3);
  const params = { caseId, visitId: 'tablet-visit-1' };
  const shownVisit = await api.call(operationTable.getVisit, { by: people.supervisor, params });
  const kept = operationTable.getVisit.response.parse(shownVisit.body).keptSteps;
  expect(kept.map(({ sent }) => sent).join()).toContain('kept all the same');
  const review = await api.call(operationTable.reviewKeptStep, {
    by: people.supervisor,
    params: { caseId, stepId: kept[0]?.stepId ?? '' },
    body: { outcome: 'NOT_NEEDED', reason: 'taken before the IDs were shown' },
    headers: { 'Test-Clock': at('20:00'), 'Idempotency-Key': '00000000-0000-4000-8000-000000000099' },
  });
  expect(review.status).toBe(200);
  const after = await ports.cases.workOf(`SUPERVISOR#${file.meta?.branch ?? ''}`, 25);
  expect(after.items.filter(({ kind }) => kind === 'REVIEW_KEPT_STEP')).toHaveLength(2);
});

test('a visit that the evening’s check took for missed is taken in when the tablets come back', async () => {
  const { ports, caseId, day, sync } = await onTheRoad();
  const { perform } = await import('#functions/usecases/perform.ts');
  const before = await ports.cases.load(caseId);
  const ref = Object.keys(before.appointments)[0] ?? '';
  const missed = await perform(
    ports,
    caseId,
    'lapseDeadline',
    { kind: 'APPOINTMENT_CHECK', ref, dueAt: before.appointments[ref]?.endsAt ?? '' },
    { asOf: at('13:00'), actor: { id: 'sweep', role: 'system' }, requestId: 'sweep-1' },
  );
  expect(missed.file.appointments[ref]).toMatchObject({ status: 'MISSED', missedBy: 'UNKNOWN' });
  expect(outcomes((await sync(day, at('19:00'))).body)).toEqual(day.map(({ clientId }) => `${clientId} APPLIED`));
  const file = await ports.cases.load(caseId);
  expect(file.appointments[ref]?.status).toBe('CONFIRMED');
  expect(ports.cases.entries(caseId).map(({ event }) => event)).toContain('NoShowWithdrawn');
});
