import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import { readService } from '#infra/local/api-client.ts';
import { documentClient } from '#infra/local/due-cases.ts';
import { fail, say } from '#infra/local/say.ts';

/**
 * `npm run messages -- off|on`: the one switch for every outgoing message. Without a started service (or with TABLE set) it
 * turns the switch of a deployed stage, with the operator's own AWS credentials.
 */
const main = async (): Promise<void> => {
  const wanted = process.argv[2];
  if (wanted !== 'on' && wanted !== 'off')
    throw new Error('say which: npm run messages -- off, or: npm run messages -- on');
  const deployed = process.env['TABLE'];
  const service = deployed === undefined ? readService() : undefined;
  const client = service === undefined ? DynamoDBDocumentClient.from(new DynamoDBClient({})) : documentClient(service);
  await client.send(
    new PutCommand({ TableName: deployed ?? service?.table, Item: { ...messagesControlKey, on: wanted === 'on' } }),
  );
  say(wanted === 'on' ? 'Messages go out again.' : 'No message goes out until: npm run messages -- on');
};

await main().catch(fail);
