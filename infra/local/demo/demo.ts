import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import * as z from 'zod';
import { readService } from '#infra/local/api-client.ts';
import { fetchPackage } from '#infra/local/demo/archive.ts';
import { liveALife, person } from '#infra/local/demo/life.ts';
import { fetchJournal } from '#infra/local/demo/journal.ts';
import { storyOf } from '#infra/local/demo/teller.ts';
import { fail, say } from '#infra/local/say.ts';

const folder = '.local/demo';

const keep = (path: string, bytes: Uint8Array | string): void => {
  const file = join(folder, normalize(path));
  if (!file.startsWith(normalize(folder))) throw new Error(`${path} leads out of ${folder}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
};

/** `npm run demo`: one life against the started service, told step by step. */
const main = async (): Promise<void> => {
  const service = readService();
  const story = storyOf(service);
  const borrowerId = z.string().parse(service.people['borrower']?.borrowerId);
  rmSync(folder, { recursive: true, force: true });
  const started = performance.now();
  const { caseId, agreement } = await liveALife(story, person(borrowerId));
  keep('agreement.pdf', agreement);
  const entries = await fetchJournal(story, caseId);
  keep('journal.json', `${JSON.stringify(entries, undefined, 2)}\n`);
  const objects = await fetchPackage(story, caseId);
  for (const { path, bytes } of objects) keep(join('archive', path), bytes);
  say(
    `\n${entries.length} journal entries, ${objects.length} archived objects, ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  say(`see ${folder}/agreement.pdf, ${folder}/archive/, ${folder}/journal.json`);
  say(`check the journal: python3 docs/verify-journal.py ${folder}/journal.json`);
};

await main().catch(fail);
