import { beforeAll, describe, expect, inject, test } from 'vitest';
import { machineNames, machineOf, statesOf } from '#test/statemachines/machine.ts';
import type { MachineName } from '#test/statemachines/machine.ts';
import { standIn } from '#test/workflows/stub.ts';
import type { Bench, Script } from '#test/workflows/stub.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await standIn(inject('service'));
});

/** What a sweep's later tasks answer travels with its shards. */
const sweepOf = (startDue: unknown, reportSweep: unknown): Script => {
  const shard = { shard: 0, asOf: '2027-01-01T00:00:00Z', script: { startDue, reportSweep } };
  return { listShards: { shards: [shard, { ...shard, shard: 1 }] } };
};
const counted = { started: 1, stuck: 0, cases: 1, broken: 0 };
const sweptAll = { outcome: 'done', ...counted, script: { reportSweep: counted } };
const kept = { path: 'journal.json', source: 'GENERATED', mediaType: 'application/json', retentionClass: 'LEDGER' };

interface Path {
  readonly says: string;
  readonly script: Script;
  readonly by: readonly string[];
}

/** What the business may answer, and the way that it leads. */
const paths: Readonly<Record<MachineName, readonly Path[]>> = {
  agenda: [
    { says: 'everything due is started', script: sweepOf(sweptAll, counted), by: ['List the shards', 'For each shard', 'Report the sweep', 'Did every case go through?', 'Everything due is under way'] },
  ],
  'follow-up': [
    { says: 'a plan on track leads to the next follow-up', script: { openFollowUp: 'open', askForReport: 'ON_TRACK', planNextFollowUp: 'planned' }, by: ['Open the follow-up', 'Is it still called for?', 'Ask the officer for a report', 'How is the plan going?', 'Plan the next follow-up'] },
    { says: 'a plan at risk goes to a supervisor', script: { openFollowUp: 'open', askForReport: 'AT_RISK', escalateFollowUp: 'escalated' }, by: ['Open the follow-up', 'Is it still called for?', 'Ask the officer for a report', 'How is the plan going?', 'Escalate to a supervisor'] },
    { says: 'hardship leads to an offer', script: { openFollowUp: 'open', askForReport: 'HARDSHIP', offerAdjustment: 'offered' }, by: ['Open the follow-up', 'Is it still called for?', 'Ask the officer for a report', 'How is the plan going?', 'Offer an adjustment'] },
    { says: 'an overdue report is escalated and waited for', script: { openFollowUp: 'open', askForReport: 'overdue', escalateFollowUp: 'escalated', askForReportAgain: 'ON_TRACK', planNextFollowUp: 'planned' }, by: ['Open the follow-up', 'Is it still called for?', 'Ask the officer for a report', 'How is the plan going?', 'Escalate the missing report', 'Wait for the overdue report', 'How is the plan going?', 'Plan the next follow-up'] },
    { says: 'a case that has ended calls for none', script: { openFollowUp: 'notCalledFor' }, by: ['Open the follow-up', 'Is it still called for?', 'It is no longer called for'] },
    { says: 'a cancelled one ends while it waits', script: { openFollowUp: 'open', askForReport: 'cancelled' }, by: ['Open the follow-up', 'Is it still called for?', 'Ask the officer for a report', 'How is the plan going?', 'It is no longer called for'] },
  ],
  instalment: (
    [
      ['paid', 'Nothing more is to be done', {}],
      ['nothing', 'Nothing more is to be done', {}],
      ['remind', 'Remind', { remindInstalment: 'reminded' }],
      ['late', 'Note it as late', { noteInstalmentLate: 'noted' }],
      ['breach', 'Give notice of breach', { giveNoticeOfBreach: 'given' }],
      ['cured', 'Note that it was cured', { noteCured: 'noted' }],
      ['default', 'Propose default for decision', { proposeDefault: 'proposed' }],
    ] as const
  ).map(([outcome, state, more]) => ({ says: `${outcome} leads to “${state}”`, script: { lookAtInstalment: outcome, ...more }, by: ['Look at the instalment', 'Paid?', state] })),
  adjustment: [
    { says: 'approved, signed and applied', script: { assessRequest: 'undecided', askForDecision: 'approved', drawUpAmendment: 'drawnUp', waitForSignatures: 'signed', applyAdjustment: 'applied' }, by: ['Assess the request', 'Does it need a decision?', 'Ask for a decision', 'What was decided?', 'Draw up the amendment', 'Wait for the signatures', 'Have both signed?', 'Apply it to the plan'] },
    { says: 'small relief needs no decision, and may lapse unsigned', script: { assessRequest: 'approved', drawUpAmendment: 'drawnUp', waitForSignatures: 'lapsed', letItLapse: 'lapsed' }, by: ['Assess the request', 'Does it need a decision?', 'Draw up the amendment', 'Wait for the signatures', 'Have both signed?', 'Let it lapse'] },
    { says: 'an overdue answer is escalated, never a refusal', script: { assessRequest: 'undecided', askForDecision: 'overdue', escalateDecision: 'escalated', askForDecisionAgain: 'refused', refuseIt: 'refused' }, by: ['Assess the request', 'Does it need a decision?', 'Ask for a decision', 'What was decided?', 'Escalate the missing decision', 'Wait for the overdue decision', 'What was decided?', 'Refuse it'] },
    { says: 'a second attempt goes on where the first one failed', script: { assessRequest: 'drawnUp', waitForSignatures: 'signed', applyAdjustment: 'applied' }, by: ['Assess the request', 'Does it need a decision?', 'Wait for the signatures', 'Have both signed?', 'Apply it to the plan'] },
    { says: 'a pure gift takes hold with its approval', script: { assessRequest: 'undecided', askForDecision: 'closed' }, by: ['Assess the request', 'Does it need a decision?', 'Ask for a decision', 'What was decided?', 'It is closed already'] },
    { says: 'what is closed stays closed', script: { assessRequest: 'closed' }, by: ['Assess the request', 'Does it need a decision?', 'It is closed already'] },
  ],
  deadline: [
    { says: 'a lapsed deadline is recorded and told', script: { isStillOpen: 'open', recordLapse: 'recorded', tellWhoMustAct: 'told' }, by: ['Is it still open?', 'Has it lapsed?', 'Record that it lapsed', 'Tell whoever must act'] },
    { says: 'what was done in time is left alone', script: { isStillOpen: 'closed' }, by: ['Is it still open?', 'Has it lapsed?', 'Nothing is left to do'] },
  ],
  archiving: [
    { says: 'a case is packed, sealed, verified and archived', script: { freezeCase: 'frozen', listWhatIsKept: { objects: [kept, kept, kept] }, copyAndHash: { path: 'journal.json' }, writeManifest: { manifestSha256: 'a' }, sealPackage: 'sealed', verifyPackage: 'verified', closeCase: 'archived' }, by: ['Freeze the case', 'Is it frozen?', 'List what must be kept', 'For each object', 'Write the manifest', 'Seal it', 'Verify the package', 'Does every hash agree?', 'Close the case'] },
    { says: 'what is archived already is left alone', script: { freezeCase: 'done' }, by: ['Freeze the case', 'Is it frozen?', 'It is archived already'] },
  ],
};

describe.each(machineNames)('the machine %s, on the emulator', (name) => {
  test.each(paths[name])('$says', async ({ script, by }) => {
    const ran = await bench.run(name, script);
    expect(ran).toMatchObject({ status: 'SUCCEEDED', passed: by });
  });

  const tasks = Object.entries(machineOf(name).States).filter(([, { Type }]) => Type === 'Task');
  test.each(tasks.map(([title, state]) => [title, state] as const))('calls operations when “%s” fails', async (title, state) => {
    const isWait = state.Resource?.endsWith('.waitForTaskToken') === true;
    const silent = { askForReport: 'silent', askForReportAgain: 'silent', askForDecision: 'silent', askForDecisionAgain: 'silent', waitForSignatures: 'silent' };
    const ran = await bench.run(name, isWait ? silent : {}, title);
    expect(ran.status).toBe('FAILED');
    expect(ran.error, ran.passed.join(' → ')).toMatch(name === 'agenda' && title === 'Report the sweep' ? /CallOperations|QueryEvaluationError/ : /CallOperations/);
  });

  test('a path leads through each of its states', () => {
    const walked = new Set(paths[name].flatMap(({ by }) => by));
    const own = Object.keys(machineOf(name).States).filter((title) => title !== 'Call operations' && title !== 'Record the damage');
    expect(own.filter((title) => !walked.has(title))).toEqual([]);
    expect(statesOf(name).length).toBeGreaterThan(0);
  });
});

test('a damaged package is recorded, then operations are called', async () => {
  const script = { verifyPackage: 'damaged', recordDamage: 'recorded' };
  expect(await bench.run('archiving', script, 'Verify the package')).toMatchObject({
    status: 'FAILED',
    error: 'CallOperations',
    passed: ['Verify the package', 'Does every hash agree?', 'Record the damage', 'Call operations'],
  });
});

test('an object that cannot be copied calls operations', async () => {
  const ran = await bench.run('archiving', { listWhatIsKept: { objects: [kept] }, copyAndHash: 'throw' }, 'List what must be kept');
  expect(ran).toMatchObject({ status: 'FAILED', error: 'CallOperations', passed: ['List what must be kept', 'For each object', 'Call operations'] });
});

test('a shard that fails leaves the others alone, and the sweep ends where operations see it', async () => {
  const script = sweepOf('throw', { ...counted, broken: 1 });
  expect(await bench.run('agenda', script)).toMatchObject({ status: 'FAILED', error: 'CallOperations', passed: ['List the shards', 'For each shard', 'Report the sweep', 'Did every case go through?', 'Call operations'] });
});
