import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that a started service leaves on this machine. */
export const localFolder = join(root, '.local');
