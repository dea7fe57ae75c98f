import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Dashboard, GraphWidget, type IMetric, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { NamedAlarm } from '#infra/constructs/named-alarm.ts';
import type { ServiceFunction } from '#infra/constructs/service-function.ts';
import type { Workflow } from '#infra/constructs/workflow.ts';
import type { Messaging } from '#infra/constructs/messaging.ts';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props extends StackProps {
  readonly stage: Stage;
  readonly api: RestApi;
  readonly messaging: Messaging;
  readonly alarmKey: Key;
  readonly workflows: readonly Workflow[];
  readonly functions: readonly ServiceFunction[];
}

const fiveMinutes = Duration.minutes(5);

/** What wakes somebody up, and where one looks then. */
export class OperationsStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, api, messaging, alarmKey, workflows, functions, ...props }: Props,
  ) {
    super(scope, id, props);
    const topic = new Topic(this, 'Alarms', {
      topicName: `${prefixOf(stage)}-alarms`,
      masterKey: alarmKey,
      enforceSSL: true,
    });
    topic.applyRemovalPolicy(stage.retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    for (const address of stage.alarmEmails) topic.addSubscription(new EmailSubscription(address));

    const deadLetters = messaging.deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) });
    const stuck = this.serviceMetric('StuckItems', Stats.MAXIMUM, Duration.hours(1));
    const damaged = new Metric({
      namespace: 'RepaymentAssistance',
      metricName: 'DamagedPackages',
      statistic: Stats.SUM,
      period: Duration.hours(1),
    });
    const swept = this.machineMetric(workflows[0], 'ExecutionsSucceeded', Duration.hours(3));
    const faults = api.metricServerError({ period: fiveMinutes, statistic: Stats.SUM });
    const latency = api.metricLatency({ period: fiveMinutes, statistic: 'p99' });

    const alarm = (name: string, metric: IMetric, threshold: number, reason: string, periods = 1): NamedAlarm =>
      new NamedAlarm(this, name, { stage, topic, name, metric, threshold, reason, periods });
    alarm(
      'dead-letters',
      deadLetters,
      1,
      'One is enough: an entry of the journal or an upload that nobody dealt with.',
    );
    alarm(
      'stuck-items',
      stuck,
      1,
      'Something due is still undone a day later: a promise to a borrower is being broken.',
    );
    alarm(
      'faults',
      faults,
      5,
      'Five answers 500 in five minutes are no accident: one client would have to retry five times.',
    );
    alarm('slow-answers', latency, 3000, 'One call in a hundred takes over 3 s, ten times what a command needs.', 3);
    for (const { machine, node } of workflows) {
      const failed = machine.metricFailed({ period: fiveMinutes, statistic: Stats.SUM });
      alarm(
        `failed-${node.id.toLowerCase()}`,
        failed,
        1,
        'A failed execution is work that only operations can take up.',
      );
    }
    for (const { lambda, node } of functions) {
      const throttled = lambda.metricThrottles({ period: fiveMinutes, statistic: Stats.SUM });
      alarm(
        `throttled-${node.id.toLowerCase()}`,
        throttled,
        10,
        'Ten in five minutes: the account runs out of concurrency.',
      );
    }
    for (const { lambda } of functions.filter(({ node }) => node.id === 'StatisticsExport'))
      alarm(
        'statistics-not-exported',
        lambda.metricErrors({ period: Duration.days(1), statistic: Stats.SUM }),
        1,
        'Lambda has tried twice more by itself; the next night makes up for one that was missed.',
      );
    alarm('damaged-packages', damaged, 1, 'One is enough: a record that must be kept is not as it was sealed.');
    this.dashboard(stage, { deadLetters, stuck, swept, faults, latency, damaged }, workflows);
  }

  private serviceMetric(metricName: string, statistic: string, period: Duration): Metric {
    return new Metric({
      namespace: 'RepaymentAssistance',
      metricName,
      dimensionsMap: { service: 'workflow-agenda' },
      statistic,
      period,
    });
  }

  private machineMetric(workflow: Workflow | undefined, metricName: string, period: Duration): Metric {
    return new Metric({
      namespace: 'AWS/States',
      metricName,
      dimensionsMap: { StateMachineArn: workflow?.machine.stateMachineArn ?? '' },
      statistic: Stats.SUM,
      period,
    });
  }

  private dashboard(stage: Stage, metrics: Readonly<Record<string, IMetric>>, workflows: readonly Workflow[]): void {
    const graph = (title: string, left: IMetric[]): GraphWidget => new GraphWidget({ title, left, width: 12 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: prefixOf(stage),
      widgets: [
        Object.entries(metrics).map(([name, metric]) => graph(name, [metric])),
        [
          graph(
            'executions started',
            workflows.map(({ machine }) => machine.metricStarted()),
          ),
          graph(
            'executions failed',
            workflows.map(({ machine }) => machine.metricFailed()),
          ),
        ],
      ],
    });
  }
}
