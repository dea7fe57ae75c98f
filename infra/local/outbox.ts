import * as z from 'zod';
import { readService } from '#infra/local/api-client.ts';
import type { Service } from '#infra/local/api-client.ts';
import { fail, say } from '#infra/local/say.ts';

const Texts = z.object({
  sms_messages: z.record(z.string(), z.array(z.object({ Message: z.string(), Timestamp: z.unknown().optional() }))),
});
const Mail = z.object({ To: z.array(z.string()), Subject: z.string(), BodyText: z.string().nullish() });
const Mails = z.object({ messages: z.record(z.string(), z.array(Mail)) });

interface Sent {
  readonly channel: 'SMS' | 'EMAIL';
  readonly to: string;
  readonly text: string;
}

const asked = async ({ awsEndpointUrl }: Pick<Service, 'awsEndpointUrl'>, path: string): Promise<unknown> => {
  const answer = await fetch(`${awsEndpointUrl}/_ministack/${path}`);
  if (!answer.ok) throw new Error(`the emulator keeps no messages here: ${answer.status} for ${path}`);
  return answer.json();
};

/** What the local emulator keeps of what would have gone to telephones and mailboxes. */
export const outbox = async (service: Pick<Service, 'awsEndpointUrl' | 'region'>): Promise<Sent[]> => {
  const texts = Texts.parse(await asked(service, `sns/sms-messages?region=${service.region}`));
  const mails = Mails.parse(await asked(service, 'ses/messages'));
  return [
    ...Object.entries(texts.sms_messages).flatMap(([to, sent]) =>
      sent.map(({ Message: text }) => ({ channel: 'SMS', to, text }) as const),
    ),
    ...Object.values(mails.messages)
      .flat()
      .map(({ To, Subject, BodyText }) => ({
        channel: 'EMAIL' as const,
        to: To.join(', '),
        text: `${Subject}\n\n${BodyText ?? ''}`,
      })),
  ];
};

/** `npm run outbox [-- NUMBER|ADDRESS]`. */
const main = async (): Promise<void> => {
  const whose = process.argv[2];
  const sent = (await outbox(readService())).filter(({ to }) => whose === undefined || to.includes(whose));
  for (const { channel, to, text } of sent) say(`--- ${channel} to ${to}\n${text}\n`);
  say(`${sent.length} messages were sent${whose === undefined ? '' : ` to ${whose}`}; none has left this machine.`);
};

if (process.argv[1]?.endsWith('outbox.ts') === true) await main().catch(fail);
