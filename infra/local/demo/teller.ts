import type { Answer, Call, Client, Service } from '#infra/local/api-client.ts';
import { apiClient } from '#infra/local/api-client.ts';
import { lastTextMessage } from '#infra/local/sent-messages.ts';
import { say } from '#infra/local/say.ts';

export interface StoryCall extends Call {
  /** The case that somebody has just read (`If-Match`); when it has moved on meanwhile (412), he reads again. */
  readonly latestOf?: string;
}

export interface Story {
  /** A heading, or a sentence about what just happened. */
  readonly tell: (line: string) => void;
  /** A call whose answer may be anything. */
  readonly ask: (role: string, method: string, path: string, call?: StoryCall) => Promise<Answer>;
  /** A call that must succeed. */
  readonly must: (role: string, method: string, path: string, call?: StoryCall) => Promise<Answer>;
  /** A call that must be refused with this code. */
  readonly refused: (code: string, role: string, method: string, path: string, call?: StoryCall) => Promise<Answer>;
  /** The last message that was sent to a number: what the borrower reads on his own telephone. */
  readonly lastMessage: (to: string) => Promise<string>;
  readonly service: Service;
}

/** What somebody who is about to judge has just read (`If-Match`). */
export const versionOf = async ({ ask }: Pick<Story, 'ask'>, caseId: string): Promise<number> => {
  const { etag, status } = await ask('supervisor', 'GET', `/cases/${caseId}`);
  if (etag === undefined) throw new Error(`the case ${caseId} answered ${status} without an ETag`);
  return etag;
};

/** What follows from an act (a notice, a scan) may move a file several times while somebody judges it. */
const readings = 8;

/** Tells a life step by step over HTTP, and stops at the first surprise. */
export const storyOf = (service: Service, tell: (line: string) => void = say): Story => {
  const clients = new Map<string, Client>();
  const clientOf = (role: string): Client => {
    const client = clients.get(role) ?? apiClient(service)(role);
    clients.set(role, client);
    return client;
  };
  const surprise = (what: string, method: string, path: string, { status, body }: Answer): Error =>
    new Error(`${what}: ${method} ${path} answered ${status} ${JSON.stringify(body)}`);
  const act = async (role: string, method: string, path: string, call: StoryCall = {}): Promise<Answer> => {
    const { latestOf, ...rest } = call;
    const client = clientOf(role);
    if (latestOf === undefined) return client(method, path, rest);
    for (let attempt = 1; ; attempt += 1) {
      const ifMatch = await versionOf({ ask: act }, latestOf);
      const answer = await client(method, path, { ...rest, ifMatch });
      if (answer.status !== 412 || attempt === readings) return answer;
    }
  };
  return {
    service,
    tell,
    lastMessage: (to) => lastTextMessage(service, to),
    ask: act,
    must: async (role, method, path, call) => {
      const answer = await act(role, method, path, call);
      if (answer.status >= 300) throw surprise(`a surprise for the ${role}`, method, path, answer);
      return answer;
    },
    refused: async (code, role, method, path, call) => {
      const answer = await act(role, method, path, call);
      if (answer.body['code'] !== code) throw surprise(`expected the refusal ${code}`, method, path, answer);
      tell(`    refused as it should be: ${code} ${JSON.stringify(answer.body['rules'] ?? [])}`);
      return answer;
    },
  };
};
