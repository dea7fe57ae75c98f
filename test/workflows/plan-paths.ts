import type { MachineName } from '#test/statemachines/machine.ts';
import type { Script } from '#test/workflows/stub.ts';

/** What the business answers, and the states that it leads through. */
export interface Path {
  readonly says: string;
  readonly script: Script;
  readonly by: readonly string[];
}

/** The machines that follow a plan: what a follow-up, a due date and an application can come to. */
export const planPaths = {
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
      says: 'what was refused before its machine came to it is told as refused',
      script: { assessRequest: 'refused', refuseIt: 'refused' },
      by: ['Assess the request', 'Does it need a decision?', 'Refuse it'],
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
} as const satisfies Partial<Readonly<Record<MachineName, readonly Path[]>>>;
