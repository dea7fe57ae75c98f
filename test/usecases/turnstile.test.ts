import { expect, test } from 'vitest';
import { turnstile } from '#functions/usecases/turnstile.ts';

const now = '2026-03-06T04:00:00Z';

test('one caller who asks too often does not stop another', () => {
  const pass = turnstile(2);
  pass(now, 'a');
  pass(now, 'a');
  expect(() => pass(now, 'a')).toThrow(expect.objectContaining({ code: 'TooManyRequests' }));
  expect(() => pass(now, 'b')).not.toThrow();
  expect(() => pass('2026-03-06T04:01:00Z', 'a')).not.toThrow();
});
