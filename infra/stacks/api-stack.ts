import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RequestAuthorizer,
  IdentitySource,
  ResponseType,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { Firewall } from '#infra/constructs/firewall.ts';
import * as may from '#infra/constructs/grants.ts';
import { Identity } from '#infra/constructs/identity.ts';
import { OperationRoutes, type Route } from '#infra/constructs/operation-routes.ts';
import { type FunctionSettings, ServiceFunction } from '#infra/constructs/service-function.ts';
import type { DataStack } from '#infra/stacks/data-stack.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly settings: FunctionSettings;
  readonly routes: readonly Route[];
}

/** Which request, which route, how it went: never the path with its ids, the address or the person. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    method: '$context.httpMethod',
    route: '$context.resourcePath',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    error: '$context.error.responseType',
  }),
);

/** The way in: routes from the table of operations, who may pass, how fast. */
export class ApiStack extends Stack {
  readonly api: RestApi;
  readonly functions: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, { stage, data, settings, routes, ...props }: Props) {
    super(scope, id, props);
    const preToken = new ServiceFunction(this, 'PreToken', {
      settings: { ...settings, environment: {} },
      entry: 'pre-token.ts',
      description: 'Puts role, branch, region and borrowerId into access tokens',
      timeout: Duration.seconds(5),
      grants: [],
    });
    const identity = new Identity(this, 'Identity', { stage, preToken });
    const authorizer = new ServiceFunction(this, 'Authorizer', {
      settings,
      entry: 'authorizer.ts',
      description: 'Verifies access tokens and hands on who is calling',
      timeout: Duration.seconds(5),
      environment: {
        OIDC_ISSUER: stage.oidc?.issuer ?? identity.issuer,
        ...(stage.oidc?.audience === undefined ? {} : { OIDC_AUDIENCE: stage.oidc.audience }),
      },
      grants: [],
    });
    const resources = this.resourceFunctions(settings, data);
    this.functions = [preToken, authorizer, ...Object.values(resources)];
    this.api = this.restApi(stage, data);
    this.shapeGatewayErrors();
    new OperationRoutes(this, 'Operations', {
      api: this.api,
      routes,
      functions: resources,
      validator: this.api.addRequestValidator('Validator', {
        validateRequestBody: true,
        validateRequestParameters: true,
      }),
      authorizer: new RequestAuthorizer(this, 'TokenCheck', {
        handler: authorizer.lambda,
        identitySources: [IdentitySource.header('Authorization')],
        resultsCacheTtl: Duration.minutes(5),
      }),
    });
    if (stage.waf) new Firewall(this, 'Firewall', { stage, api: this.api });
    new CfnOutput(this, 'ApiId', { value: this.api.restApiId });
    new CfnOutput(this, 'ApiStageName', { value: this.api.deploymentStage.stageName });
    new CfnOutput(this, 'UserPoolId', { value: identity.pool.userPoolId });
    new CfnOutput(this, 'PeopleClientId', { value: identity.people.userPoolClientId });
  }

  /** One function for each heading of the API; beside the table, each touches only the files that its operations are about. */
  private resourceFunctions(settings: FunctionSettings, data: DataStack): Record<string, ServiceFunction> {
    const table = may.readAndWriteTable(data.store);
    const documents = may.readObjects(data.documents, data.documentsKey);
    const upload = may.writeObjects(data.intake, data.documentsKey);
    const draw = may.writeObjects(data.documents, data.documentsKey);
    const api = (id: string, resource: string, about: string, grants: readonly may.Grant[][], memory = 512) =>
      new ServiceFunction(this, id, {
        settings,
        entry: `api/${resource}.ts`,
        description: about,
        grants,
        memory,
      });
    return {
      service: api('Service', 'service', 'Health, OpenAPI document, policy packs', []),
      cases: api('Cases', 'cases', 'Cases and accounts', [
        table,
        upload,
        may.readObjects(data.intake, data.documentsKey),
      ]),
      // Links to the letters that went out.
      contacts: api('Contacts', 'contacts', 'Contacts and their gate', [table, documents]),
      consents: api('Consents', 'consents', 'Consents and registration', [table]),
      documents: api('Documents', 'documents', 'Documents and uploads', [table, upload, documents]),
      // Draws the visiting pack.
      appointments: api('Appointments', 'appointments', 'Appointments', [table], 1024),
      visits: api('Visits', 'visits', 'Visits and on-site steps', [table, upload]),
      plans: api('Plans', 'plans', 'Affordability and plans', [table]),
      // Seals by the signing key, and sends the borrower the code that he signs with.
      agreements: api(
        'Agreements',
        'agreements',
        'Agreements and signatures',
        [table, documents, draw, may.signWith(data.signingKey), may.sendText(), may.sendMail(this)],
        1024,
      ),
      // Draws the statement, hands out the certificate, and takes files of payments.
      payments: api(
        'Payments',
        'payments',
        'Payments, payoff, rewards',
        [table, upload, may.readObjects(data.intake, data.documentsKey), documents],
        1024,
      ),
      'follow-ups': api('FollowUps', 'follow-ups', 'Follow-ups and adjustments', [table]),
      holds: api('Holds', 'holds', 'Default, disputes, holds, notices', [table]),
      complaints: api('Complaints', 'complaints', 'Complaints', [table]),
      archive: api('Archive', 'archive', 'Archive packages', [
        table,
        may.readObjects(data.archive, data.archiveKey),
        may.restoreObjects(data.archive),
      ]),
      officers: api('Officers', 'officers', 'Officers, worklists, calendars, reports', [table]),
    };
  }

  private restApi(stage: Stage, data: DataStack): RestApi {
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/${prefixOf(stage)}/api/access`,
      encryptionKey: data.logKey,
      retention: stage.logRetentionDays,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    return new RestApi(this, 'Api', {
      restApiName: prefixOf(stage),
      description: 'Repayment assistance',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: !stage.emulated,
      deployOptions: {
        stageName: 'service',
        accessLogDestination: new LogGroupLogDestination(accessLogs),
        accessLogFormat: accessLog,
        loggingLevel: MethodLoggingLevel.ERROR,
        // Bodies and headers stay out of the execution log.
        dataTraceEnabled: false,
        metricsEnabled: true,
        tracingEnabled: true,
        throttlingRateLimit: stage.throttling.rate,
        throttlingBurstLimit: stage.throttling.burst,
      },
    });
  }

  /** What the gateway refuses by itself looks like every other refusal. */
  private shapeGatewayErrors(): void {
    const problem = (type: ResponseType, status: number, code: string, title: string, id = code): void => {
      this.api.addGatewayResponse(`Says${id}`, {
        type,
        statusCode: String(status),
        responseHeaders: {
          'Content-Type': "'application/problem+json'",
          'Cache-Control': "'no-store'",
          'X-Correlation-Id': 'context.requestId',
          ...(status === 429 ? { 'Retry-After': "'1'" } : {}),
        },
        templates: {
          'application/json': JSON.stringify({
            type: `urn:problem:${code}`,
            title,
            status,
            detail: title,
            instance: 'urn:request:$context.requestId',
            code,
          }),
        },
      });
    };
    problem(ResponseType.UNAUTHORIZED, 401, 'Unauthenticated', 'A valid access token is needed');
    problem(ResponseType.ACCESS_DENIED, 403, 'RoleNotAllowed', 'This person may not do this');
    problem(ResponseType.BAD_REQUEST_BODY, 400, 'InvalidRequest', 'The body cannot be read', 'InvalidBody');
    problem(ResponseType.BAD_REQUEST_PARAMETERS, 400, 'InvalidRequest', 'The request cannot be read', 'InvalidRequest');
    problem(ResponseType.MISSING_AUTHENTICATION_TOKEN, 404, 'NotFound', 'There is no such thing here');
    problem(ResponseType.RESOURCE_NOT_FOUND, 404, 'NotFound', 'There is no such thing here', 'NotFoundHere');
    problem(ResponseType.REQUEST_TOO_LARGE, 413, 'RequestTooLarge', 'The request is too large');
    problem(ResponseType.UNSUPPORTED_MEDIA_TYPE, 415, 'MediaTypeNotSupported', 'Send application/json');
    problem(ResponseType.THROTTLED, 429, 'TooManyRequests', 'Too many requests at once');
    problem(ResponseType.QUOTA_EXCEEDED, 429, 'TooManyRequests', 'Too many requests', 'QuotaExceeded');
    problem(ResponseType.DEFAULT_5XX, 500, 'Fault', 'Something went wrong on this side');
  }
}
