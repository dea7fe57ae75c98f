import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import * as may from '#infra/constructs/grants.ts';
import type { Messaging } from '#infra/constructs/messaging.ts';
import { type FunctionSettings, ServiceFunction } from '#infra/constructs/service-function.ts';
import type { DataStack } from '#infra/stacks/data-stack.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly settings: FunctionSettings;
  readonly messaging: Messaging;
}

/** R65: every night the figures of the month, without names and without small groups, go into a bucket of their own. */
export const statisticsExport = (scope: Construct, { stage, data, settings, messaging }: Props): ServiceFunction => {
  const statistics = new ServiceFunction(scope, 'StatisticsExport', {
    settings,
    entry: 'events/statistics.ts',
    description: 'Writes the de-identified figures of the month as CSV',
    timeout: Duration.minutes(5),
    memory: 1024,
    environment: { STATISTICS_BUCKET: data.statistics.bucketName },
    grants: [
      may.readTable(data.store),
      may.readObjects(data.statistics, data.statisticsKey),
      may.writeObjects(data.statistics, data.statisticsKey),
    ],
  });
  new Schedule(scope, 'NightlyStatistics', {
    scheduleName: `${prefixOf(stage)}-statistics`,
    description: 'Exports the figures of the month',
    schedule: ScheduleExpression.cron({ minute: '30', hour: '2', timeZone: TimeZone.ASIA_SHANGHAI }),
    // Where time is turned by hand, the clock must not turn it too.
    enabled: !stage.testClock,
    timeWindow: TimeWindow.off(),
    key: data.messageKey,
    target: new LambdaInvoke(statistics.lambda, {
      input: ScheduleTargetInput.fromObject({ asOf: '<aws.scheduler.scheduled-time>' }),
      deadLetterQueue: messaging.deadLetters,
      // A missed night is made up for by the next one.
      retryAttempts: 3,
      maxEventAge: Duration.hours(6),
    }),
  });
  return statistics;
};
