import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { prefixOf, type Stage } from '#infra/stage.ts';

interface Props {
  readonly stage: Stage;
  readonly topic: ITopic;
  /** Kebab-case; also the anchor in the README's runbook. */
  readonly name: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Why this number: read by whoever is woken by it. */
  readonly reason: string;
  readonly periods?: number;
}

/** An alarm that says what it means, why its threshold is what it is, and where the runbook has the way out. */
export class NamedAlarm extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { stage, topic, name, metric, threshold, reason, periods = 1 }: Props) {
    super(scope, id);
    const props: AlarmProps = {
      alarmName: `${prefixOf(stage)}-${name}`,
      alarmDescription: `${reason} Runbook: README.md#${name}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    };
    this.alarm = new Alarm(this, 'Alarm', props);
    this.alarm.addAlarmAction(new SnsAction(topic));
  }
}
