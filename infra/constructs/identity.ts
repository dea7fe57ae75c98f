import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { ServiceFunction } from '#infra/constructs/service-function.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  /** Puts role, branch, region and borrowerId into access tokens. */
  readonly preToken: ServiceFunction;
}

/** A day: as long as the tokens of a stage for trying things out live; people's own live for an hour. */
const lifetime = (stage: Stage): Duration => (stage.passwordSignIn ? Duration.hours(24) : Duration.hours(1));

/** The user pool that a stage has unless a bank brings its own identity provider. */
export class Identity extends Construct {
  readonly pool: UserPool;
  /** What its tokens name as their issuer. */
  readonly issuer: string;
  readonly people: UserPoolClient;
  readonly systems: UserPoolClient;

  constructor(scope: Construct, id: string, { stage, preToken }: Props) {
    super(scope, id);
    const claim = () => new StringAttribute({ mutable: true, maxLen: 64 });
    this.pool = new UserPool(this, 'People', {
      userPoolName: prefixOf(stage),
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      customAttributes: { role: claim(), branch: claim(), region: claim(), borrowerId: claim() },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: stage.passwordSignIn ? Mfa.OPTIONAL : Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.NONE,
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: stage.retained,
      removalPolicy: stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Spelled out: the emulator does not know the pool's own attribute for it.
    const { region, urlSuffix } = Stack.of(this);
    this.issuer = `https://cognito-idp.${region}.${urlSuffix}/${this.pool.userPoolId}`;
    // Version 3 is version 2 that also runs for client credentials: the role `system` is given there.
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, preToken.lambda, LambdaVersion.V3_0);
    this.people = this.pool.addClient('Staff', {
      userPoolClientName: `${prefixOf(stage)}-people`,
      authFlows: { userSrp: true, ...(stage.passwordSignIn ? { adminUserPassword: true, userPassword: true } : {}) },
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: lifetime(stage),
      idTokenValidity: lifetime(stage),
      disableOAuth: true,
    });
    const scopeOfSystems = new ResourceServerScope({
      scopeName: 'system',
      scopeDescription: 'Core banking and telephony',
    });
    const server = this.pool.addResourceServer('Service', { identifier: 'repayment', scopes: [scopeOfSystems] });
    this.systems = this.pool.addClient('Systems', {
      userPoolClientName: `${prefixOf(stage)}-systems`,
      generateSecret: true,
      accessTokenValidity: lifetime(stage),
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(server, scopeOfSystems)],
      },
    });
  }
}
