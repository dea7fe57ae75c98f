import type { Operation } from '#functions/contracts/operation.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import type { Answer, Call, Service } from '#infra/local/api-client.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import type { Story, StoryCall } from '#infra/local/demo/teller.ts';
import type { FakeDocuments } from '#test/support/fake-documents.ts';
import { faulty } from '#test/usecases/faulty-ports.ts';
import type { FaultyPorts, Moment } from '#test/usecases/faulty-ports.ts';
import { undisturbed } from '#test/usecases/around.ts';
import type { Around } from '#test/usecases/around.ts';
import { apiOver, eventOf } from '#test/usecases/in-process.ts';
import type { Api } from '#test/usecases/in-process.ts';

const atBranch = { branch: 'branch-1', region: 'region-1' };
const people: Readonly<Record<string, Actor>> = {
  borrower: { id: 'user-1', role: 'borrower', borrowerId: 'borrower-1' },
  agent: { id: 'agent-1', role: 'agent', ...atBranch },
  officer: { id: 'officer-1', role: 'officer', ...atBranch },
  officer2: { id: 'officer-2', role: 'officer', ...atBranch },
  supervisor: { id: 'supervisor-1', role: 'supervisor', ...atBranch },
  supervisor2: { id: 'supervisor-2', role: 'supervisor', ...atBranch },
  risk: { id: 'risk-1', role: 'risk', ...atBranch },
  risk2: { id: 'risk-2', role: 'risk', ...atBranch },
  committee: { id: 'committee-1', role: 'committee' },
  auditor: { id: 'auditor-1', role: 'auditor' },
  system: { id: 'system', role: 'system' },
};

/** The parts of the demo ask a service who its people are; here nobody listens at any address. */
const service: Service = {
  apiUrl: 'in-process:',
  awsEndpointUrl: 'in-process:',
  region: 'nowhere',
  tokens: {},
  stateMachines: {},
  buckets: {},
  table: 'memory',
  people: Object.fromEntries(Object.entries(people).map(([name, { id }]) => [name, { actorId: id }])),
  deadLetterQueueUrl: '',
};

export interface Fault {
  readonly call: number;
  readonly moment: Moment;
}

/** Ports with documents that a test can upload to. */
type PortsOfLife = Ports & {
  readonly documents: Pick<FakeDocuments, 'upload'>;
  readonly messenger: { readonly sent: readonly { readonly to: string; readonly text: string }[] };
};

export interface Life<Given extends PortsOfLife = PortsOfLife> {
  readonly story: Story;
  readonly ports: Given;
  /** What a borrower's browser does with a presigned form; the service then takes the file over. */
  readonly upload: (form: FormData) => Promise<void>;
  /** Operations that failed in the middle and were asked for again. */
  readonly failed: readonly string[];
}

const rowAt = (api: Api, method: string, path: string): { row: Operation; params: Record<string, string> } => {
  for (const row of api.rows) {
    const match = new RegExp(`^${row.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (row.method === method && match !== null) return { row, params: { ...match.groups } };
  }
  throw new Error(`no operation answers ${method} ${path}`);
};

const headersOf = (row: Operation, call: Call, step: number): Record<string, string> => ({
  ...(row.idempotent
    ? { 'Idempotency-Key': call.key ?? `00000000-0000-4000-8000-${String(step).padStart(12, '0')}` }
    : {}),
  ...(call.at === undefined ? {} : { 'Test-Clock': call.at }),
  ...(call.ifMatch === undefined ? {} : { 'If-Match': `"${call.ifMatch}"` }),
});

/** What the scan says to the function that takes an upload over. */
const scannedUpload = (objectKey: string) => ({
  name: 'events-intake',
  event: () => ({
    id: `upload-${objectKey}`,
    detail: {
      s3ObjectDetails: { bucketName: 'intake', objectKey },
      scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND' },
    },
  }),
});

/** Does something that fails once, and then again. */
const withRepeat = async <T>(
  frail: FaultyPorts,
  fault: Fault | undefined,
  act: () => Promise<T>,
  hasFailed: (done: T) => boolean,
  note: () => void,
): Promise<{ done: T; isRepeat: boolean; calls: readonly string[] }> => {
  if (fault === undefined) frail.heal();
  else frail.failAt(fault.call, fault.moment);
  const done = await act();
  const calls = [...frail.calls()];
  frail.heal();
  if (!hasFailed(done)) return { done, isRepeat: false, calls };
  note();
  return { done: await act(), isRepeat: true, calls };
};

/**
 * A case lives in this process, through the API as it is deployed, over the ports given. With a fault, that call of a
 * port fails in every act, and the caller repeats the act as clients do.
 */
export const lifeInProcess = async <Given extends PortsOfLife>(
  ports: Given,
  {
    fault,
    onAnswer,
    around = undisturbed,
  }: {
    fault?: Fault | undefined;
    onAnswer?: (operationId: string, status: number, calls: readonly string[]) => void;
    around?: Around;
  } = {},
): Promise<Life<Given>> => {
  const frail = faulty(ports);
  const api = await apiOver(frail.ports);
  const failed: string[] = [];
  let step = 0;

  const repeated = async (
    role: string,
    method: string,
    path: string,
    { latestOf, ...given }: StoryCall = {},
  ): Promise<{ answer: Answer; isRepeat: boolean; row: Operation }> => {
    // Nobody else is at work in this process: what was read is still so when it is judged.
    const call = latestOf === undefined ? given : { ...given, ifMatch: await versionOf({ ask }, latestOf) };
    const [bare = '', search = ''] = path.split('?');
    const { row, params } = rowAt(api, method, bare);
    step += 1;
    const request = {
      by: people[role],
      params,
      query: Object.fromEntries(new URLSearchParams(search)),
      body: call.body,
      headers: headersOf(row, call, step),
    };
    const now = step;
    const isRead = method === 'GET';
    const asked = (attempt: number) => ({
      ...request,
      requestId: `request-${now}${attempt === 1 ? '' : `-${attempt}`}`,
    });
    const bundle = { name: `api-${row.resource}`, event: (attempt: number) => eventOf(row, asked(attempt)) };
    const work = { label: row.operationId, isRead, hasKey: row.idempotent, bundle };
    const { done, isRepeat, calls } = await withRepeat(
      frail,
      isRead ? undefined : fault,
      async () => around(work, async (attempt) => api.call(row, asked(attempt))),
      ({ status }) => status === 500,
      () => failed.push(row.operationId),
    );
    onAnswer?.(row.operationId, done.status, calls);
    const etag = done.headers['etag'];
    const answer = {
      status: done.status,
      body: done.body,
      etag: etag === undefined ? undefined : Number(etag.replaceAll('"', '')),
      headers: new Headers(done.headers),
    };
    return { answer, isRepeat, row };
  };

  const ask: Story['ask'] = async (role, method, path, call) => {
    const { answer } = await repeated(role, method, path, call);
    return answer;
  };

  const must: Story['must'] = async (role, method, path, call) => {
    const { answer, isRepeat, row } = await repeated(role, method, path, call);
    // Without a key, an act that has happened may refuse to happen again: the case says that it has.
    const hasHappened = isRepeat && !row.idempotent && answer.status >= 400 && answer.status < 500;
    if (answer.status >= 300 && !hasHappened)
      throw new Error(
        `a surprise for the ${role}: ${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    return answer;
  };

  const refused: Story['refused'] = async (code, role, method, path, call) => {
    const { answer } = await repeated(role, method, path, call);
    if (answer.body['code'] !== code)
      throw new Error(`expected ${code}: ${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };

  const upload = async (form: FormData): Promise<void> => {
    const key = form.get('key');
    const file = form.get('file');
    if (typeof key !== 'string' || !(file instanceof Blob)) throw new TypeError('the form has no key or no file');
    ports.documents.upload(key, new Uint8Array(await file.arrayBuffer()), file.type);
    const take = async (): Promise<unknown> =>
      around({ label: 'upload', isRead: false, hasKey: true, bundle: scannedUpload(key) }, async () =>
        receiveUpload(frail.ports, { key, requestId: `upload-${key}` }),
      ).catch((error: unknown) => error);
    const { done } = await withRepeat(
      frail,
      fault,
      take,
      (outcome) => outcome instanceof Error,
      () => failed.push('receiveUpload'),
    );
    if (done instanceof Error) throw done;
  };

  const lastMessage: Story['lastMessage'] = async (to) =>
    ports.messenger.sent.findLast((one) => one.to === to)?.text ?? '';
  return { story: { service, tell: () => {}, ask, must, refused, lastMessage }, ports, upload, failed };
};
