import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until there is something, for half a minute. */
export const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  for (let poll = 0; poll < 300; poll += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(100);
  }
  throw new Error(`${what} did not happen within 30 s`);
};
