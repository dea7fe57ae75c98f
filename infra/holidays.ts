import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { HolidayFile } from '#functions/domain/policy/pack.ts';

/** A bank's own table, checked before anything is built with it: a slip here would open a holiday to calls. */
const tableAt = (path: string): string => {
  const text = readFileSync(path, 'utf8');
  const table = HolidayFile.safeParse(JSON.parse(text));
  if (!table.success) throw new Error(`${path} is no table of holidays: ${table.error.message}`);
  if (`${table.data.jurisdiction}.json` !== basename(path))
    throw new Error(
      `${path} is the table of ${table.data.jurisdiction}, so its file is ${table.data.jurisdiction}.json`,
    );
  return text;
};

/** `HOLIDAYS=FOLDER`: a deployment takes each `JURISDICTION.json` that lies there in place of the table that comes along (1.2). */
export const ownHolidays = (folder: string | undefined): Plugin => ({
  name: 'own-holidays',
  setup: (context) => {
    if (folder === undefined || folder === '') return;
    if (!existsSync(folder)) throw new Error(`HOLIDAYS names ${folder}, which is not there`);
    context.onLoad({ filter: /[\\/]policy[\\/]holidays[\\/][A-Z]+\.json$/ }, ({ path }) => {
      const own = join(folder, basename(path));
      return existsSync(own) ? { contents: tableAt(own), loader: 'json' } : undefined;
    });
  },
});
