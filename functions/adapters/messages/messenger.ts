import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { Attachment } from '@aws-sdk/client-sesv2';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import { get } from '#functions/adapters/dynamodb/table.ts';
import type { Table } from '#functions/adapters/dynamodb/table.ts';
import { handedOf } from '#functions/adapters/messages/provider-fault.ts';
import type { CalendarText } from '#functions/domain/calendars/calendar-text.ts';
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

/** The invitation as mail programs know it: a file with the method in its type, which they offer to take over. */
const invitation = async (calendar: CalendarText, sender: string): Promise<Attachment> => {
  const { icalText } = await import('#functions/adapters/calendar/ical.ts');
  return {
    FileName: 'invite.ics',
    ContentType: `text/calendar; charset=UTF-8; method=${calendar.method}`,
    ContentDisposition: 'ATTACHMENT',
    ContentTransferEncoding: 'BASE64',
    RawContent: new TextEncoder().encode(icalText(calendar, sender)),
  };
};

const sendEmail = async (
  client: SESv2Client,
  sender: string,
  { to, subject, text, calendar }: Parameters<Messenger['send']>[0],
): Promise<string> => {
  const attached = calendar === undefined ? [] : [await invitation(calendar, sender)];
  const { MessageId } = await client.send(
    new SendEmailCommand({
      FromEmailAddress: sender,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject, Charset: 'UTF-8' },
          Body: { Text: { Data: text, Charset: 'UTF-8' } },
          ...(attached.length === 0 ? {} : { Attachments: attached }),
        },
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
    send: async (message) => {
      const { channel, to, text } = message;
      switch (channel) {
        case 'SMS':
          return handed(sendSms(sms, to, text));
        case 'EMAIL':
          return handed(sendEmail(email, Settings.parse(env).SENDER_ADDRESS, message));
      }
    },
    isOn: async () => {
      const control = await get(table, messagesControlKey);
      return control === undefined || StoredControl.parse(control).on;
    },
  };
};
