/** Embedded metric format: CloudWatch reads the numbers out of the log line, and no call is made. Codes and operations are few, so they may be dimensions. */
export const requestMeasured = (request: {
  operationId: string;
  status: number;
  code?: string | undefined;
  milliseconds: number;
}): void => {
  const { operationId, status, code, milliseconds } = request;
  const fault = status >= 500 ? 1 : 0;
  const refusal = code !== undefined && fault === 0;
  const Metrics = [
    { Name: 'Requests', Unit: 'Count' },
    { Name: 'Faults', Unit: 'Count' },
    { Name: 'Latency', Unit: 'Milliseconds' },
  ];
  const directives = [
    { Namespace: namespace, Dimensions: [['service'], ['service', 'operation']], Metrics },
    ...(refusal
      ? [{ Namespace: namespace, Dimensions: [['service', 'refusal']], Metrics: [{ Name: 'Refusals', Unit: 'Count' }] }]
      : []),
  ];
  const line = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: directives },
    service: 'api',
    operation: operationId,
    Requests: 1,
    Faults: fault,
    Latency: milliseconds,
    ...(refusal ? { refusal: code, Refusals: 1 } : {}),
  };
  // oxlint-disable-next-line no-console -- the metric is the line itself, without a logger's envelope
  console.log(JSON.stringify(line));
};

const namespace = 'RepaymentAssistance';
