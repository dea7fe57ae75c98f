import * as z from 'zod';
import type { Story } from '#infra/local/demo/teller.ts';

const Page = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().optional(),
  verified: z.boolean().optional(),
});

/** The whole journal of a case, page by page, verified by the service on the way. */
export const fetchJournal = async ({ must }: Story, caseId: string): Promise<Record<string, unknown>[]> => {
  const entries: Record<string, unknown>[] = [];
  let cursor = '';
  do {
    const page = Page.parse(
      (await must('auditor', 'GET', `/cases/${caseId}/journal?limit=100&verify=true${cursor}`)).body,
    );
    if (page.verified === false) throw new Error('the service finds its own chain broken');
    entries.push(...page.items);
    cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
  } while (cursor !== '');
  return entries;
};
