import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { handedOf } from '#functions/adapters/messages/provider-fault.ts';
import { loggedFault } from '#functions/runtime/logger.ts';
import type { Handed } from '#functions/domain/servicing/handed.ts';
import type { Messenger } from '#functions/usecases/ports.ts';

const Settings = z.object({ SENDER_ADDRESS: z.string().min(3) });
const Reference = z.string().min(1);
const StoredControl = z.object({ on: z.boolean() });

const sendSms = async (client: SNSClient, to: string, text: string): Promise<string> => {
  const { MessageId } = await client.send(new PublishCommand({ PhoneNumber: to, Message: text }));
  return Reference.parse(MessageId);
};

const sendEmail = async (
  client: SESv2Client,
  sender: string,
  to: string,
  subject: string,
  text: string,
): Promise<string> => {
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: { Subject: { Data: subject, Charset: 'UTF-8' }, Body: { Text: { Data: text, Charset: 'UTF-8' } } },
      },
    }),
  );
  return Reference.parse(MessageId);
};

/**
 * One try: the SDK would send again after a lost answer, and nobody would know. Ten seconds are far more than a provider
 * takes and less than the shortest time that a function has.
 */
const oneTry = (requestTimeout: number) => ({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3000, requestTimeout, throwOnRequestTimeout: true },
});

/** A fault of the provider is a result (`provider-fault.ts`); its name is told, its words may quote the message. */
const handed = async (sending: Promise<string>): Promise<Handed> => {
  try {
    return { outcome: 'accepted', providerRef: await sending };
  } catch (fault) {
    const what = handedOf(fault);
    loggedFault('message not handed over', fault, { outcome: what.outcome, code: what.reasonCode });
    return what;
  }
};

/** SMS over SNS, e-mail over SES. The item `CONTROL#MESSAGES` with `on: false` stops both; absent means on. */
export const awsMessenger = (
  env: Readonly<Record<string, string | undefined>>,
  table: Table,
  patienceMs = 10_000,
): Messenger => {
  const sms = new SNSClient(oneTry(patienceMs));
  const email = new SESv2Client(oneTry(patienceMs));
  return {
    send: async ({ channel, to, subject, text }) => {
      switch (channel) {
        case 'SMS':
          return handed(sendSms(sms, to, text));
        case 'EMAIL':
          return handed(sendEmail(email, Settings.parse(env).SENDER_ADDRESS, to, subject, text));
      }
    },
    isOn: async () => {
      const control = await get(table, messagesControlKey);
      return control === undefined || StoredControl.parse(control).on;
    },
  };
};
