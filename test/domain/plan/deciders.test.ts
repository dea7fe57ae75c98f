import { expect, test } from 'vitest';
import { negotiatingCase } from '#test/support/builders.ts';
import { people } from '#test/support/acts.ts';
import {
  approvedCase,
  assessedCase,
  borrower,
  means,
  onDay,
  otherSupervisor,
  play,
  proposalOf,
  proposedCase,
  risk,
  terms,
} from '#test/domain/servicing/play.ts';

const now = onDay('2026-03-12', '05:00:00');
const officer = { asOf: now, by: people.officer };
const refused = (code: string) => expect.objectContaining({ code });

test('R30: income that is called proven names accepted papers', () => {
  const file = negotiatingCase();
  expect(() => play(file, 'assessAffordability', { ...means(file), evidenceIds: [] }, officer)).toThrow(
    refused('EvidenceMissing'),
  );
  expect(() => play(file, 'assessAffordability', { ...means(file), evidenceIds: ['document_x'] }, officer)).toThrow(
    refused('EvidenceMissing'),
  );
});

test('R30: there is no plan without an assessment, nor on one older than ninety days', () => {
  expect(() => play(negotiatingCase(), 'proposePlan', terms, officer)).toThrow(refused('AffordabilityMissing'));
  expect(() => play(assessedCase(), 'proposePlan', terms, { ...officer, asOf: onDay('2026-06-11') })).toThrow(
    refused('AffordabilityStale'),
  );
  expect(play(assessedCase(), 'proposePlan', terms, { ...officer, asOf: onDay('2026-06-10') }).happened).toEqual([
    'PlanProposed',
  ]);
});

test('R30: a plan beyond capacity is not put forward', () => {
  expect(() => play(assessedCase(), 'proposePlan', { ...terms, periods: 2 }, officer)).toThrow(
    refused('NotAffordable'),
  );
});

test('R28: every instalment has amount and due date, and principal is conserved', () => {
  const { rows, principalMinor, totalMinor, status } = proposalOf(proposedCase());
  expect(status).toBe('PROPOSED');
  expect(rows).toHaveLength(12);
  expect(rows.reduce((sum, row) => sum + row.principalMinor, 0)).toBe(principalMinor);
  expect(rows.reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0)).toBe(totalMinor);
});

test('R31: sixty months at most', () => {
  expect(() => play(assessedCase(), 'proposePlan', { ...terms, periods: 61 }, officer)).toThrow(refused('TermTooLong'));
});

test('R32: a plan never costs more than the debt it restructures', () => {
  expect(() => play(assessedCase(), 'proposePlan', { ...terms, annualRate: '0.30' }, officer)).toThrow(
    refused('CostAboveCap'),
  );
});

test('R33: inside the officer limits the declaration of the borrower approves the plan', () => {
  const file = approvedCase();
  expect(file.status.state).toBe('SIGNING');
  expect(proposalOf(file)).toMatchObject({ status: 'APPROVED', tier: 'AUTO', decidedBy: 'officer-limits' });
});

test('R30: an officer who declares for the borrower names the evidence', () => {
  const proposed = proposedCase();
  const { proposalId } = proposalOf(proposed);
  expect(() => play(proposed, 'declareCapacity', { proposalId }, officer)).toThrow(refused('BehalfEvidenceMissing'));
  expect(
    play(proposed, 'declareCapacity', { proposalId, onBehalf: { evidenceId: 'call_1' } }, officer).happened,
  ).toContain('CapacityDeclared');
});

test('R33: a longer term waits for somebody who was not on the visit', () => {
  const file = approvedCase({ ...terms, periods: 28 });
  expect(file.status.state).toBe('PLAN_REVIEW');
  const { proposalId, tier } = proposalOf(file);
  expect(tier).toBe('L1');
  const approve = { proposalId, decision: 'APPROVE' } as const;
  expect(() =>
    play(file, 'decidePlan', approve, { asOf: now, by: { ...people.supervisor, id: people.officer.id } }),
  ).toThrow(refused('FourEyesViolated'));
  expect(() =>
    play(file, 'decidePlan', { proposalId, decision: 'REJECT' }, { asOf: now, by: otherSupervisor }),
  ).toThrow(refused('ReasonMissing'));
  expect(play(file, 'decidePlan', approve, { asOf: now, by: otherSupervisor }).file.status.state).toBe('SIGNING');
  const rejected = play(
    file,
    'decidePlan',
    { proposalId, decision: 'REJECT', reason: 'too long' },
    { asOf: now, by: otherSupervisor },
  );
  expect(rejected.file.status.state).toBe('NEGOTIATING');
});

test('R33: interest given up is decided by the tier of its cost', () => {
  const file = approvedCase({ ...terms, periods: 24, annualRate: '0' });
  const { proposalId, tier } = proposalOf(file);
  expect(tier).toBe('L2');
  expect(() =>
    play(file, 'decidePlan', { proposalId, decision: 'APPROVE' }, { asOf: now, by: otherSupervisor }),
  ).toThrow(refused('TierTooLow'));
  expect(play(file, 'decidePlan', { proposalId, decision: 'APPROVE' }, { asOf: now, by: risk }).happened).toEqual([
    'PlanApproved',
  ]);
});

test('R30: nobody approves a plan that the borrower has not declared', () => {
  const proposed = proposedCase({ ...terms, periods: 28 });
  const { proposalId } = proposalOf(proposed);
  expect(() =>
    play(proposed, 'decidePlan', { proposalId, decision: 'APPROVE' }, { asOf: now, by: otherSupervisor }),
  ).toThrow(refused('DeclarationMissing'));
});

test('R28: a new proposal supersedes the one before', () => {
  const proposed = proposedCase();
  const { proposalId } = proposalOf(proposed);
  const again = play(proposed, 'proposePlan', { ...terms, periods: 18 }, officer);
  expect(again.happened).toEqual(['PlanSuperseded', 'PlanProposed']);
  expect(() => play(again.file, 'declareCapacity', { proposalId }, { asOf: now, by: borrower })).toThrow(
    refused('ProposalNotOpen'),
  );
});
