import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { ownHolidays } from '#infra/holidays.ts';

const shipped: unknown = JSON.parse(readFileSync('functions/domain/policy/holidays/CN.json', 'utf8'));
const Table = z.looseObject({ days: z.record(z.string(), z.string()) });

const folderWith = (table: object, name = 'CN.json'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'holidays-'));
  writeFileSync(join(folder, name), JSON.stringify(table));
  return folder;
};

/** What the packs of a deployment say of a day, bundled as the functions are. */
const holidayIn = async (folder: string | undefined, day: string): Promise<boolean> => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { isHoliday } from '#functions/domain/calendar.ts';
        import { packOf } from '#functions/domain/policy/packs.ts';
        export const answer = isHoliday('${day}', packOf('CN').calendar);`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [ownHolidays(folder)],
  });
  const file = join(mkdtempSync(join(tmpdir(), 'bundle-')), 'packs.mjs');
  writeFileSync(file, outputFiles[0]?.text ?? '');
  const { answer } = z.object({ answer: z.boolean() }).parse(await import(file));
  return answer;
};

test('1.2: a deployment brings its own table of holidays, which takes the place of the one that comes along', async () => {
  const table = Table.parse(shipped);
  const own = folderWith({ ...table, days: { ...table.days, '2026-06-10': 'FOUNDERS_DAY' } });
  expect(await holidayIn(undefined, '2026-06-10')).toBe(false);
  expect(await holidayIn(own, '2026-06-10')).toBe(true);
  expect(await holidayIn(own, '2026-10-01')).toBe(true);
});

test('1.2: a table that is none, or of another jurisdiction, stops the deployment', async () => {
  const table = Table.parse(shipped);
  await expect(holidayIn(folderWith({ ...table, days: { soon: 'FOUNDERS_DAY' } }), '2026-06-10')).rejects.toThrow(
    /no table of holidays/u,
  );
  await expect(holidayIn(folderWith({ ...table, jurisdiction: 'HK' }), '2026-06-10')).rejects.toThrow(/HK\.json/u);
  await expect(holidayIn('/nowhere/at/all', '2026-06-10')).rejects.toThrow(/not there/u);
});
