import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Failures that are not a test's own: a file that does not load, a hook that throws. */
const suiteErrors = (module: TestModule): number => {
  const broken = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
  return broken + (module.errors().length > 0 ? 1 : 0);
};

/**
 * Prints `N passed, N failed` as the very last line, after everything else has been torn down. A run that ends with a
 * failing exit code but no failed test (a global setup that throws) still counts as one failure.
 */
export default class ClosingLineReporter implements Reporter {
  private passed = 0;
  private failed = 0;

  onInit(): void {
    process.once('exit', (code) => {
      const failed = this.failed === 0 && code !== 0 ? 1 : this.failed;
      process.stdout.write(`${this.passed} passed, ${failed} failed\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    this.passed = 0;
    this.failed = unhandled.length;
    for (const module of modules) {
      this.failed += suiteErrors(module);
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') this.passed += 1;
        if (state === 'failed') this.failed += 1;
      }
    }
  }
}
