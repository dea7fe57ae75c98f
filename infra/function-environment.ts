import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { agendaVersion } from '#infra/agenda-version.ts';
import type { Messaging } from '#infra/constructs/messaging.ts';
import type { DataStack } from '#infra/stacks/data-stack.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

/** The claims of a token that say who somebody is, under the names that the Cognito trigger gives them. */
const claimNames = { actor: 'sub', role: 'role', branch: 'branch', region: 'region', borrowerId: 'borrowerId' };

/** What every function finds in its environment: names of things, no secrets. `functions/runtime/env.ts` parses it. */
export const functionEnvironment = (
  stage: Stage,
  data: DataStack,
  messaging: Messaging,
  scope: IConstruct,
): Record<string, string> => {
  const claims = stage.oidc?.claims ?? claimNames;
  return {
    STAGE: stage.name,
    TEST_CLOCK: String(stage.testClock),
    SHARDS: String(stage.shards),
    AGENDA_VERSION: agendaVersion(),
    BUILD_VERSION: process.env['BUILD_VERSION'] ?? 'development',
    TABLE: data.store.table.tableName,
    INTAKE_BUCKET: data.intake.bucketName,
    DOCUMENTS_BUCKET: data.documents.bucketName,
    ARCHIVE_BUCKET: data.archive.bucketName,
    ARCHIVE_LOCK_MODE: stage.lockMode,
    ARCHIVE_EVENT_HOLD: String(stage.eventHold),
    SIGNING_KEY_ID: data.signingKey.keyArn,
    BUS_NAME: messaging.bus.eventBusName,
    DEAD_LETTER_QUEUE_URL: messaging.deadLetters.queueUrl,
    FEED_QUEUE_URL: messaging.feeds.queueUrl,
    STATE_MACHINE_PREFIX: prefixOf(stage),
    STATE_MACHINE_ARN_PREFIX: Stack.of(scope).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: `${prefixOf(stage)}-`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    SENDER_ADDRESS: stage.senderAddress,
    ...(stage.sealCertificate === undefined ? {} : { SEAL_CERTIFICATE: stage.sealCertificate }),
    CLAIM_ACTOR: claims.actor,
    CLAIM_ROLE: claims.role,
    CLAIM_BRANCH: claims.branch,
    CLAIM_REGION: claims.region,
    CLAIM_BORROWER_ID: claims.borrowerId,
  };
};
