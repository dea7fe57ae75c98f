import type * as z from 'zod';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { nextPermitted } from '#functions/domain/contact-gate/gate.ts';
import type { Context } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { NoticeKind } from '#functions/domain/servicing-parts.ts';

/** Wording of all notices; a change of words is a new version. */
const templateVersion = '1';

const channelFor = (file: CaseFile): 'SMS' | 'EMAIL' => {
  const points = borrowerOf(file)?.contactPoints ?? [];
  return points.some((point) => point.kind === 'PHONE') || points.length === 0 ? 'SMS' : 'EMAIL';
};

/**
 * Plans a message for the first instant at which the gate lets it pass (R6, R9a). No event when the gate never would:
 * nobody writes to a borrower who has declined. The state must not have moved there yet.
 */
export const planNotice = (
  file: CaseFile,
  kind: z.infer<typeof NoticeKind>,
  about: string | undefined,
  context: Pick<Context, 'asOf' | 'policy' | 'newId'>,
): readonly CaseEvent[] => {
  const channel = channelFor(file);
  const dueAt = nextPermitted(file, context.asOf, context, { purpose: 'SERVICE', channel, direction: 'OUTBOUND' });
  if (dueAt === undefined) return [];
  const notice = {
    noticeId: context.newId('notice'),
    kind,
    ...(about === undefined ? {} : { about }),
    channel,
    language: file.meta?.language ?? 'zh-Hans',
    templateVersion,
    dueAt,
    status: 'PLANNED',
    plannedAt: context.asOf,
  } as const;
  return [happened('NoticePlanned', { notice })];
};
