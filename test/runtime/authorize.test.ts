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
