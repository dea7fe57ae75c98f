import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mailKey } from '#functions/adapters/dynamodb/keys.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { roleList } from '#functions/domain/worklists.ts';
import type { Mail } from '#functions/usecases/mail-ports.ts';

/** Held mails stand in the same index as the work of the cases; without a case, the mail's id stands in its place. */
export const heldMails = (table: Table): Pick<Mail, 'hold' | 'release'> => ({
  hold: async ({ mailId, reasonCode, since }) => {
    const work = { assignee: roleList('agent', 'all'), kind: `MAIL_${reasonCode}`, ref: mailId, dueAt: since };
    const index = { gsiWorkPk: work.assignee, gsiWorkSk: `${since}#${mailId}` };
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...mailKey(mailId), caseId: mailId, work, ...index } }),
    );
  },
  release: async (mailId) => {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { ...mailKey(mailId) } }));
  },
});
