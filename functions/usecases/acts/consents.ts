import type { consentOperations } from '#functions/contracts/consents-operations.ts';
import { command, fromRequest, partOf } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Acts of the heading "Consents and registration". */
export const consentActs = (ports: Ports): ActsOf<typeof consentOperations> => ({
  recordConsent: command(ports, 'recordConsent', {
    input: ({ body }) => body,
    answer: (file, ids) => ({ consent: partOf(file.consents, ids['consentId']) }),
  }),
  withdrawConsent: command(ports, 'withdrawConsent', {
    input: fromRequest,
    answer: (file, ids) => ({ consent: partOf(file.consents, ids['consentId']) }),
  }),
  register: command(ports, 'register', {
    exists: ({ registrations }) => registrations['registration'] !== undefined,
    input: ({ body }) => body,
    answer: (file) => ({ registration: partOf(file.registrations, 'registration') }),
  }),
});
