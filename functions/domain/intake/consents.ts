import * as z from 'zod';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import { consentEnds, isBasis } from '#functions/domain/intake/consent-ends.ts';
import { freeOpenCase } from '#functions/domain/intake/open-case.ts';
import { hasSignedAgreement } from '#functions/domain/intake/signed.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Currency } from '#functions/domain/money.ts';
import { planNotice } from '#functions/domain/notice.ts';
import { Consent, ConsentKind, Registration } from '#functions/domain/parts.ts';
import { consentText } from '#functions/domain/policy/consent-text.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { offered, unsigned } from '#functions/domain/state-sets.ts';

const onBehalf = z.strictObject({ evidenceId: Id }).optional();

export const ConsentDecision = z.strictObject({
  kind: ConsentKind,
  decision: z.enum(['GIVEN', 'REFUSED']),
  textVersion: z.string().max(40),
  channel: Consent.shape.channel,
  onBehalf,
});
export const ConsentWithdrawal = z.strictObject({ onBehalf });
export const RegistrationForm = z.strictObject({
  reason: Registration.shape.reason,
  accountIds: z.array(Id).max(50),
  statedIncomeMinor: z.int().nonnegative(),
  statedAffordableMinor: z.int().nonnegative(),
  currency: Currency,
  onBehalf,
});

/** Staff who speak for the borrower name the recording or the signed paper (api.md, "On behalf"). */
export const evidenceOf = (context: Context, given: { evidenceId: string } | undefined): { evidenceId?: string } => {
  if (given !== undefined) return { evidenceId: given.evidenceId };
  if (context.actor.role === 'borrower') return {};
  throw new Refusal('BehalfEvidenceMissing', 'name the evidence that the borrower said so');
};

/** R7: yes or no to one kind, on the text in force. A no to the service ends it without any penalty. */
export const recordConsent: Decider<z.infer<typeof ConsentDecision>> = (file, input, context) => {
  if (file.status.state === 'OPEN')
    throw new Refusal('ServiceNotOffered', 'the service has not been explained yet', { rules: ['R5', 'R7'] });
  const { state } = inState(file, ...offered);
  if (input.textVersion !== context.policy.consentTextVersion) {
    throw new Refusal('ConsentTextOutdated', `the text in force is ${context.policy.consentTextVersion}`, {
      rules: ['R7'],
    });
  }
  const refusesService = input.kind === 'SERVICE' && input.decision === 'REFUSED';
  if (refusesService && state !== 'OFFERED')
    throw new Refusal('StateForbids', 'a given consent is withdrawn, not refused', { state, rules: ['R7'] });
  const consent: Consent = {
    consentId: context.newId('consent'),
    kind: input.kind,
    status: input.decision,
    textVersion: input.textVersion,
    textSha256: consentText(context.policy, input.kind, file.meta?.language ?? 'zh-Hans').sha256,
    channel: input.channel,
    decidedAt: context.asOf,
    ...evidenceOf(context, input.onBehalf),
  };
  const ids = { consentId: consent.consentId };
  if (input.decision === 'GIVEN') return { events: [happened('ConsentGiven', { consent })], ids };
  const refused = happened('ConsentRefused', { consent });
  return refusesService
    ? { events: [refused, happened('Declined', { code: 'CONSENT_REFUSED' })], ids, uniques: freeOpenCase(file) }
    : { events: [refused, ...consentEnds(file, input.kind, context)], ids };
};

/** R7; 4.15, 8: before both have signed, no consent means no case; later it ends visits only. */
export const withdrawConsent: Decider<{ consentId: string } & z.infer<typeof ConsentWithdrawal>> = (
  file,
  input,
  context,
) => {
  const given = file.consents[input.consentId];
  if (given === undefined) throw new Refusal('NotFound', 'there is no such consent');
  if (given.status !== 'GIVEN')
    throw new Refusal('ConsentNotInForce', `the consent is ${given.status}`, { rules: ['R7'] });
  evidenceOf(context, input.onBehalf);
  const withdrawn = happened('ConsentWithdrawn', {
    consent: { ...given, status: 'WITHDRAWN', withdrawnAt: context.asOf },
  });
  const ids = { consentId: given.consentId };
  // An earlier yes that a later one has replaced carries nothing any more.
  if (consentInForce(file, given.kind)?.consentId !== given.consentId) return { events: [withdrawn], ids };
  const events = [withdrawn, ...consentEnds(file, given.kind, context)];
  const canEnd = unsigned.some((state) => state === file.status.state) && !hasSignedAgreement(file);
  return isBasis(given.kind) && canEnd
    ? { events: [...events, happened('Withdrawn', { code: 'CONSENT_WITHDRAWN' })], ids, uniques: freeOpenCase(file) }
    : { events, ids };
};

/** A PUT that arrives twice is one. */
const isRegisteredAs = (file: CaseFile, form: Omit<z.infer<typeof RegistrationForm>, 'onBehalf'>): boolean => {
  const registered = file.registrations['registration'];
  return (
    registered !== undefined &&
    registered.reason === form.reason &&
    registered.accountIds.join() === form.accountIds.join() &&
    registered.statedIncomeMinor === form.statedIncomeMinor &&
    registered.statedAffordableMinor === form.statedAffordableMinor &&
    registered.currency === form.currency
  );
};

/** R4, R8; 4.15, 28: why, which accounts, what he earns and could pay. Only then papers are asked for. */
export const register: Decider<z.infer<typeof RegistrationForm>> = (file, { onBehalf: behalf, ...form }, context) => {
  if (isRegisteredAs(file, form)) return { events: [] };
  inState(file, 'OFFERED');
  if (consentInForce(file, 'SERVICE') === undefined)
    throw new Refusal('ServiceConsentMissing', 'the borrower has not agreed to the service', { rules: ['R7'] });
  if (form.accountIds.length === 0)
    throw new Refusal('RegistrationIncomplete', 'name at least one account', { rules: ['R8'] });
  for (const accountId of form.accountIds) {
    const account = file.accounts[accountId];
    if (account === undefined)
      throw new Refusal('AccountNotInCase', `${accountId} is no account of this case`, { rules: ['R3'] });
    if (account.currency !== form.currency)
      throw new Refusal('CurrencyMismatch', `${accountId} is kept in ${account.currency}`);
  }
  const registration = {
    registrationId: 'registration',
    ...form,
    registeredAt: context.asOf,
    ...evidenceOf(context, behalf),
  } as const;
  return {
    events: [
      happened('Registered', { registration }),
      happened('DocumentsRequested', { classes: context.policy.documents.required }),
      ...planNotice(file, 'DOCUMENTS_MISSING', undefined, context),
    ],
  };
};
