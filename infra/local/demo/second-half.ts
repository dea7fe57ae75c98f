import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { advance } from '#infra/local/advance-time.ts';
import { part, stateOf, text } from '#infra/local/demo/reading.ts';
import { signByCode } from '#infra/local/demo/signing.ts';
import type { Story } from '#infra/local/demo/teller.ts';

/** Who signs and speaks for the borrower: himself, by his own token. */
const borrower = 'borrower';

/** Income proven by the accepted papers, essentials as stated (R30). */
export const assess = async ({ must }: Story, caseId: string, at: string): Promise<void> => {
  const { body } = await must('officer', 'GET', `/cases/${caseId}/documents?limit=100`);
  const papers = z
    .array(z.object({ documentId: z.string(), documentClass: z.string().optional(), status: z.string() }))
    .parse(body['items']);
  const evidenceIds = papers
    .filter((one) => one.status === 'ACCEPTED' && one.documentClass === 'INCOME_OR_ASSET')
    .map((one) => one.documentId);
  await must('officer', 'POST', `/cases/${caseId}/affordability`, {
    at,
    body: {
      currency: 'CNY',
      provenIncomeMinor: 900_000,
      unprovenIncomeMinor: 0,
      essentialsMinor: 350_000,
      otherDebtServiceMinor: 50_000,
      evidenceIds,
    },
  });
};

export const propose = async (story: Story, caseId: string, at: string, firstDueOn: string): Promise<string> => {
  const terms = { planType: 'EQUAL_INSTALMENT', periods: 12, currency: 'CNY', firstDueOn };
  const proposed = await story.must('officer', 'POST', `/cases/${caseId}/plan-proposals`, { at, body: terms });
  const proposal = part(proposed.body, 'proposal');
  const rows = z
    .array(z.object({ principalMinor: z.int(), interestMinor: z.int(), feeMinor: z.int() }))
    .parse(proposal['rows']);
  const principal = rows.reduce((sum, row) => sum + row.principalMinor, 0);
  if (principal !== proposal['principalMinor'])
    throw new Error(`the instalments repay ${principal}, not ${String(proposal['principalMinor'])}`);
  return text(proposal, 'proposalId');
};

/** Lets time pass for this case and tells what the machines did. */
export const passTime = async (story: Story, caseId: string, to: string): Promise<void> => {
  await advance(story.service, {
    to,
    caseId,
    onJump: ({ at, started }) => {
      for (const { name, status } of started) story.tell(`    ${at}  ${name.slice(caseId.length + 1)}  ${status}`);
    },
  });
};

/** The named person calls, within the hours, and reports how the plan is going (R40-R43). */
export const followUps = async (story: Story, caseId: string, at: string): Promise<number> => {
  const { body } = await story.must('supervisor', 'GET', `/cases/${caseId}?include=followUps`);
  const open = z
    .array(z.object({ no: z.int(), status: z.string() }))
    .parse(body['followUps'])
    .filter(({ status }) => status === 'OPEN' || status === 'OVERDUE');
  for (const { no } of open) {
    const call = { purpose: 'SERVICE', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' };
    const started = await story.must('officer', 'POST', `/cases/${caseId}/contacts`, { at, body: call });
    const contactId = text(part(started.body, 'contact'), 'contactId');
    await story.must('officer', 'PUT', `/cases/${caseId}/contacts/${contactId}/outcome`, {
      at,
      body: {
        answered: true,
        rightParty: true,
        serviceExplained: false,
        recordingId: `recording-${contactId.slice(-6)}`,
      },
    });
    await story.must('officer', 'POST', `/cases/${caseId}/follow-ups/${no}/report`, {
      at,
      body: { result: 'ON_TRACK', contactId, note: 'Work is steady again.' },
    });
    story.tell(`    follow-up ${no} reported by the officer`);
  }
  return open.length;
};

const Line = z.object({ no: z.int(), dueOn: z.string(), openMinor: z.int(), status: z.string() });
export type InstalmentLine = z.infer<typeof Line>;

export const instalments = async ({ must }: Story, caseId: string, at: string): Promise<InstalmentLine[]> =>
  z.array(Line).parse((await must('supervisor', 'GET', `/cases/${caseId}/instalments`, { at })).body['instalments']);

/** Money arrives at the core system, which tells of it (4.5). */
export const pay = async (
  { must }: Story,
  caseId: string,
  amountMinor: number,
  at: string,
  sourceRef: string,
): Promise<string> => {
  const receipt = {
    caseId,
    sourceRef,
    amount: { amountMinor, currency: 'CNY' },
    valueDate: at.slice(0, 10),
    channel: 'TRANSFER',
  };
  return text((await must('system', 'POST', '/payments', { at, body: receipt })).body, 'state');
};

const waitFor = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  for (let poll = 0; poll < 100; poll += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`${what} did not happen within 10 s`);
};

const Adjustment = z.object({
  adjustmentId: z.string(),
  status: z.string(),
  tier: z.string(),
  agreementId: z.string(),
  amendment: z.object({ amendmentId: z.string(), sha256: z.string() }).optional(),
});

const adjustmentIn = async (
  { must }: Story,
  caseId: string,
  status: string,
): Promise<z.infer<typeof Adjustment> | undefined> => {
  const { body } = await must('supervisor', 'GET', `/cases/${caseId}?include=adjustments`);
  return z
    .array(Adjustment)
    .parse(body['adjustments'])
    .find((one) => one.status === status);
};

/** A sudden hardship: interest off for some weeks, decided by somebody else, signed by both, applied by its machine (R45-R51). */
export const suspendInterest = async (
  story: Story,
  caseId: string,
  at: string,
  fromOn: string,
  toOn: string,
  phone: string,
): Promise<void> => {
  const { body } = await story.must('officer', 'GET', `/cases/${caseId}/documents?limit=100`);
  const [evidence] = z.array(z.object({ documentId: z.string() })).parse(body['items']);
  await story.must(borrower, 'POST', `/cases/${caseId}/adjustments`, {
    at,
    body: {
      type: 'INTEREST_SUSPENSION',
      fromOn,
      toOn,
      reason: 'My hours were cut for two months.',
      evidenceIds: [evidence?.documentId ?? ''],
    },
  });
  const requested = await waitFor('the request', () => adjustmentIn(story, caseId, 'REQUESTED'));
  const role = { L1: 'supervisor2', L2: 'risk', L3: 'committee' }[requested.tier] ?? 'supervisor2';
  await story.must(role, 'POST', `/cases/${caseId}/adjustments/${requested.adjustmentId}/decision`, {
    at,
    latestOf: caseId,
    body: { decision: 'APPROVE', reason: 'Proven and temporary.' },
  });
  story.tell(`    approved by the ${role} (tier ${requested.tier})`);
  const drawn = await waitFor('the amendment', () => adjustmentIn(story, caseId, 'DRAWN_UP'));
  const { agreementId, amendment } = drawn;
  const path = `/cases/${caseId}/agreements/${agreementId}`;
  const signing = { amendmentId: amendment?.amendmentId, sha256: amendment?.sha256 ?? '', acknowledged: [] };
  await signByCode(story, { caseId, path, at, phone }, signing);
  await story.must('supervisor2', 'POST', `${path}/signatures`, {
    at,
    latestOf: caseId,
    body: signing,
  });
  await waitFor('the new schedule', () => adjustmentIn(story, caseId, 'APPLIED'));
  story.tell('    signed by both and applied to the plan');
};

export const untilState = (story: Story, caseId: string, state: string): Promise<string> =>
  waitFor(`the state ${state}`, async () => ((await stateOf(story, caseId)) === state ? state : undefined));
