import { addMinutes, epochMilliseconds } from '#functions/domain/calendar.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** Lets so many through in a minute, for each process; beyond that it is a 429. For operations that anyone may call. */
export const turnstile = (perMinute: number): ((now: string) => void) => {
  let opened = '';
  let passed = 0;
  return (now) => {
    if (opened === '' || epochMilliseconds(now) - epochMilliseconds(opened) >= 60_000) {
      opened = now;
      passed = 0;
    }
    passed += 1;
    if (passed > perMinute)
      throw new Refusal('TooManyRequests', `at most ${perMinute} a minute`, { earliest: addMinutes(opened, 1) });
  };
};
