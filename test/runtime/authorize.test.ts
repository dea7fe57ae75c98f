import { generateKeyPairSync, sign } from 'node:crypto';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { expect, test, vi } from 'vitest';
import { authorizeWith, verifierFor } from '#functions/runtime/authorize.ts';
import { Environment } from '#functions/runtime/env.ts';

vi.spyOn(console, 'info').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);
vi.spyOn(console, 'log').mockImplementation(() => undefined);

const issuer = 'https://login.bank.example/realms/staff';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
const keys = { keys: [{ kty: 'RSA' as const, n, e, kid: 'k1', use: 'sig' as const, alg: 'RS256' as const }] };
const cache = new SimpleJwksCache();
cache.addJwks(`${issuer}/.well-known/jwks.json`, keys);

const env = Environment.parse({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'repayment-api', CLAIM_ROLE: 'bank_role' });
const verify = verifierFor(env, cache);

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const aToken = (over: Record<string, unknown> = {}, key = privateKey): string => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: 'repayment-api',
    sub: 'officer-7',
    exp: now + 300,
    iat: now,
    token_use: 'access',
    bank_role: 'officer',
    branch: 'b1',
    ...over,
  };
  const signed = `${part({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
};
const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/local/GET/v1/cases/c1';
const ask = async (token: string) =>
  authorizeWith({ methodArn, headers: { Authorization: `Bearer ${token}` } }, env, verify);

test('a good access token is let into the whole stage, with actor, role and scope', async () => {
  const answer = await ask(aToken());
  expect(answer.context).toEqual({ actorId: 'officer-7', role: 'officer', branch: 'b1', region: '', borrowerId: '' });
  expect(answer.policyDocument.Statement[0]?.Resource).toBe(
    'arn:aws:execute-api:eu-west-1:123456789012:abc123/local/*',
  );
});

test('one role in a list is as good as one by itself', async () => {
  expect((await ask(aToken({ bank_role: ['risk', 'newsletter'] }))).context.role).toBe('risk');
});

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
test.each([
  ['two roles', aToken({ bank_role: ['officer', 'risk'] })],
  ['no role', aToken({ bank_role: undefined })],
  ['an unknown role', aToken({ bank_role: 'root' })],
  ['a borrower without a borrower id', aToken({ bank_role: 'borrower' })],
  ['an ID token', aToken({ token_use: 'id' })],
  ['an expired token', aToken({ exp: 1_700_000_000 })],
  ['another audience', aToken({ aud: 'shop' })],
  ['another issuer', aToken({ iss: 'https://elsewhere.example' })],
  ['a key of somebody else', aToken({}, stranger)],
  ['no token', 'none'],
])('%s is answered with exactly Unauthorized', async (_, token) => {
  await expect(ask(token)).rejects.toThrow(/^Unauthorized$/);
});

test.each([
  ['a UUID', 'f3b5c0de-8c1f-4a53-9a0e-3f5f6f0a7c11', 'f3b5c0de-8c1f-4a53-9a0e-3f5f6f0a7c11'],
  ['a name with a bar', 'auth0|5f7c8ec7c33c6c004bbafe82', undefined],
  ['a federated name', 'f:2c1b:li.ming@bank.example', undefined],
  ['a pairwise subject that begins with a dash', '-AYkZq_9xTf7lXo', undefined],
  ['the longest subject that OpenID Connect allows', 'x'.repeat(255), undefined],
])('no good token is refused for the shape of its subject: %s', async (_, sub, kept) => {
  const { actorId } = (await ask(aToken({ sub }))).context;
  expect(actorId).toBe(kept ?? actorId);
  expect(actorId).toMatch(kept === undefined ? /^sub_[0-9a-f]{40}$/ : /./);
  expect((await ask(aToken({ sub }))).context.actorId).toBe(actorId);
});

test('two subjects are two people, and a claim that is a number is its digits', async () => {
  const ids = await Promise.all(
    ['auth0|a', 'auth0|b'].map(async (sub) => (await ask(aToken({ sub }))).context.actorId),
  );
  expect(new Set(ids).size).toBe(2);
  expect((await ask(aToken({ branch: 17 }))).context.branch).toBe('17');
});

test('a scope that cannot be read is no way in, rather than a way to all: none means all', async () => {
  for (const branch of [['b1', 'b2'], { id: 'b1' }, 'b'.repeat(41), 1.5])
    await expect(ask(aToken({ branch }))).rejects.toThrow(/^Unauthorized$/);
});

test('why a whole token is refused stands in the log by its code, without the claim', async () => {
  const told = vi.spyOn(console, 'info').mockClear();
  vi.stubEnv('LOG_LEVEL', 'INFO');
  await expect(ask(aToken({ bank_role: 'Li Ming' }))).rejects.toThrow(/^Unauthorized$/);
  const lines = told.mock.calls.map(([line]) => String(line)).join('\n');
  expect(lines).toContain('"code":"NoSingleRole"');
  expect(lines).not.toContain('Li Ming');
  vi.unstubAllEnvs();
});

test('the header and its scheme may be written in any case, and what is no event is Unauthorized too', async () => {
  const authorizer = async (event: unknown) => authorizeWith(event, env, verify);
  const answer = await authorizer({ methodArn, headers: { AUTHORIZATION: `bearer ${aToken()}` } });
  expect(answer.context.role).toBe('officer');
  for (const event of [null, undefined, 'x', {}, { methodArn: 7 }, { methodArn, headers: { authorization: 7 } }])
    await expect(authorizer(event)).rejects.toThrow(/^Unauthorized$/);
});
