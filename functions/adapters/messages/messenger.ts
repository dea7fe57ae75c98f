import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
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

/** SMS over SNS, e-mail over SES. The item `CONTROL#MESSAGES` with `on: false` stops both; absent means on. */
export const awsMessenger = (env: Readonly<Record<string, string | undefined>>, table: Table): Messenger => {
  const sms = new SNSClient({});
  const email = new SESv2Client({});
  return {
    send: async ({ channel, to, subject, text }) => {
      switch (channel) {
        case 'SMS':
          return { providerRef: await sendSms(sms, to, text) };
        case 'EMAIL':
          return { providerRef: await sendEmail(email, Settings.parse(env).SENDER_ADDRESS, to, subject, text) };
      }
    },
    isOn: async () => {
      const control = await get(table, messagesControlKey);
      return control === undefined || StoredControl.parse(control).on;
    },
  };
};
