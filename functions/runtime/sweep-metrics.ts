import * as z from 'zod';

interface Sweep {
  readonly started: number;
  readonly stuck: number;
  readonly cases: number;
  readonly broken: number;
}

const unit = 'Count';

/** Embedded metric format: CloudWatch reads the numbers out of the log line, and no call is made. */
export const sweepMeasured = <Report extends Sweep>(sweep: Report): Report => {
  const { started, stuck, cases, broken } = sweep;
  const metrics = { StartedItems: started, StuckItems: stuck, SweptCases: cases, BrokenCases: broken };
  const names = Object.keys(metrics).map((Name) => ({ Name, Unit: unit }));
  const frame = {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'RepaymentAssistance', Dimensions: [['service']], Metrics: names }],
  };
  // oxlint-disable-next-line no-console -- the metric is the line itself, without a logger's envelope
  console.log(JSON.stringify({ _aws: frame, service: 'workflow-agenda', ...metrics }));
  return sweep;
};

/** Partitions of the `due` index, as the stage has them. */
export const countOfShards = (): number =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .parse(process.env['SHARDS'] ?? '1');
