import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IAuthorizer,
  Integration,
  IntegrationType,
  type RequestValidator,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ServiceFunction } from '#infra/constructs/service-function.ts';

/** What the routes read of a row of the operation table. */
export interface Route {
  readonly operationId: string;
  readonly path: string;
  readonly resource: string;
  readonly roles: readonly string[] | string;
}

interface Props {
  readonly api: RestApi;
  readonly routes: readonly Route[];
  readonly functions: Readonly<Record<string, ServiceFunction>>;
  readonly authorizer: IAuthorizer;
  readonly validator: RequestValidator;
}

const grouped = <Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
};

/**
 * Routes from the operation table: one ANY method for each path (the function answers 405 for what the table does not
 * have) and one permission for each function, which keeps the stack far from CloudFormation's 500 resources.
 */
export class OperationRoutes extends Construct {
  constructor(scope: Construct, id: string, { api, routes, functions, authorizer, validator }: Props) {
    super(scope, id);
    for (const [path, rows] of grouped(routes, (route) => route.path)) {
      const [first] = rows;
      if (first === undefined) continue;
      const strange = rows.find((row) => row.resource !== first.resource);
      if (strange !== undefined)
        throw new Error(`${path} is served by ${first.resource} and by ${strange.resource}: one path, one function`);
      const served = functions[first.resource];
      if (served === undefined)
        throw new Error(`${first.operationId} names the resource ${first.resource}, which has no function`);
      const isPublic = rows.every((row) => row.roles === 'public');
      api.root.resourceForPath(`/v1${path}`).addMethod('ANY', this.proxyTo(served), {
        ...(isPublic
          ? { authorizationType: AuthorizationType.NONE }
          : { authorizationType: AuthorizationType.CUSTOM, authorizer }),
        requestValidator: validator,
      });
    }
    for (const resource of new Set(routes.map((route) => route.resource)))
      this.permit(api, resource, functions[resource]);
  }

  private proxyTo({ lambda }: ServiceFunction): Integration {
    return new Integration({
      type: IntegrationType.AWS_PROXY,
      integrationHttpMethod: 'POST',
      uri: Stack.of(this).formatArn({
        service: 'apigateway',
        account: 'lambda',
        resource: 'path/2015-03-31/functions',
        resourceName: `${lambda.functionArn}/invocations`,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      }),
    });
  }

  private permit(api: RestApi, resource: string, served: ServiceFunction | undefined): void {
    if (served === undefined) return;
    new CfnPermission(this, `Invoke-${resource}`, {
      action: 'lambda:InvokeFunction',
      functionName: served.lambda.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: api.arnForExecuteApi('*', '/*', '*'),
    });
  }
}
