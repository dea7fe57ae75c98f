import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { region } from '#infra/local/emulator.ts';

export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** How the AWS clients of these commands reach the emulator. */
export const clientSettings = (endpoint: string): ClientSettings => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

interface Attributes {
  readonly role: string;
  readonly branch?: string;
  readonly region?: string;
  readonly borrowerId?: string;
}

const atBranch = { branch: 'branch-1', region: 'region-1' };

/** One person for each role, and a second one where a rule asks for other eyes. */
const people = {
  borrower: { role: 'borrower', borrowerId: 'borrower-1' },
  borrower2: { role: 'borrower', borrowerId: 'borrower-2' },
  agent: { role: 'agent', ...atBranch },
  officer: { role: 'officer', ...atBranch },
  officer2: { role: 'officer', ...atBranch },
  supervisor: { role: 'supervisor', ...atBranch },
  supervisor2: { role: 'supervisor', ...atBranch },
  risk: { role: 'risk', ...atBranch },
  risk2: { role: 'risk', ...atBranch },
  committee: { role: 'committee' },
  auditor: { role: 'auditor' },
  system: { role: 'system' },
} satisfies Readonly<Record<string, Attributes>>;

export const Person = z.object({
  actorId: z.string(),
  role: z.string(),
  branch: z.string().optional(),
  region: z.string().optional(),
  borrowerId: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

const Claims = z.object({
  sub: z.string(),
  role: z.string(),
  branch: z.string().optional(),
  region: z.string().optional(),
  borrowerId: z.string().optional(),
});

const claimsOf = (token: string): z.infer<typeof Claims> =>
  Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));

export interface SignedIn {
  readonly tokens: Record<string, string>;
  readonly people: Record<string, Person>;
}

interface Pool {
  readonly UserPoolId: string;
  readonly ClientId: string;
}

const signIn = async (
  client: CognitoIdentityProviderClient,
  { UserPoolId, ClientId }: Pool,
  Username: string,
  attributes: Attributes,
): Promise<string> => {
  const Password = `${randomBytes(18).toString('base64url')}aA1!`;
  await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(attributes).map(([name, Value]) => ({ Name: `custom:${name}`, Value })),
    }),
  );
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  return z.string().parse(AuthenticationResult?.AccessToken);
};

/** Creates the sample people in the user pool and signs them in; their tokens live for a day. */
export const signInEverybody = async (settings: ClientSettings, pool: Pool): Promise<SignedIn> => {
  const client = new CognitoIdentityProviderClient(settings);
  const signedIn: SignedIn = { tokens: {}, people: {} };
  await Promise.all(
    Object.entries(people).map(async ([name, attributes]) => {
      const token = await signIn(client, pool, name, attributes);
      const { sub, ...claims } = claimsOf(token);
      if (claims.role !== attributes.role)
        throw new Error(`the token of ${name} says ${claims.role}, not ${attributes.role}`);
      signedIn.tokens[name] = token;
      signedIn.people[name] = { actorId: sub, ...claims };
    }),
  );
  return signedIn;
};
