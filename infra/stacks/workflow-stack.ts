import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import * as may from '#infra/constructs/grants.ts';
import { intakeFunctions } from '#infra/constructs/intake-functions.ts';
import { Messaging } from '#infra/constructs/messaging.ts';
import { type FunctionSettings, ServiceFunction } from '#infra/constructs/service-function.ts';
import { statisticsExport } from '#infra/constructs/statistics-export.ts';
import { recomputeAfterDeployment } from '#infra/constructs/recompute-after-deployment.ts';
import { Workflow } from '#infra/constructs/workflow.ts';
import { functionEnvironment } from '#infra/function-environment.ts';
import type { DataStack } from '#infra/stacks/data-stack.ts';
import { keeperRole, prefixOf, type Stage } from '#infra/stage.ts';

/** The machines that an execution can be started of, `agenda` aside: the sweep itself starts by the clock. */
const startable = ['follow-up', 'instalment', 'adjustment', 'deadline', 'archiving', 'retention'] as const;

interface Props extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
}

/** What happens of itself: the machines and their tasks, the clock, the stream, the uploads. */
export class WorkflowStack extends Stack {
  readonly messaging: Messaging;
  readonly settings: FunctionSettings;
  readonly workflows: readonly Workflow[];
  readonly functions: readonly ServiceFunction[];

  constructor(scope: Construct, id: string, { stage, data, ...props }: Props) {
    super(scope, id, props);
    const prefix = prefixOf(stage);
    this.messaging = new Messaging(this, 'Messaging', { stage, key: data.messageKey });
    this.settings = {
      stage,
      logKey: data.logKey,
      environment: functionEnvironment(stage, data, this.messaging, this),
    };
    const { settings } = this;
    const tableAccess = may.readAndWriteTable(data.store);

    const agendaTasks = new ServiceFunction(this, 'AgendaTasks', {
      settings,
      entry: 'workflow/agenda.ts',
      description: 'Finds what is due and starts an execution for it',
      timeout: Duration.minutes(1),
      grants: [tableAccess, may.startMachines(this, prefix, startable)],
    });
    const followUpTasks = new ServiceFunction(this, 'FollowUpTasks', {
      settings,
      entry: 'workflow/follow-up.ts',
      description: 'Tasks of one follow-up of one case',
      // An answer that came before the question is given by the asking task itself.
      grants: [tableAccess, may.answerMachines(this, prefix, ['follow-up'])],
    });
    const instalmentTasks = new ServiceFunction(this, 'InstalmentTasks', {
      settings,
      entry: 'workflow/instalment.ts',
      description: 'Tasks of one due date',
      grants: [tableAccess],
    });
    const adjustmentTasks = new ServiceFunction(this, 'AdjustmentTasks', {
      settings,
      entry: 'workflow/adjustment.ts',
      description: 'Tasks of one application for relief; draws up the amendment',
      timeout: Duration.seconds(30),
      memory: 1024,
      grants: [
        tableAccess,
        may.answerMachines(this, prefix, ['adjustment']),
        may.readObjects(data.documents, data.documentsKey),
        may.writeObjects(data.documents, data.documentsKey),
        may.holdObjects(data.documents),
      ],
    });
    const deadlineTasks = new ServiceFunction(this, 'DeadlineTasks', {
      settings,
      entry: 'workflow/deadline.ts',
      description: 'Tasks of one other deadline that lapsed; sends a notice whose hour has come, draws up a letter',
      timeout: Duration.seconds(30),
      memory: 1024,
      grants: [
        tableAccess,
        may.sendMail(this),
        may.sendText(),
        may.writeObjects(data.documents, data.documentsKey),
        may.signWith(data.signingKey),
      ],
    });
    const archivingTasks = new ServiceFunction(this, 'ArchivingTasks', {
      settings,
      entry: 'workflow/archiving.ts',
      description: 'Gathers, hashes, seals and verifies the package of a closed case',
      timeout: Duration.minutes(5),
      memory: 1024,
      grants: [
        tableAccess,
        may.readObjects(data.documents, data.documentsKey),
        may.readObjects(data.archive, data.archiveKey),
        may.writeObjects(data.archive, data.archiveKey),
        may.retainObjects(data.archive),
        may.holdObjects(data.archive),
        may.listVersions(data.archive),
        may.signWith(data.signingKey),
      ],
    });
    // The only role that may take anything out of the locked buckets.
    const retentionTasks = new ServiceFunction(this, 'RetentionTasks', {
      settings,
      entry: 'workflow/retention.ts',
      roleName: keeperRole(stage),
      description: 'Locks, checks and, when its term has ended, destroys what a package keeps',
      timeout: Duration.minutes(5),
      memory: 1024,
      grants: [
        tableAccess,
        may.readObjects(data.archive, data.archiveKey),
        may.writeObjects(data.archive, data.archiveKey),
        may.retainObjects(data.archive),
        may.signWith(data.signingKey),
        ...[data.archive, data.documents].map((bucket) => may.holdObjects(bucket)),
        ...[data.archive, data.documents, data.intake].flatMap((bucket) => [
          may.listVersions(bucket),
          may.destroyObjects(bucket),
        ]),
        stage.lockMode === 'GOVERNANCE' ? may.endGovernance(data.archive) : [],
      ],
    });

    const machine = (name: string, file: string, tasks: Readonly<Record<string, ServiceFunction>>): Workflow =>
      new Workflow(this, name, { stage, key: data.messageKey, logKey: data.logKey, machine: file, tasks });
    const agenda = machine('Agenda', 'agenda', { AgendaTasks: agendaTasks });
    this.workflows = [
      agenda,
      machine('FollowUp', 'follow-up', { FollowUpTasks: followUpTasks }),
      machine('Instalment', 'instalment', { InstalmentTasks: instalmentTasks }),
      machine('Adjustment', 'adjustment', { AdjustmentTasks: adjustmentTasks }),
      machine('Deadline', 'deadline', { DeadlineTasks: deadlineTasks }),
      machine('Archiving', 'archiving', { ArchivingTasks: archivingTasks }),
      machine('Retention', 'retention', { RetentionTasks: retentionTasks }),
    ];
    for (const workflow of this.workflows)
      new CfnOutput(this, `${workflow.node.id}MachineArn`, { value: workflow.machine.stateMachineArn });
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: this.messaging.deadLetters.queueUrl });
    this.sweepHourly(stage, agenda, data);
    recomputeAfterDeployment(this, {
      agenda: agenda.machine,
      deadLetterQueue: this.messaging.deadLetters,
      stacks: [`${prefix}-workflow`, `${prefix}-api`],
    });
    this.functions = [
      agendaTasks,
      followUpTasks,
      instalmentTasks,
      adjustmentTasks,
      deadlineTasks,
      archivingTasks,
      retentionTasks,
      this.followJournal(stage, data),
      statisticsExport(this, { stage, data, settings, messaging: this.messaging }),
      ...intakeFunctions(this, { stage, data, settings, messaging: this.messaging }),
    ];
  }

  private sweepHourly(stage: Stage, agenda: Workflow, data: DataStack): void {
    new Schedule(this, 'HourlySweep', {
      scheduleName: `${prefixOf(stage)}-agenda`,
      description: 'Starts what has fallen due',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      // Where time is turned by hand, the clock must not turn it too.
      enabled: !stage.testClock,
      timeWindow: TimeWindow.off(),
      key: data.messageKey,
      target: new StepFunctionsStartExecution(agenda.machine, {
        input: ScheduleTargetInput.fromObject({ asOf: '<aws.scheduler.scheduled-time>' }),
        deadLetterQueue: this.messaging.deadLetters,
        // A missed sweep heals itself at the next one.
        retryAttempts: 3,
        maxEventAge: Duration.hours(1),
      }),
    });
  }

  /** The stream of the table has one reader: it does what follows from each journal entry. */
  private followJournal(stage: Stage, data: DataStack): ServiceFunction {
    const prefix = prefixOf(stage);
    const { bus, deadLetters, key } = this.messaging;
    const journal = new ServiceFunction(this, 'JournalReactions', {
      settings: this.settings,
      entry: 'events/journal.ts',
      description: 'Does what follows from each entry of the journal',
      timeout: Duration.minutes(1),
      grants: [
        may.followStream(data.store),
        may.readAndWriteTable(data.store),
        may.startMachines(this, prefix, startable),
        may.answerMachines(this, prefix, startable),
        may.publishOn(bus, key),
        may.sendTo(deadLetters, key),
        may.holdObjects(data.documents),
        may.sendMail(this),
        may.sendText(),
      ],
    });
    new EventSourceMapping(this, 'JournalStream', {
      target: journal.lambda,
      eventSourceArn: data.store.table.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      parallelizationFactor: stage.emulated ? 1 : 4,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      maxRecordAge: Duration.seconds(stage.streamPatienceSeconds),
      // By its ARN: the ready-made destination adds grants with wildcards to those above.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: { NewImage: { sk: { S: [{ prefix: 'JOURNAL#' }] } } },
        }),
      ],
    });
    return journal;
  }
}
