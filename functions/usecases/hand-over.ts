import { dateOf, latest } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { appointmentsLost, hasToHandOver } from '#functions/domain/visits/hand-over.ts';
import type { OfficerFacts } from '#functions/domain/visits/officers.ts';
import { casesOfOfficer } from '#functions/usecases/calendar-feeds.ts';
import { candidatesOf } from '#functions/usecases/find-slots.ts';
import { factsOf } from '#functions/usecases/officer-facts.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

export interface HandedOver {
  /** Cases in which something went to somebody else. */
  readonly cases: number;
  /** Of these, where nobody was free: a supervisor names officers. */
  readonly flagged: number;
  /** Cases that are still to be done: ask again. */
  readonly remaining: number;
}

interface Asking {
  readonly asOf: string;
  readonly principal: Actor;
  readonly requestId: string;
}

/** One request does so many cases: each is a transaction of its own, and what is done stays done. */
const chunk = 10;
const attempts = 3;

const contextOf = (file: CaseFile, asOf: string) => ({
  policy: packOf(file.policy.jurisdiction, file.policy.version),
  asOf: latest(asOf, file.lastAsOf),
});

const candidatesFor = async (ports: Ports, file: CaseFile, officer: OfficerFacts, asOf: string) => {
  const context = contextOf(file, asOf);
  const zone = zoneOf(file, context.policy);
  const days = appointmentsLost(file, officer, context).map(({ startsAt }) => dateOf(startsAt, zone));
  const today = dateOf(context.asOf, zone);
  const [first = today, last = first] = [days.toSorted()[0], days.toSorted().at(-1)];
  return candidatesOf(ports, {
    branch: file.meta?.branch ?? '',
    caseId: file.caseId,
    first,
    last,
  });
};

/** One case; somebody who was named elsewhere at the same moment is looked for anew. */
const handOverCase = async (
  ports: Ports,
  caseId: string,
  officer: OfficerFacts,
  { asOf, principal, requestId }: Asking,
): Promise<{ flagged: boolean }> => {
  for (let attempt = 1; ; attempt += 1) {
    const file = await ports.cases.load(caseId);
    const candidates = await candidatesFor(ports, file, officer, asOf);
    try {
      const asking = { asOf: latest(asOf, file.lastAsOf), actor: principal, requestId };
      const { ids } = await perform(ports, caseId, 'handOverOfficer', { officer, candidates }, asking);
      return { flagged: ids['flagged'] === 'true' };
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'OfficerBusy') || attempt === attempts) throw error;
    }
  }
};

/**
 * R19, R40, R60: everything that an officer can no longer do, case by case. It can be asked again at any time: what is done
 * has nothing left to do, so a crash or a large number of cases only means another request.
 */
export const handOver = async (ports: Ports, officerId: string, asking: Asking): Promise<HandedOver> => {
  const officer = await ports.officers.officer(officerId);
  if (officer === undefined) throw new Refusal('NotFound', 'there is no such officer');
  const facts = factsOf(officer);
  const files = await Promise.all(
    (await casesOfOfficer(ports, officerId, asking.asOf)).map((caseId) => ports.cases.load(caseId)),
  );
  const concerned = files.filter((file) => hasToHandOver(file, facts, contextOf(file, asking.asOf)));
  let flagged = 0;
  for (const { caseId } of concerned.slice(0, chunk))
    if ((await handOverCase(ports, caseId, facts, asking)).flagged) flagged += 1;
  return {
    cases: Math.min(chunk, concerned.length),
    flagged,
    remaining: Math.max(0, concerned.length - chunk),
  };
};
