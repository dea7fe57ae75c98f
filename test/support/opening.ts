import { happened } from '#functions/domain/events.ts';
import { packOf } from '#functions/domain/policy/packs.ts';

/** The first event of a case, for tests that need no more of a beginning: borrower `b-1` of branch north in the east. */
export const opening = (openedAt: string, borrowerId = 'b-1') =>
  happened('CaseOpened', {
    meta: { borrowerId, branch: 'north', region: 'east', language: 'zh-Hans', timezone: 'Asia/Shanghai', openedAt },
    policy: { jurisdiction: 'CN', version: packOf('CN').version },
  });
