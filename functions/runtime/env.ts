import * as z from 'zod';

const optionalName = z.string().min(1).optional();

/** Everything that a function may find in its environment: names of things, never secrets. Parsed once at cold start. */
export const Environment = z.object({
  STAGE: z.string().default('local'),
  BUILD_VERSION: z.string().default('development'),
  TEST_CLOCK: z.enum(['true', 'false']).default('false'),
  /** Whom messages and invitations come from. */
  SENDER_ADDRESS: z.string().min(3).default('service@bank.example'),
  OIDC_ISSUER: optionalName,
  OIDC_AUDIENCE: optionalName,
  /** Who it is; `client_id` where a token has none of it. A bank may name the claim with its staff numbers. */
  CLAIM_ACTOR: z.string().default('sub'),
  CLAIM_ROLE: z.string().default('role'),
  CLAIM_BRANCH: z.string().default('branch'),
  CLAIM_REGION: z.string().default('region'),
  CLAIM_BORROWER_ID: z.string().default('borrowerId'),
});
export type Environment = z.infer<typeof Environment>;

let parsed: Environment | undefined;
export const environment = (): Environment => {
  parsed ??= Environment.parse(process.env);
  return parsed;
};
