import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { Entry } from '#functions/domain/journal.ts';
import type { Bus, Machine, Messenger, Signer, Workflows } from '#functions/usecases/ports.ts';

export interface FakeWorkflows extends Workflows {
  readonly started: ReadonlyMap<
    string,
    { readonly machine: Machine; readonly input: Readonly<Record<string, unknown>> }
  >;
  readonly answers: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Makes an execution wait under a token. */
  readonly wait: (token: string) => void;
}

/** Executions in memory: a name starts once, a token is answered once. */
export const fakeWorkflows = (): FakeWorkflows => {
  const started = new Map<string, { machine: Machine; input: Readonly<Record<string, unknown>> }>();
  const waiting = new Set<string>();
  const answers = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    started,
    answers,
    wait: (token) => void waiting.add(token),
    start: async (machine, name, input) => {
      if (!/^[0-9A-Za-z_-]{1,80}$/.test(name)) throw new Error(`${name} cannot be the name of an execution`);
      if (started.has(`${machine}/${name}`)) return 'exists';
      started.set(`${machine}/${name}`, { machine, input });
      return 'started';
    },
    answer: async (token, output) => {
      if (!waiting.delete(token)) return 'gone';
      answers.set(token, output);
      return 'answered';
    },
  };
};

/** A real P-256 key that lives as long as the test. */
export const fakeSigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    sign: async (bytes) => ({ signature: sign('sha256', bytes, privateKey), algorithm: 'ECDSA_SHA_256' }),
    publicKey: async () => publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  };
};

export interface FakeBus extends Bus {
  readonly published: readonly Entry[];
}

export const fakeBus = (): FakeBus => {
  const published: Entry[] = [];
  return { published, publish: async (entry) => void published.push(entry) };
};

type Message = Parameters<Messenger['send']>[0];

export interface FakeMessenger extends Messenger {
  readonly sent: readonly Message[];
  readonly switchTo: (on: boolean) => void;
}

export const fakeMessenger = (): FakeMessenger => {
  const sent: Message[] = [];
  let isOn = true;
  return {
    sent,
    switchTo: (on) => {
      isOn = on;
    },
    isOn: async () => isOn,
    send: async (message) => {
      sent.push(message);
      return {
        outcome: 'accepted',
        providerRef: createHash('sha256').update(message.noticeId).digest('hex').slice(0, 16),
      };
    },
  };
};
