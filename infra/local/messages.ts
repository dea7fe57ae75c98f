import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { messagesControlKey } from '#functions/adapters/dynamodb/keys.ts';
import { fail, say } from '#infra/local/say.ts';
import { stageTarget } from '#infra/local/stage-target.ts';

/** `npm run messages -- off|on`: the one switch for every outgoing message, of the started service or of the stage that `STAGE` names. */
const main = async (): Promise<void> => {
  const wanted = process.argv[2];
  if (wanted !== 'on' && wanted !== 'off')
    throw new Error('say which: npm run messages -- off, or: npm run messages -- on');
  const { settings, table } = await stageTarget();
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  await client.send(new PutCommand({ TableName: table, Item: { ...messagesControlKey, on: wanted === 'on' } }));
  say(wanted === 'on' ? 'Messages go out again.' : 'No message goes out until: npm run messages -- on');
};

await main().catch(fail);
