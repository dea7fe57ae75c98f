import * as z from 'zod';
import type { Service } from '#infra/local/api-client.ts';

const Sent = z.record(z.string(), z.array(z.object({ Message: z.string() })));
const Log = z.object({ sms_messages: Sent });

/** The local emulator keeps what would have gone to a telephone; nothing leaves this machine. */
export const lastTextMessage = async ({ awsEndpointUrl, region }: Service, to: string): Promise<string> => {
  const query = new URLSearchParams({ phoneNumber: to, region });
  const answer = await fetch(`${awsEndpointUrl}/_ministack/sns/sms-messages?${query.toString()}`);
  const { sms_messages: sent } = Log.parse(await answer.json());
  const last = sent[to]?.at(-1)?.Message;
  if (last === undefined) throw new Error(`no message was sent to ${to}`);
  return last;
};
