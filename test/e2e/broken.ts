import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { functionName } from '#infra/bundle.ts';
import type { Service } from '#infra/local/api-client.ts';
import { clientSettings } from '#infra/local/people.ts';
import { prefixOf, stageSettings } from '#infra/stage.ts';

/** Does something while a function of the deployed stage has a setting that it cannot work with. */
export const whileBroken = async (service: Service, entry: string, act: () => Promise<void>): Promise<void> => {
  const lambda = new LambdaClient(clientSettings(service.awsEndpointUrl));
  const FunctionName = `${prefixOf(stageSettings('local'))}-${functionName(entry)}`;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const Variables = { ...Environment?.Variables };
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName,
      // Neither the table nor the bus can be reached with these.
      Environment: { Variables: { ...Variables, SHARDS: 'none', BUS_NAME: '' } },
    }),
  );
  try {
    await act();
  } finally {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  }
};
