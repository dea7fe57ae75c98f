import * as z from 'zod';
import type { visitOperations } from '#functions/contracts/visits-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { epochMilliseconds } from '#functions/domain/calendar.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { canonical } from '#functions/domain/journal.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { Abort, Completion } from '#functions/domain/visits/endings.ts';
import { CashTaken, EvidenceRecord } from '#functions/domain/visits/evidence.ts';
import { keptStepsOf } from '#functions/domain/visits/kept-steps.ts';
import { CheckIn, EntryRecord, Identification } from '#functions/domain/visits/on-site.ts';
import { VerificationRecord } from '#functions/domain/visits/verification.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor, AskedFor } from '#functions/usecases/act.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking, Performed } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Asked = AskedFor<typeof visitOperations.syncVisit>;
type Step = Asked['body']['steps'][number];
type Apply = (ports: Ports, ids: Asked['params'], input: unknown, asking: Asking) => Promise<Performed>;

/** The steps that a tablet may take without network, each the operation of the same name. */
const steps: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  [
    'startVisit',
    async (ports, { caseId, visitId }, input, asking) => {
      const checkIn = CheckIn.parse(input);
      const officers = await officerFacts(ports, checkIn.presentOfficerIds);
      return perform(ports, caseId, 'startVisit', { ...checkIn, visitId, officers }, asking);
    },
  ],
  [
    'identifyOfficers',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'identifyOfficers', { ...Identification.parse(input), visitId }, asking),
  ],
  [
    'recordEntry',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'recordEntry', { ...EntryRecord.parse(input), visitId }, asking),
  ],
  [
    'recordVerification',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'recordVerification', { ...VerificationRecord.parse(input), visitId }, asking),
  ],
  [
    'recordEvidence',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'recordEvidence', { ...EvidenceRecord.parse(input), visitId }, asking),
  ],
  [
    'issueCashReceipt',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'issueCashReceipt', { ...CashTaken.parse(input), visitId }, asking),
  ],
  [
    'abortVisit',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'abortVisit', { ...Abort.parse(input), visitId }, asking),
  ],
  [
    'completeVisit',
    (ports, { caseId, visitId }, input, asking) =>
      perform(ports, caseId, 'completeVisit', { ...Completion.parse(input), visitId }, asking),
  ],
]);

/** Nothing was judged: the tablet sends the whole batch again. */
const passing: readonly string[] = ['ConcurrentChange', 'StaleVersion', 'TestClockBehind'];

const malformed = (detail: string): Refusal => new Refusal('InvalidRequest', detail);

/** A refusal, or a step that is no step at all; both are kept. Anything else is a fault and goes on. */
const refusalFrom = (error: unknown): Refusal => {
  if (error instanceof z.ZodError) return malformed('the step is not what its operation takes');
  if (error instanceof Refusal && !passing.includes(error.code)) return error;
  throw error;
};

const contentOf = ({ operation, capturedAt, input }: Step): string => JSON.stringify({ operation, capturedAt, input });

const fingerprint = (step: Step): string =>
  sha256Hex(canonical({ operation: step.operation, capturedAt: step.capturedAt, input: JSON.stringify(step.input) }));

const askingFor = ({ asOf, principal, params }: Asked, step: Step, suffix = ''): Asking => {
  const key = `sync-${params.visitId}-${step.clientId}${suffix}`;
  return {
    asOf,
    actor: principal,
    requestId: key,
    request: { key, fingerprint: fingerprint(step), operationId: `syncVisit/${step.operation}`.slice(0, 60) },
    admit: admitTo(principal),
  };
};

const apply = async (ports: Ports, asked: Asked, step: Step): Promise<Performed> => {
  const act = steps.get(step.operation);
  if (act === undefined) throw malformed(`${step.operation.slice(0, 40)} is no step of a visit`);
  return act(ports, asked.params, { ...step.input, capturedAt: step.capturedAt }, askingFor(asked, step));
};

const keep = async (ports: Ports, asked: Asked, step: Step, { code, rules }: Refusal): Promise<void> => {
  const { caseId, visitId } = asked.params;
  const { clientId, operation, capturedAt } = step;
  const kept = { visitId, clientId, operation, code, rules: [...rules], capturedAt, content: contentOf(step) };
  await perform(ports, caseId, 'keepStep', kept, askingFor(asked, step, `-kept-${fingerprint(step).slice(0, 16)}`));
};

type StepAnswer = z.infer<typeof visitOperations.syncVisit.response>['steps'][number];

/** Applied once, or kept once: the same client id with the same content has the same answer, however often it is sent. */
const answerTo = async (ports: Ports, asked: Asked, step: Step): Promise<StepAnswer> => {
  const { clientId, operation } = step;
  const before = keptStepsOf(await ports.cases.load(asked.params.caseId), asked.params.visitId, clientId);
  const [known] = before.filter((one) => one.operation === operation && one.capturedAt === step.capturedAt);
  if (known !== undefined) return { clientId, operation, outcome: 'KEPT', code: known.code, rules: known.rules };
  try {
    const { replayed } = await apply(ports, asked, step);
    return { clientId, operation, outcome: replayed ? 'REPEATED' : 'APPLIED' };
  } catch (error) {
    const refusal = refusalFrom(error);
    await keep(ports, asked, step, refusal);
    return {
      clientId,
      operation,
      outcome: 'KEPT',
      code: refusal.code,
      rules: [...refusal.rules],
      detail: refusal.message,
    };
  }
};

/**
 * R20-R26 without network: the steps in the order in which they were taken, each judged as if it had been sent then. What no
 * longer fits is kept for a supervisor and reported; the steps after it are judged all the same.
 */
export const syncVisit =
  (ports: Ports): ActFor<typeof visitOperations.syncVisit> =>
  async (asked) => {
    const { caseId, visitId } = asked.params;
    admitTo(asked.principal)(await ports.cases.load(caseId));
    const inOrder = asked.body.steps.toSorted(
      (a, b) => epochMilliseconds(a.capturedAt) - epochMilliseconds(b.capturedAt),
    );
    const answers: StepAnswer[] = [];
    for (const step of inOrder) answers.push(await answerTo(ports, asked, step));
    const file = await ports.cases.load(caseId);
    const visit = file.visits[visitId];
    return {
      body: { ...aboutCase(file), ...(visit === undefined ? {} : { visit }), steps: answers },
      etag: file.version,
    };
  };
