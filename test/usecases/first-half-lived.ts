import {
  appointment,
  castOf,
  consent,
  offer,
  register,
  registerOfficers,
  report,
  visit,
} from '#infra/local/demo/first-half.ts';
import { papers } from '#infra/local/demo/papers.ts';
import type { Person } from '#infra/local/demo/first-half.ts';
import { versionOf } from '#infra/local/demo/teller.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

const person: Person = {
  borrowerId: 'borrower-1',
  name: 'Lin Yan',
  idNo: '110101199001011000',
  phone: '+8613800001000',
  language: 'zh-Hans',
};
const account = 'account-1';

/** A browser's upload ends in the ports of this life instead of a bucket. */
export const withUploads = async <T>({ upload }: Pick<Life, 'upload'>, act: () => Promise<T>): Promise<T> => {
  const { fetch } = globalThis;
  Reflect.set(globalThis, 'fetch', async (_: string, { body }: { body: FormData }) => {
    await upload(body);
    return new Response(null, { status: 204 });
  });
  try {
    return await act();
  } finally {
    Reflect.set(globalThis, 'fetch', fetch);
  }
};

/** From the report to the verified visit, act by act of the demo; answers with the case. */
export const firstHalfLived = async (life: Pick<Life, 'story' | 'upload'>): Promise<string> => {
  const { story } = life;
  const cast = castOf(story.service);
  await registerOfficers(story, cast);
  const caseId = await report(story, person, account, '2026-03-02T01:00:00Z');
  await offer(story, caseId, '2026-03-02T02:00:00Z');
  await consent(story, caseId, 'SERVICE', '2026-03-02T02:10:00Z');
  await register(story, caseId, [account], '2026-03-02T02:20:00Z');
  await withUploads(life, async () => papers(story, caseId, '2026-03-02T03:00:00Z'));
  const owner = { ownerId: cast.officer, deputyId: cast.officer2 };
  await story.must('supervisor', 'PUT', `/cases/${caseId}/owner`, {
    at: '2026-03-02T03:30:00Z',
    ifMatch: await versionOf(story, caseId),
    body: owner,
  });
  const slot = ['2026-03-06T02:00:00Z', '2026-03-06T03:00:00Z'] as const;
  const appointmentId = await appointment(story, caseId, cast, '2026-03-02T04:00:00Z', slot);
  await visit(story, caseId, cast, appointmentId, slot[0]);
  return caseId;
};
