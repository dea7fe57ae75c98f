/** It is one command of one case: the Query and the transaction that the acts above are disturbed at, and nothing else. */
const oneCommand = 'one command of one case: `perform` alone, each call of which fails in perform.test.ts';
/** A state that this life does not come to; the act is walked elsewhere. */
const elsewhere = 'not on the way of this life, lived in front-half-walk, signing-on-paper, sync-visit or feed tests';

/** Commands that no life here disturbs, each with its reason. */
export const leftOut: Readonly<Record<string, string>> = {
  reviewVerification: oneCommand,
  completeVisit: oneCommand,
  issueCashReceipt: 'cash is off in the pack of this life (R27)',
  recordCashDeposit: 'cash is off in the pack of this life (R27)',
  reviewKeptStep: elsewhere,
  decidePlan: 'the plan of this life is inside the officer tier (R31)',
  recordOriginal: elsewhere,
  permitThirdPartyContact: oneCommand,
  decideRetention: 'years after this life; its destruction, class by class, is repeated in its own tests (R66)',
  handOverOfficer: 'a command of its own for each case; asked again it goes on, hand-over.test.ts',
  proposeDefault: oneCommand,
  decideDefault: oneCommand,
  issueDemand: oneCommand,
  requestReward: oneCommand,
  decideReward: oneCommand,
  reviewCapacity: 'the plan of this life is as it was when the borrower declared (R30)',
  downloadAmendment: elsewhere,
};
