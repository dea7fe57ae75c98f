import type { Ports } from '#functions/usecases/ports.ts';

/** What a power cut, a lost connection or a killed process looks like to a use case. */
export class Outage extends Error {
  override readonly name = 'Outage';
}

/** Whether the work was done when the caller lost sight of it. */
export type Moment = 'before its effect' | 'after its effect';

export interface FaultyPorts {
  readonly ports: Ports;
  /** The next calls are counted from one again; the call of that number fails, once. */
  readonly failAt: (call: number, moment: Moment) => void;
  readonly heal: () => void;
  /** Calls since the last `failAt` or `heal`. */
  readonly calls: () => readonly string[];
}

/** Wraps every port so that one call of it can be made to fail, before or after it has done its work. */
export const faulty = (sound: Ports): FaultyPorts => {
  let plan: { readonly call: number; readonly moment: Moment } | undefined;
  let made: string[] = [];

  const guarded = <Port extends object>(port: Port, portName: string): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...asked: unknown[]): Promise<unknown> => {
          made.push(`${portName}.${String(name)}`);
          const isIt = plan?.call === made.length;
          if (isIt && plan?.moment === 'before its effect') throw new Outage(made.at(-1));
          const done: unknown = await Reflect.apply(method, target, asked);
          if (isIt) throw new Outage(made.at(-1));
          return done;
        };
      },
    });

  const { cases, reads, officers, documents, workflows, signer, bus, messenger } = sound;
  return {
    ports: {
      ...sound,
      cases: guarded(cases, 'cases'),
      reads: guarded(reads, 'reads'),
      officers: guarded(officers, 'officers'),
      documents: guarded(documents, 'documents'),
      workflows: guarded(workflows, 'workflows'),
      signer: guarded(signer, 'signer'),
      bus: guarded(bus, 'bus'),
      messenger: guarded(messenger, 'messenger'),
    },
    failAt: (call, moment) => {
      plan = { call, moment };
      made = [];
    },
    heal: () => {
      plan = undefined;
      made = [];
    },
    calls: () => made,
  };
};
