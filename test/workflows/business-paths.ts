import type { MachineName } from '#test/statemachines/machine.ts';
import type { Script } from '#test/workflows/stub.ts';

/** What a sweep's later tasks answer travels with its shards. */
export const sweepOf = (startDue: unknown, reportSweep: unknown): Script => {
  const shard = { shard: 0, asOf: '2027-01-01T00:00:00Z', script: { startDue, reportSweep } };
  return { listShards: { shards: [shard, { ...shard, shard: 1 }] } };
};
export const counted = { started: 1, stuck: 0, cases: 1, broken: 0 };
const sweptAll = { outcome: 'done', ...counted, script: { reportSweep: counted } };
export const kept = {
  path: 'journal.json',
  source: 'GENERATED',
  mediaType: 'application/json',
  retentionClass: 'LEDGER',
};

interface Path {
  readonly says: string;
  readonly script: Script;
  readonly by: readonly string[];
}

/** What the business may answer, and the way that it leads. */
export const paths: Readonly<Record<MachineName, readonly Path[]>> = {
  agenda: [
    {
      says: 'everything due is started',
      script: sweepOf(sweptAll, counted),
      by: [
        'List the shards',
        'For each shard',
        'Report the sweep',
        'Did every case go through?',
        'Everything due is under way',
      ],
    },
  ],
  'follow-up': [
    {
      says: 'a plan on track leads to the next follow-up',
      script: { openFollowUp: 'open', askForReport: 'ON_TRACK', planNextFollowUp: 'planned' },
      by: [
        'Open the follow-up',
        'Is it still called for?',
        'Ask the officer for a report',
        'How is the plan going?',
        'Plan the next follow-up',
      ],
    },
    {
      says: 'a plan at risk goes to a supervisor',
      script: { openFollowUp: 'open', askForReport: 'AT_RISK', escalateFollowUp: 'escalated' },
      by: [
        'Open the follow-up',
        'Is it still called for?',
        'Ask the officer for a report',
        'How is the plan going?',
        'Escalate to a supervisor',
      ],
    },
    {
      says: 'hardship leads to an offer',
      script: { openFollowUp: 'open', askForReport: 'HARDSHIP', offerAdjustment: 'offered' },
      by: [
        'Open the follow-up',
        'Is it still called for?',
        'Ask the officer for a report',
        'How is the plan going?',
        'Offer an adjustment',
      ],
    },
    {
      says: 'an overdue report is escalated and waited for',
      script: {
        openFollowUp: 'open',
        askForReport: 'overdue',
        escalateFollowUp: 'escalated',
        askForReportAgain: 'ON_TRACK',
        planNextFollowUp: 'planned',
      },
      by: [
        'Open the follow-up',
        'Is it still called for?',
        'Ask the officer for a report',
        'How is the plan going?',
        'Escalate the missing report',
        'Wait for the overdue report',
        'How is the plan going?',
        'Plan the next follow-up',
      ],
    },
    {
      says: 'a case that has ended calls for none',
      script: { openFollowUp: 'notCalledFor' },
      by: ['Open the follow-up', 'Is it still called for?', 'It is no longer called for'],
    },
    {
      says: 'a cancelled one ends while it waits',
      script: { openFollowUp: 'open', askForReport: 'cancelled' },
      by: [
        'Open the follow-up',
        'Is it still called for?',
        'Ask the officer for a report',
        'How is the plan going?',
        'It is no longer called for',
      ],
    },
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
  ).map(([outcome, state, more]) => ({
    says: `${outcome} leads to “${state}”`,
    script: { lookAtInstalment: outcome, ...more },
    by: ['Look at the instalment', 'Paid?', state],
  })),
  adjustment: [
    {
      says: 'approved, signed and applied',
      script: {
        assessRequest: 'undecided',
        askForDecision: 'approved',
        drawUpAmendment: 'drawnUp',
        waitForSignatures: 'signed',
        applyAdjustment: 'applied',
      },
      by: [
        'Assess the request',
        'Does it need a decision?',
        'Ask for a decision',
        'What was decided?',
        'Draw up the amendment',
        'Wait for the signatures',
        'Have both signed?',
        'Apply it to the plan',
      ],
    },
    {
      says: 'small relief needs no decision, and may lapse unsigned',
      script: {
        assessRequest: 'approved',
        drawUpAmendment: 'drawnUp',
        waitForSignatures: 'lapsed',
        letItLapse: 'lapsed',
      },
      by: [
        'Assess the request',
        'Does it need a decision?',
        'Draw up the amendment',
        'Wait for the signatures',
        'Have both signed?',
        'Let it lapse',
      ],
    },
    {
      says: 'an overdue answer is escalated, never a refusal',
      script: {
        assessRequest: 'undecided',
        askForDecision: 'overdue',
        escalateDecision: 'escalated',
        askForDecisionAgain: 'refused',
        refuseIt: 'refused',
      },
      by: [
        'Assess the request',
        'Does it need a decision?',
        'Ask for a decision',
        'What was decided?',
        'Escalate the missing decision',
        'Wait for the overdue decision',
        'What was decided?',
        'Refuse it',
      ],
    },
    {
      says: 'a second attempt goes on where the first one failed',
      script: { assessRequest: 'drawnUp', waitForSignatures: 'signed', applyAdjustment: 'applied' },
      by: [
        'Assess the request',
        'Does it need a decision?',
        'Wait for the signatures',
        'Have both signed?',
        'Apply it to the plan',
      ],
    },
    {
      says: 'a pure gift takes hold with its approval',
      script: { assessRequest: 'undecided', askForDecision: 'closed' },
      by: [
        'Assess the request',
        'Does it need a decision?',
        'Ask for a decision',
        'What was decided?',
        'It is closed already',
      ],
    },
    {
      says: 'what is closed stays closed',
      script: { assessRequest: 'closed' },
      by: ['Assess the request', 'Does it need a decision?', 'It is closed already'],
    },
  ],
  deadline: [
    {
      says: 'a lapsed deadline is recorded and told',
      script: { isStillOpen: 'open', recordLapse: 'recorded', tellWhoMustAct: 'told' },
      by: ['Is it still open?', 'Has it lapsed?', 'Record that it lapsed', 'Tell whoever must act'],
    },
    {
      says: 'what was done in time is left alone',
      script: { isStillOpen: 'closed' },
      by: ['Is it still open?', 'Has it lapsed?', 'Nothing is left to do'],
    },
  ],
  archiving: [
    {
      says: 'a case is packed, sealed, verified and archived',
      script: {
        freezeCase: 'frozen',
        listWhatIsKept: { objects: [kept, kept, kept] },
        copyAndHash: { path: 'data/journal.jsonl' },
        writeManifest: { manifestSha256: 'a' },
        sealPackage: 'sealed',
        verifyPackage: 'verified',
        closeCase: 'archived',
      },
      by: [
        'Freeze the case',
        'Is it frozen?',
        'List what must be kept',
        'For each object',
        'Write the manifest',
        'Seal it',
        'Verify the package',
        'Does every hash agree?',
        'Close the case',
      ],
    },
    {
      says: 'a case that lacks something waits for a person',
      script: { freezeCase: 'incomplete' },
      by: ['Freeze the case', 'Is it frozen?', 'A person completes the record'],
    },
    {
      says: 'what is archived already is left alone',
      script: { freezeCase: 'done' },
      by: ['Freeze the case', 'Is it frozen?', 'It is archived already'],
    },
  ],
};
