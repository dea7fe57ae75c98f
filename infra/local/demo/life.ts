import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  appointment,
  castOf,
  consent,
  offer,
  register,
  registerOfficers,
  report,
  visit,
} from '#infra/local/demo/first-half.ts';
import { papers } from '#infra/local/demo/papers.ts';
import type { Person } from '#infra/local/demo/first-half.ts';
import {
  untilState,
  assess,
  followUps,
  instalments,
  passTime,
  pay,
  propose,
  suspendInterest,
} from '#infra/local/demo/second-half.ts';
import { agree } from '#infra/local/demo/signing.ts';
import type { InstalmentLine } from '#infra/local/demo/second-half.ts';
import { stateOf } from '#infra/local/demo/reading.ts';
import type { Story } from '#infra/local/demo/teller.ts';

export interface Lived {
  readonly caseId: string;
  readonly agreement: Uint8Array;
}

/** The person behind the borrower's token of a started service. */
export const person = (borrowerId: string): Person => ({
  borrowerId,
  name: '王小明',
  idNo: '110101199001011234',
  phone: '+8613800000001',
  language: 'zh-Hans',
});

const morning = (date: string): string => `${date}T02:00:00Z`;

const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const over = ['ARCHIVED', 'ARCHIVING', 'SETTLED', 'TERMINATED', 'DECLINED', 'WITHDRAWN', 'CANCELLED', 'DESTROYED'];

/** One open case a person (R3): a life that was broken off stands in the way of the next. */
const requireNoOpenCase = async ({ must }: Story, { borrowerId }: Person): Promise<void> => {
  const { body } = await must('supervisor', 'GET', `/cases?borrowerId=${borrowerId}&limit=100`);
  const open = z
    .array(z.object({ caseId: z.string(), state: z.string() }))
    .parse(body['items'])
    .find(({ state }) => !over.includes(state));
  if (open !== undefined)
    throw new Error(
      `${borrowerId} has the open case ${open.caseId} (${open.state}) of an earlier run: npm run stop, then npm start`,
    );
};

/** From the overdue card to signatures: 2 to 12 March 2026, or another day of the visit. */
export const toAgreement = async (story: Story, who: Person, day = '2026-03-12'): Promise<Lived> => {
  const { tell, must, refused } = story;
  const cast = castOf(story.service);
  await registerOfficers(story, cast);
  const accountId = `card-${randomUUID().slice(0, 8)}`;
  await requireNoOpenCase(story, who);
  tell('1  An overdue card is reported; a case is opened');
  const caseId = await report(story, who, accountId, morning('2026-03-02'));
  tell(`   case ${caseId}`);
  tell('2  The contact centre offers the service by phone: not at 23:00, but at 10:30');
  const call = { purpose: 'OFFER', channel: 'PHONE', direction: 'OUTBOUND', contactPointId: 'phone-1' };
  await refused('ContactNotAllowed', 'agent', 'POST', `/cases/${caseId}/contacts`, {
    at: '2026-03-02T15:00:00Z',
    body: call,
  });
  await offer(story, caseId, '2026-03-03T02:30:00Z');
  tell('3  The borrower consents and is registered');
  await refused('ServiceConsentMissing', 'borrower', 'PUT', `/cases/${caseId}/registration`, {
    at: '2026-03-03T03:00:00Z',
    body: {
      reason: 'GUIDANCE',
      accountIds: [accountId],
      statedIncomeMinor: 900_000,
      statedAffordableMinor: 150_000,
      currency: 'CNY',
    },
  });
  await consent(story, caseId, 'SERVICE', '2026-03-03T03:00:00Z');
  await register(story, caseId, [accountId], '2026-03-03T03:10:00Z');
  tell('4  Three papers are uploaded, checked and accepted');
  await papers(story, caseId, '2026-03-04T02:00:00Z');
  await must('supervisor', 'PUT', `/cases/${caseId}/owner`, {
    at: '2026-03-04T02:30:00Z',
    latestOf: caseId,
    body: { ownerId: cast.officer, deputyId: cast.officer2 },
  });
  tell('5  An appointment: not in two days, but in eight; two officers; both sides agree');
  const tooSoon = { startsAt: '2026-03-06T02:00:00Z', endsAt: '2026-03-06T03:00:00Z', place: 'HOME' };
  await refused('AppointmentTooSoon', 'borrower', 'POST', `/cases/${caseId}/appointments`, {
    at: '2026-03-04T03:00:00Z',
    body: tooSoon,
  });
  const slot = [`${day}T02:00:00Z`, `${day}T03:00:00Z`] as const;
  const appointmentId = await appointment(story, caseId, cast, '2026-03-04T03:00:00Z', slot);
  tell('6  The visit: work ID first, entry by consent, everything matches');
  await visit(story, caseId, cast, appointmentId, slot[0]);
  tell('7  Affordability and a plan of twelve equal instalments, exact to the cent');
  await assess(story, caseId, `${day}T02:20:00Z`);
  const proposalId = await propose(story, caseId, `${day}T02:30:00Z`, '2026-04-15');
  await must('borrower', 'PUT', `/cases/${caseId}/plan-proposals/${proposalId}/declaration`, {
    at: `${day}T02:35:00Z`,
    body: {},
  });
  tell('8  The agreement: drawn up, key terms acknowledged one by one, signed by both, an original on each side');
  const { pdf } = await agree(story, caseId, `${day}T02:45:00Z`, 'zh-Hans', who.phone);
  tell(`   state ${await stateOf(story, caseId)}`);
  return { caseId, agreement: pdf };
};

/** When each instalment is paid: on the day, five days late, in the cure period. */
const payDelay = (no: number): number => ({ 2: 5, 3: 20 })[no] ?? 0;

const payInstalment = async (story: Story, caseId: string, { no }: InstalmentLine): Promise<string> => {
  const [first] = (await instalments(story, caseId, morning('2030-01-01'))).filter((line) => line.no === no);
  if (first === undefined) throw new Error(`there is no instalment ${no}`);
  const delay = payDelay(no);
  const day = daysAfter(first.dueOn, delay);
  await passTime(story, caseId, `${day}T01:00:00Z`);
  if (delay > 0) story.tell(`   instalment ${no} is ${delay} days late: the case is ${await stateOf(story, caseId)}`);
  await followUps(story, caseId, `${day}T01:30:00Z`);
  const state = await pay(story, caseId, first.openMinor, morning(day), `core-${caseId.slice(-8)}-${no}`);
  story.tell(`   ${day}  instalment ${no}: ${(first.openMinor / 100).toFixed(2)} CNY paid, the case is ${state}`);
  return state;
};

/** A year of instalments, follow-ups and one adjustment, until nothing is owed. */
const toSettlement = async (story: Story, caseId: string, { phone }: Person): Promise<void> => {
  story.tell('9  A year of due dates: one paid late, one breached and cured, interest suspended for two months');
  const lines = await instalments(story, caseId, morning('2026-03-12'));
  for (const line of lines) {
    const state = await payInstalment(story, caseId, line);
    if (line.no === 4) {
      story.tell('10 A sudden hardship: an interest suspension is asked for');
      await suspendInterest(
        story,
        caseId,
        `${daysAfter(line.dueOn, 1)}T02:00:00Z`,
        daysAfter(line.dueOn, 2),
        daysAfter(line.dueOn, 62),
        phone,
      );
    }
    if (state === 'SETTLED') story.tell('11 Settled in full');
  }
};

/** One case from the first contact to a sealed archive, over HTTP, with two years of due dates played in seconds. */
export const liveALife = async (story: Story, who: Person): Promise<Lived> => {
  const lived = await toAgreement(story, who);
  await toSettlement(story, lived.caseId, who);
  story.tell('12 Thirty days later the file is gathered, hashed, signed, sealed and verified');
  await passTime(story, lived.caseId, '2027-06-30T00:00:00Z');
  await untilState(story, lived.caseId, 'ARCHIVED');
  story.tell(`   state ${await stateOf(story, lived.caseId)}`);
  return lived;
};
