import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import * as z from 'zod';

export type Channel = 'SMS' | 'EMAIL';

type Told = { readonly status: number; readonly code: string } | 'accepts' | 'hangs up' | 'says nothing';

/** SNS speaks XML, SESv2 JSON with the error's name in a header: as AWS writes them. */
const errorOf = (channel: Channel, code: string) =>
  channel === 'SMS'
    ? {
        headers: { 'content-type': 'text/xml' },
        body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>secret words</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
      }
    : {
        headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
        body: JSON.stringify({ message: 'secret words' }),
      };

const acceptanceOf = (channel: Channel) =>
  channel === 'SMS'
    ? {
        headers: { 'content-type': 'text/xml' },
        body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>message-1</MessageId></PublishResult></PublishResponse>',
      }
    : { headers: { 'content-type': 'application/json' }, body: '{"MessageId":"message-1"}' };

/** A provider that says what it is told to, and counts the messages that have reached it. */
export class Provider {
  readonly #server: Server;
  says: Told = 'accepts';
  reached = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      const channel: Channel = request.url?.startsWith('/v2/email/') === true ? 'EMAIL' : 'SMS';
      request.resume().once('end', () => {
        this.reached += 1;
        const { says } = this;
        if (says === 'hangs up') response.destroy();
        else if (says !== 'says nothing') {
          const { headers, body } = says === 'accepts' ? acceptanceOf(channel) : errorOf(channel, says.code);
          response.writeHead(says === 'accepts' ? 200 : says.status, headers).end(body);
        }
      });
    });
  }

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = z.object({ port: z.int() }).parse(this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
