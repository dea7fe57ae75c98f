/** Embedded metric format: one number for each package that was read back, 1 when it was not as it was sealed. */
export const packageMeasured = <Result extends { readonly outcome: string }>(result: Result): Result => {
  const damaged = result.outcome === 'damaged' ? 1 : 0;
  const metrics = [
    { Name: 'CheckedPackages', Unit: 'Count' },
    { Name: 'DamagedPackages', Unit: 'Count' },
  ];
  const frame = {
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace: 'RepaymentAssistance', Dimensions: [[]], Metrics: metrics }],
  };
  // oxlint-disable-next-line no-console -- the metric is the line itself, without a logger's envelope
  console.log(JSON.stringify({ _aws: frame, CheckedPackages: 1, DamagedPackages: damaged }));
  return result;
};
