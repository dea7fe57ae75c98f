import { addMinutes, epochMilliseconds } from '#functions/domain/calendar.ts';
import { Refusal } from '#functions/domain/refusal.ts';

interface Window {
  readonly opened: string;
  passed: number;
}

/** More callers in a minute than this, and the oldest are forgotten: memory stays bounded. */
const mostCallers = 10_000;

/**
 * Lets each caller through so many times in a minute; beyond that it is a 429. For operations that anyone may call. Each
 * process counts for itself; what comes from one address in all is the firewall's affair (infra/constructs/firewall.ts).
 */
export const turnstile = (perMinute: number): ((now: string, caller?: string) => void) => {
  const windows = new Map<string, Window>();
  return (now, caller = '') => {
    const known = windows.get(caller);
    const isOpen = known !== undefined && epochMilliseconds(now) - epochMilliseconds(known.opened) < 60_000;
    const window = isOpen ? known : { opened: now, passed: 0 };
    if (!isOpen) {
      windows.delete(caller);
      windows.set(caller, window);
      const [oldest] = windows.keys();
      if (windows.size > mostCallers && oldest !== undefined) windows.delete(oldest);
    }
    window.passed += 1;
    if (window.passed > perMinute)
      throw new Refusal('TooManyRequests', `at most ${perMinute} a minute`, { earliest: addMinutes(window.opened, 1) });
  };
};
