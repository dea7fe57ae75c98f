import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Names everything that a due date follows from: the rules, the policy packs and the holidays. It stands on the header of
 * each case, and a deployment derives anew what another version wrote (architecture 4).
 */
export const agendaVersion = (): string => {
  const digest = createHash('sha256');
  for (const file of globSync('functions/domain/**/*.{ts,json}', { cwd: root }).sort())
    digest
      .update(`${file.replaceAll('\\', '/')}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return digest.digest('hex').slice(0, 16);
};
