import { expect, test } from 'vitest';
import { mayAccess } from '#functions/domain/access.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { Actor } from '#functions/domain/actor.ts';
import { activeCase, signingCase } from '#test/support/agreed-stories.ts';
import { openedCase, scheduledCase } from '#test/support/builders.ts';
import { borrowerIdOf } from '#test/support/sample-parts.ts';
import { people } from '#test/support/acts.ts';

const borrower = (borrowerId: string): Actor => ({ id: 'token', role: 'borrower', borrowerId });

test('a borrower sees his own case and no other', () => {
  expect(mayAccess(openedCase(), borrower(borrowerIdOf('a case')))).toBe(true);
  expect(mayAccess(openedCase(), borrower('somebody-else'))).toBe(false);
  expect(mayAccess(openedCase(), { id: 'token', role: 'borrower' })).toBe(false);
});

test('4.15, 26: branch and region of the token are the scope; none means all', () => {
  expect(mayAccess(openedCase(), people.agent)).toBe(true);
  expect(mayAccess(openedCase(), { ...people.supervisor, branch: 'south' })).toBe(false);
  expect(mayAccess(openedCase(), { id: 'agent-9', role: 'agent' })).toBe(true);
  expect(mayAccess(openedCase(), { id: 'risk-1', role: 'risk', region: 'west' })).toBe(false);
  expect(mayAccess(openedCase(), { id: 'risk-1', role: 'risk', branch: 'south', region: 'east' })).toBe(true);
});

test('an officer sees what he owns, visits or follows up', () => {
  expect(mayAccess(openedCase(), people.officer)).toBe(true);
  expect(mayAccess(openedCase(), people.officer2)).toBe(false);
  expect(mayAccess(scheduledCase(), people.officer2)).toBe(true);
  expect(mayAccess(activeCase(), { ...people.officer, id: 'officer-9' })).toBe(false);
});

test('the committee sees a case only with a matter of its tier', () => {
  const committee: Actor = { id: 'c-1', role: 'committee' };
  const file = signingCase();
  expect(mayAccess(file, committee)).toBe(false);
  const proposals = Object.fromEntries(
    Object.entries(file.proposals).map(([id, proposal]) => [id, { ...proposal, tier: 'L3' as const }]),
  );
  expect(mayAccess({ ...file, proposals }, committee)).toBe(true);
});

test('a case that does not exist is nobody’s, not even an auditor’s', () => {
  const auditor: Actor = { id: 'auditor-1', role: 'auditor' };
  expect(mayAccess(emptyFile('case_9'), auditor)).toBe(false);
  expect(mayAccess(openedCase(), auditor)).toBe(true);
});
