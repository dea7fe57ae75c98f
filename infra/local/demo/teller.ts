import type { Answer, Call, Client, Service } from '#infra/local/api-client.ts';
import { apiClient } from '#infra/local/api-client.ts';
import { lastTextMessage } from '#infra/local/sent-messages.ts';
import { say } from '#infra/local/say.ts';

export interface Story {
  /** A heading, or a sentence about what just happened. */
  readonly tell: (line: string) => void;
  /** A call whose answer may be anything. */
  readonly ask: (role: string, method: string, path: string, call?: Call) => Promise<Answer>;
  /** A call that must succeed. */
  readonly must: (role: string, method: string, path: string, call?: Call) => Promise<Answer>;
  /** A call that must be refused with this code. */
  readonly refused: (code: string, role: string, method: string, path: string, call?: Call) => Promise<Answer>;
  /** The last message that was sent to a number: what the borrower reads on his own telephone. */
  readonly lastMessage: (to: string) => Promise<string>;
  readonly service: Service;
}

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
  return {
    service,
    tell,
    lastMessage: (to) => lastTextMessage(service, to),
    ask: (role, method, path, call) => clientOf(role)(method, path, call),
    must: async (role, method, path, call) => {
      const answer = await clientOf(role)(method, path, call);
      if (answer.status >= 300) throw surprise(`a surprise for the ${role}`, method, path, answer);
      return answer;
    },
    refused: async (code, role, method, path, call) => {
      const answer = await clientOf(role)(method, path, call);
      if (answer.body['code'] !== code) throw surprise(`expected the refusal ${code}`, method, path, answer);
      tell(`    refused as it should be: ${code} ${JSON.stringify(answer.body['rules'] ?? [])}`);
      return answer;
    },
  };
};
