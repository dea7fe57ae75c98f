import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { JwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod';
import { Actor, Role } from '#functions/domain/actor.ts';
import type { Actor as Caller } from '#functions/domain/actor.ts';
import { Id, sha256Hex } from '#functions/domain/ids.ts';
import { environment } from '#functions/runtime/env.ts';
import type { Environment } from '#functions/runtime/env.ts';
import { logged, loggedFault } from '#functions/runtime/logger.ts';

const RequestEvent = z.object({
  methodArn: z.string(),
  headers: z.record(z.string(), z.string().optional()).nullish(),
});

/** API Gateway answers 401 to this word alone; any other becomes a 500. */
const unauthorized = (): Error => new Error('Unauthorized');

/** A claim as text: a number is spelled, an empty or absent one is none, anything else cannot be read. */
const text = (value: unknown): string | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw new ClaimRefused('ClaimUnreadable');
};

/**
 * The caller's id in journals and keys. An opaque subject is taken as it is; one of another shape (`auth0|…`, an address, up
 * to 255 characters) is valid too, and goes by a digest: it may hold a name, and a journal never does.
 */
const actorIdOf = (subject: string): string =>
  Id.safeParse(subject).success ? subject : `sub_${sha256Hex(subject).slice(0, 40)}`;

/** Why a token that is whole is still no way in: told in the log alone, as the kind of claim that is wrong. */
class ClaimRefused extends Error {
  override readonly name = 'ClaimRefused';
  readonly code: 'ClaimUnreadable' | 'NoSingleRole' | 'NoSubject' | 'NoBorrowerId';

  constructor(code: ClaimRefused['code']) {
    super(code);
    this.code = code;
  }
}

/** Exactly one known role, else nobody: a token with two roles is as bad as one with none. */
export const actorOf = (claims: Readonly<Record<string, unknown>>, env: Environment): Caller => {
  const claimed = claims[env.CLAIM_ROLE];
  const roles = (Array.isArray(claimed) ? claimed : [claimed]).flatMap((one) => {
    const role = Role.safeParse(one);
    return role.success ? [role.data] : [];
  });
  const [role, ...others] = roles;
  if (role === undefined || others.length > 0) throw new ClaimRefused('NoSingleRole');
  const subject = text(claims[env.CLAIM_ACTOR]) ?? text(claims['client_id']);
  if (subject === undefined) throw new ClaimRefused('NoSubject');
  const branch = text(claims[env.CLAIM_BRANCH]);
  const region = text(claims[env.CLAIM_REGION]);
  const borrowerId = text(claims[env.CLAIM_BORROWER_ID]);
  if (role === 'borrower' && borrowerId === undefined) throw new ClaimRefused('NoBorrowerId');
  // A scope that no case can have would not be none: none means all (4.15, 26).
  const actor = Actor.safeParse({
    id: actorIdOf(subject),
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(region === undefined ? {} : { region }),
    ...(borrowerId === undefined ? {} : { borrowerId }),
  });
  if (!actor.success) throw new ClaimRefused('ClaimUnreadable');
  return actor.data;
};

type Verify = (token: string) => Promise<Readonly<Record<string, unknown>>>;

/** Signature, expiry, issuer and use of the token, with the issuer's keys kept between calls. */
export const verifierFor = (env: Environment, jwksCache: JwksCache = new SimpleJwksCache()): Verify => {
  const issuer = env.OIDC_ISSUER ?? '';
  const pool = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+)$/.exec(issuer)?.[1];
  if (pool !== undefined) {
    const verifier = CognitoJwtVerifier.create(
      { userPoolId: pool, tokenUse: 'access', clientId: env.OIDC_AUDIENCE ?? null },
      { jwksCache },
    );
    return async (token) => ({ ...(await verifier.verify(token)) });
  }
  const verifier = JwtVerifier.create({ issuer, audience: env.OIDC_AUDIENCE ?? null }, { jwksCache });
  return async (token) => {
    const claims = await verifier.verify(token);
    if (!isForAccess(claims)) throw new NotForAccess('the token is not for access');
    return { ...claims };
  };
};

/** An issuer that marks the use of its tokens marks this one for access: an ID token is no key to an API. */
const isForAccess = (claims: Readonly<Record<string, unknown>>): boolean =>
  claims['token_use'] === undefined || claims['token_use'] === 'access';

class NotForAccess extends JwtBaseError {}

const policyFor = (methodArn: string, actor: Caller) => ({
  principalId: actor.id,
  policyDocument: {
    Version: '2012-10-17',
    Statement: [
      // The whole stage, so that the cached answer holds for the caller's other paths; roles and objects are checked by each operation.
      { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: `${methodArn.split('/').slice(0, 2).join('/')}/*` },
    ],
  },
  context: {
    actorId: actor.id,
    role: actor.role,
    branch: actor.branch ?? '',
    region: actor.region ?? '',
    borrowerId: actor.borrowerId ?? '',
  },
});

/** Who calls: verifies the access token and hands on actor, role and scope (architecture 6). */
export const authorizeWith = async (
  input: unknown,
  env: Environment,
  verify: Verify,
): Promise<ReturnType<typeof policyFor>> => {
  const { data: event } = RequestEvent.safeParse(input);
  if (event === undefined) throw unauthorized();
  const [, header = ''] =
    Object.entries(event.headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(header)?.[1];
  if (token === undefined) throw unauthorized();
  try {
    return policyFor(event.methodArn, actorOf(await verify(token), env));
  } catch (error) {
    // A bad token is the caller's affair; keys that cannot be fetched are ours.
    if (error instanceof ClaimRefused) logged('token refused', { code: error.code });
    else if (error instanceof JwtBaseError && !(error instanceof FetchError))
      logged('token refused', { code: error.constructor.name });
    else loggedFault('tokens cannot be verified', error);
    throw unauthorized();
  }
};

let verify: Verify | undefined;

/** The authorizer of this deployment; the verifier, and with it the issuer's keys, outlive the call. */
export const authorize = async (input: unknown): Promise<ReturnType<typeof policyFor>> => {
  const env = environment();
  verify ??= verifierFor(env);
  return authorizeWith(input, env, verify);
};
