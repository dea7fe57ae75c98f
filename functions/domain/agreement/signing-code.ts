import { timingSafeEqual } from 'node:crypto';
import { requireOpenText, textToSign } from '#functions/domain/agreement/text-to-sign.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { addHours, addMinutes, epochMilliseconds } from '#functions/domain/calendar.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { hmacHex } from '#functions/domain/ids.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import type { Agreement, SigningCode } from '#functions/domain/plan-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const rules = ['R37', 'C33'];
const unreliable = (detail: string): Refusal => new Refusal('SignatureNotReliable', detail, { rules });

/** The code is worth something for this case and this request alone; the salt is a private item. */
const digestOf = (file: CaseFile, codeId: string, code: string): string => {
  const salt = file.privates['SALT#salt'];
  if (salt?.kind !== 'SALT') throw new TypeError('the case file has no salt');
  return hmacHex(salt.salt, `${codeId}|${code}`);
};

/** R25: the point that officers found right on the spot, seen with the person; what was stated alone proves nobody (C33). */
const verifiedOn = (file: CaseFile, contactPointId: string): string | undefined =>
  Object.values(file.visits).find(
    ({ verification }) =>
      verification?.result === 'PASSED' &&
      verification.items.some(
        ({ field, result }) => result === 'MATCH' && (field === 'CONTACT' || field === `CONTACT:${contactPointId}`),
      ),
  )?.visitId;

const pointOf = (file: CaseFile, contactPointId: string) => {
  const point = borrowerOf(file)?.contactPoints.find((one) => one.contactPointId === contactPointId);
  if (point === undefined) throw new Refusal('ContactPointUnknown', 'there is no such contact point', { rules });
  const visitId = verifiedOn(file, contactPointId);
  if (visitId === undefined)
    throw new Refusal('ContactPointUnverified', 'no visit has verified this contact point', {
      rules: ['R25', ...rules],
    });
  return { point, visitId };
};

const replaced = (codes: readonly SigningCode[], code: SigningCode): SigningCode[] => [
  ...codes.filter(({ codeId }) => codeId !== code.codeId),
  code,
];

/** Codes of one text: who has used up the day's codes waits until the first of them is a day old. */
const requireSome = (codes: readonly SigningCode[], { asOf, policy }: Context): void => {
  const today = codes.filter(
    ({ requestedAt }) => epochMilliseconds(addHours(requestedAt, 24)) > epochMilliseconds(asOf),
  );
  const [first] = today;
  if (first !== undefined && today.length >= policy.agreement.signingCodesADay)
    throw new Refusal('TooManyRequests', 'too many codes in one day', {
      rules,
      earliest: addHours(first.requestedAt, 24),
    });
};

export interface CodeRequest {
  readonly agreementId: string;
  readonly amendmentId?: string | undefined;
  /** The text that the borrower has before him. */
  readonly sha256: string;
  readonly contactPointId: string;
  /** Drawn by lot at the edge; it leaves the process in one message and is kept as a digest. */
  readonly code: string;
  /** The request whose message never left: another code takes its place. */
  readonly again?: string | undefined;
}

/** C33: a code for exactly this text, to a contact point that is the borrower's own; any earlier one is void. */
export const requestSigningCode: Decider<CodeRequest> = (file, input, context) => {
  const text = textToSign(file, input.agreementId, input.amendmentId);
  requireOpenText(file, text, 'BORROWER', context);
  if (text.agreement.form !== 'ELECTRONIC') throw unreliable('this text is signed by hand');
  if (input.sha256 !== text.sha256)
    throw new Refusal('TextChanged', 'this is not the text on file; read it again', { rules: ['R37'] });
  const { point, visitId } = pointOf(file, input.contactPointId);
  const codes = text.agreement.codes ?? [];
  if (input.again === undefined) requireSome(codes, context);
  const codeId = input.again ?? context.newId('code');
  const code: SigningCode = {
    codeId,
    sha256: text.sha256,
    ...(input.amendmentId === undefined ? {} : { amendmentId: input.amendmentId }),
    contactPointId: point.contactPointId,
    verifiedBy: visitId,
    channel: point.kind === 'EMAIL' ? 'EMAIL' : 'SMS',
    requestedAt: context.asOf,
    expiresAt: addMinutes(context.asOf, context.policy.agreement.signingCodeMinutes),
    wrongTries: 0,
    status: 'SENDING',
  };
  const void_ = codes.map((one) =>
    one.status === 'SENT' || one.status === 'SENDING' ? ({ ...one, status: 'VOID' } as const) : one,
  );
  const item: PrivateItem = { kind: 'CODE', id: codeId, digest: digestOf(file, codeId, input.code) };
  return {
    events: [happened('SigningCodeRequested', { agreement: { ...text.agreement, codes: replaced(void_, code) } })],
    privates: [item],
    ids: { agreementId: input.agreementId, codeId },
  };
};

export interface CodeSent {
  readonly agreementId: string;
  readonly codeId: string;
  readonly providerRef: string;
}

/** System act: the provider has taken the message over. */
export const recordSigningCodeSent: Decider<CodeSent> = (file, { agreementId, codeId, providerRef }, context) => {
  const agreement = file.agreements[agreementId];
  const code = agreement?.codes?.find((one) => one.codeId === codeId);
  if (agreement === undefined || code?.status !== 'SENDING') return { events: [], ids: { agreementId, codeId } };
  const sent: SigningCode = { ...code, status: 'SENT', sentAt: context.asOf, providerRef };
  return {
    events: [
      happened('SigningCodeSent', { agreement: { ...agreement, codes: replaced(agreement.codes ?? [], sent) } }),
    ],
    ids: { agreementId, codeId },
  };
};

const isRight = (file: CaseFile, codeId: string, code: string): boolean => {
  const kept = file.privates[privateKey({ kind: 'CODE', id: codeId, digest: '' })];
  return (
    kept?.kind === 'CODE' &&
    timingSafeEqual(Buffer.from(kept.digest, 'hex'), Buffer.from(digestOf(file, codeId, code), 'hex'))
  );
};

export type CodeChecked =
  | { readonly outcome: 'RIGHT'; readonly agreement: Agreement; readonly code: SigningCode }
  | { readonly outcome: 'WRONG'; readonly agreement: Agreement; readonly triesLeft: number };

/** C33: the code that was sent for this text, in time, once. A wrong one is counted; after the last try a new code is needed. */
export const checkCode = (
  file: CaseFile,
  { agreement, amendmentId, sha256 }: ReturnType<typeof textToSign>,
  entered: string | undefined,
  context: Context,
): CodeChecked => {
  if (entered === undefined) throw unreliable('ask for a one-time code and sign with it');
  const codes = agreement.codes ?? [];
  const code = codes.findLast((one) => one.amendmentId === amendmentId && one.sha256 === sha256);
  if (code?.status !== 'SENT') throw unreliable('there is no code in force for this text: ask for one');
  if (epochMilliseconds(context.asOf) >= epochMilliseconds(code.expiresAt))
    throw unreliable(`the code ended at ${code.expiresAt}: ask for another`);
  const { signingCodeTries } = context.policy.agreement;
  if (isRight(file, code.codeId, entered)) {
    const used: SigningCode = { ...code, status: 'USED', usedAt: context.asOf };
    return { outcome: 'RIGHT', agreement: { ...agreement, codes: replaced(codes, used) }, code: used };
  }
  const wrongTries = code.wrongTries + 1;
  const triesLeft = Math.max(0, signingCodeTries - wrongTries);
  const tried: SigningCode = { ...code, wrongTries, ...(triesLeft === 0 ? { status: 'VOID' } : {}) };
  return { outcome: 'WRONG', agreement: { ...agreement, codes: replaced(codes, tried) }, triesLeft };
};
