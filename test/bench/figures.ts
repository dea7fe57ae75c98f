export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Milliseconds, with as many places as say something. */
export const ms = (value: number): string => `${value.toFixed(value < 1 ? 4 : 1)} ms`;
export const ratio = (value: number, baseline: number): string => `× ${(value / baseline).toFixed(2)}`;

export const heading = (text: string): void => void process.stdout.write(`\n${text}\n`);

/** Lines in columns; the first is left, the others right. */
export const table = (lines: readonly (readonly string[])[]): void => {
  const widths = lines.reduce<number[]>(
    (wide, line) => line.map((cell, column) => Math.max(wide[column] ?? 0, cell.length)),
    [],
  );
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`  ${cells.join('   ')}\n`);
  }
};

/** Median time of one call, after as many again to warm up. */
export const p50 = async (times: number, act: () => unknown): Promise<number> => {
  const taken: number[] = [];
  for (let run = 0; run < times * 2; run += 1) {
    const from = performance.now();
    await act();
    if (run >= times) taken.push(performance.now() - from);
  }
  return median(taken);
};

/** Keeps what is written in the meantime off the screen, at the cost of writing it. */
export const silently = async <T>(act: () => Promise<T>): Promise<T> => {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await act();
  } finally {
    process.stdout.write = write;
  }
};
