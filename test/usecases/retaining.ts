import type { Actor } from '#functions/domain/actor.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { perform } from '#functions/usecases/perform.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { caseId, folder, packageId, packed, work } from '#test/usecases/packing.ts';

export const risk1: Actor = { id: 'risk-1', role: 'risk' };

export const risk2: Actor = { id: 'risk-2', role: 'risk' };

export const pack = packOf('CN');

export const archived = async (make: (ports: FakePorts) => Promise<void>): Promise<FakePorts> => {
  const ports = fakePorts();
  await make(ports);
  await packed(ports);
  await archiving.closeCase(ports, work);
  return ports;
};

/** One act of a person at an instant; every call is another request. */
let calls = 0;

export const by = (ports: FakePorts, actor: Actor, asOf: string) => ({
  hold: async (inForce: boolean, words: { authority?: string; reason?: string } = {}) => {
    calls += 1;
    return perform(
      ports,
      caseId,
      'setLegalHold',
      { packageId, inForce, ...words },
      { asOf, actor, requestId: `r-${calls}` },
    );
  },
  retention: async (
    decision: 'EXTEND' | 'DESTROY',
    more: { until?: string; reason?: string } = { reason: 'term ended' },
  ) => {
    calls += 1;
    return perform(
      ports,
      caseId,
      'decideRetention',
      { packageId, decision, ...more },
      { asOf, actor, requestId: `r-${calls}` },
    );
  },
});

export const namesOf = (ports: FakePorts): string[] => ports.cases.entries(caseId).map(({ event }) => event);

export const inFolder = (ports: FakePorts) => [...ports.documents.objects].filter(([key]) => key.startsWith(folder));

export const contactsEnd = '2032-02-02T02:00:00Z';

export const allEnd = '2037-02-02T02:00:00Z';
