import * as z from 'zod';
import type { Decider } from '#functions/domain/decision.ts';
import { requested } from '#functions/domain/documents/uploads.ts';
import { happened } from '#functions/domain/events.ts';
import { Id } from '#functions/domain/ids.ts';
import { lapseIdOf } from '#functions/domain/intake/lapse-id.ts';

/** One file of a mail: what it is the reviewer will say. */
export const MailedFile = z.strictObject({
  mailId: Id,
  senderKnown: z.boolean(),
  mediaType: z.string().max(100),
  sizeBytes: z.int().positive(),
});

/** R11: a file that came by mail waits for its scan like every upload; who sent it is no proof of anything. */
export const takeMailed: Decider<z.infer<typeof MailedFile>> = (file, { mailId, senderKnown, ...upload }, context) => {
  const decision = requested(
    file,
    { purpose: 'PAPER', channel: 'EMAIL', ...upload },
    { mail: { mailId, senderKnown } },
    context,
  );
  const documentId = decision.ids?.['documentId'] ?? '';
  return file.documents[documentId] === undefined ? decision : { events: [], ids: { documentId } };
};

export const MailMatter = z.strictObject({ mailId: Id, reasonCode: z.string().max(40) });

/** R11: a mail of which the program could not take everything is a person's task. */
export const holdMail: Decider<z.infer<typeof MailMatter>> = (file, { mailId, reasonCode }, context) => {
  const deadline = { kind: `MAIL_${reasonCode}`, ref: mailId, dueAt: context.asOf };
  const isKnown = Object.values(file.lapses).some(({ kind, ref }) => kind === deadline.kind && ref === mailId);
  const lapse = { lapseId: lapseIdOf(deadline), ...deadline, lapsedAt: context.asOf, role: 'agent' };
  return { events: isKnown ? [] : [happened('MailHeld', { lapse })] };
};
