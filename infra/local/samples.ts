import type { Service } from '#infra/local/api-client.ts';
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
import { storyOf } from '#infra/local/demo/teller.ts';

/** How far a sample case is taken, one step behind the other. */
const steps = ['OPEN', 'OFFERED', 'DOCS_PENDING', 'READY', 'SCHEDULED', 'NEGOTIATING'] as const;
type Step = (typeof steps)[number];

const samples: readonly { readonly person: Person; readonly until: Step }[] = (
  [
    ['OPEN', 'Lin Yan', 'zh-Hans'],
    ['OPEN', 'Mei Chen', 'zh-Hant'],
    ['OPEN', 'Tom Baker', 'en'],
    ['OFFERED', 'Wu Fang', 'zh-Hans'],
    ['OFFERED', 'Ho Ka Man', 'zh-Hant'],
    ['DOCS_PENDING', 'Zhao Lei', 'zh-Hans'],
    ['DOCS_PENDING', 'Sun Jie', 'zh-Hans'],
    ['READY', 'Xu Ning', 'zh-Hans'],
    ['READY', 'Cheung Wai', 'zh-Hant'],
    ['SCHEDULED', 'Gao Yu', 'zh-Hans'],
    ['SCHEDULED', 'Anna Reed', 'en'],
    ['NEGOTIATING', 'Tang Bo', 'zh-Hans'],
  ] as const
).map(([until, name, language], index) => ({
  until,
  person: {
    borrowerId: `sample-${index + 1}`,
    name,
    idNo: `11010119900101${1000 + index}`,
    phone: `+861380000${1000 + index}`,
    language,
  },
}));

const day = (index: number, time: string): string => `2026-03-${String(2 + index).padStart(2, '0')}T${time}:00Z`;

/** A dozen people in different places of the process, made through the API like any other case. */
export const loadSamples = async (service: Service): Promise<number> => {
  const story = storyOf(service, () => {});
  const cast = castOf(service);
  await registerOfficers(story, cast);
  await Promise.all(
    samples.map(async ({ person, until }, index) => {
      const reached = (step: Step): boolean => steps.indexOf(until) >= steps.indexOf(step);
      const accountId = `account-${person.borrowerId}`;
      const caseId = await report(story, person, accountId, day(index, '01:00'));
      if (reached('OFFERED')) await offer(story, caseId, day(index, '02:00'));
      if (reached('DOCS_PENDING')) {
        await consent(story, caseId, 'SERVICE', day(index, '02:10'), 'agent');
        await register(story, caseId, [accountId], day(index, '02:20'), 'agent');
      }
      if (reached('READY')) await papers(story, caseId, day(index, '03:00'), 'agent');
      if (!reached('SCHEDULED')) return;
      const slot = [day(index + 4, '02:00'), day(index + 4, '03:00')] as const;
      const appointmentId = await appointment(story, caseId, cast, day(index, '04:00'), slot, 'agent');
      if (reached('NEGOTIATING')) await visit(story, caseId, cast, appointmentId, slot[0]);
    }),
  );
  return samples.length;
};
