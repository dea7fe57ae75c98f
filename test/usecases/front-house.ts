import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import { operationTable } from '#functions/contracts/operations.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { Answered } from '#functions/usecases/act.ts';
import { caseActs } from '#functions/usecases/acts/cases.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { reportedBorrower, reportedCard } from '#test/support/reported.ts';
import { spelled } from '#test/support/calendars.ts';

const certified = (officerId: string) => ({
  officerId,
  branch: 'north',
  certificates: [{ kind: 'VISIT', validUntil: '2027-01-01', suspended: false }] as const,
  relations: [],
  version: 1,
});
export const borrower: Actor = { id: 'borrower-token', role: 'borrower', borrowerId: 'b-1' };

export const house = () => {
  const ports = fakePorts({ officers: ['officer-1', 'officer-2'].map(certified) });
  let count = 0;
  const asked = <Params>(principal: Actor, asOf: string, parts: { params: Params; key?: string }) => {
    count += 1;
    return {
      operationId: 'op',
      params: parts.params,
      asOf,
      principal,
      requestId: `r-${count}`,
      idempotencyKey: parts.key,
      ifMatch: undefined,
      language: 'en' as const,
    };
  };
  return { ports, asked };
};

export const report = (accountId: string) =>
  operationTable.reportAccount.body.parse({
    borrower: reportedBorrower,
    ...reportedCard,
    interestMinor: 20_000,
    reportedAt: `${accountId === 'acc-1' ? '2026-03-01' : '2026-03-02'}T22:00:00Z`,
  });

export const caseIdOf = (answer: Answered): string => operationTable.reportAccount.response.parse(answer.body).caseId;
export const pdf = tinyPdf('one page');

export const opened = async () => {
  const { ports, asked } = house();
  const answer = await caseActs(ports, spelled).reportAccount({
    ...asked(people.system, shanghai('2026-03-02'), { params: { accountId: 'acc-1' } }),
    query: {},
    body: report('acc-1'),
  });
  return { ports, asked, caseId: caseIdOf(answer), answer };
};
