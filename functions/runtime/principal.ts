import * as z from 'zod';
import { Actor } from '#functions/domain/actor.ts';
import { Refusal } from '#functions/domain/refusal.ts';

const filled = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value === '' ? undefined : value));

const FromAuthorizer = z.object({
  actorId: z.string(),
  role: z.string(),
  branch: filled,
  region: filled,
  borrowerId: filled,
});

/** Who calls, as the authorizer found out; API Gateway hands its context on as flat strings. */
export const principalOf = (authorizer: unknown): Actor => {
  const found = FromAuthorizer.safeParse(authorizer);
  if (!found.success) throw new Refusal('Unauthenticated', 'a valid access token is needed');
  const { actorId, role, branch, region, borrowerId } = found.data;
  const actor = Actor.safeParse({
    id: actorId,
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(region === undefined ? {} : { region }),
    ...(borrowerId === undefined ? {} : { borrowerId }),
  });
  if (!actor.success) throw new Refusal('Unauthenticated', 'the token names no role of this service');
  return actor.data;
};

/** Stands for whoever calls a public operation without a token. */
export const nobody: Actor = { id: 'public', role: 'borrower', borrowerId: 'nobody' };
