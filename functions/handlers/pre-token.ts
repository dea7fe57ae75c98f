import type { PreTokenGenerationV3TriggerEvent } from 'aws-lambda';

/** The scope that a machine's client asks for; its tokens carry the role `system`. */
const systemScope = 'repayment/system';

const claimNames = ['role', 'branch', 'region', 'borrowerId'] as const;

/** Who somebody is, from the attributes that an administrator set; a person without a role gets none. */
const claimsOf = ({ request }: PreTokenGenerationV3TriggerEvent): Record<string, string> => {
  if (request.scopes?.includes(systemScope) === true) return { role: 'system' };
  const claims = claimNames.map((name) => [name, request.userAttributes[`custom:${name}`] ?? ''] as const);
  return Object.fromEntries(claims.filter(([, value]) => value !== ''));
};

/** Cognito's trigger before a token is issued: puts role, branch, region and borrowerId into access tokens. */
export const handler = async (event: PreTokenGenerationV3TriggerEvent): Promise<PreTokenGenerationV3TriggerEvent> => ({
  ...event,
  response: {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claimsOf(event) } },
  },
});
