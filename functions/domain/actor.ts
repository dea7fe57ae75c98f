import * as z from 'zod';
import { Id } from '#functions/domain/ids.ts';

export const Role = z.enum(['borrower', 'agent', 'officer', 'supervisor', 'risk', 'committee', 'auditor', 'system']);
export type Role = z.infer<typeof Role>;

/** Who acts, as the authorizer read it from the token (architecture 6). */
export const Actor = z.strictObject({
  id: Id,
  role: Role,
  branch: z.string().max(40).optional(),
  region: z.string().max(40).optional(),
  borrowerId: Id.optional(),
});
export type Actor = z.infer<typeof Actor>;
