import * as z from 'zod';
import type { Handed } from '#functions/domain/servicing/handed.ts';

type Fault = Exclude<Handed, { outcome: 'accepted' }>;

/** What the SDK says of a fault that a service has answered with, and of one of the way there. */
const Told = z.object({
  name: z.string().max(80).default('Fault'),
  code: z.string().optional(),
  syscall: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional(),
});

/** SNS and SES say these of the message itself or of where it should go: the same message would be refused again. */
const refusesThisMessage: ReadonlySet<string> = new Set([
  'InvalidParameterException',
  'InvalidParameterValueException',
  'EndpointDisabledException',
  'ValidationException',
  'MessageRejected',
  'BadRequestException',
]);

/** No connection was ever there, so nothing can have been taken over. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** 408: the request did not arrive in time, or so the service thinks; it may have arrived nevertheless. */
const isTurnedAway = (status: number): boolean => (status >= 400 && status < 500 && status !== 408) || status === 503;

/**
 * R9a, architecture 6: what is known of a message after its provider's fault. Only what certainly was not taken over may be
 * tried again by itself: throttling and any other 4xx, a 503, no connection, no credentials. After a 500, a lost answer or a
 * timeout the message may be on its way.
 */
export const handedOf = (fault: unknown): Fault => {
  const { name, code = '', syscall, $metadata } = Told.parse(fault);
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) {
    if (!isTurnedAway(status)) return { outcome: 'unknown', reasonCode: name };
    return { outcome: refusesThisMessage.has(name) ? 'refused' : 'later', reasonCode: name };
  }
  if (name === 'CredentialsProviderError') return { outcome: 'later', reasonCode: name };
  return neverConnected.has(code) || syscall === 'connect'
    ? { outcome: 'later', reasonCode: code }
    : { outcome: 'unknown', reasonCode: name };
};
