import { randomBytes } from 'node:crypto';
import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { idMaker } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { aboutCase, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Report = ActFor<typeof caseOperations.reportAccount>;

const isOpenCaseTaken = (error: unknown): boolean => error instanceof Refusal && error.code === 'OpenCaseExists';

/** The first report names the case, so that two at once make one; the loser of a race then joins it (R3). */
const firstCaseId = (borrowerId: string, accountId: string, reportedAt: string): string =>
  idMaker(`${borrowerId}|${accountId}|${reportedAt}`)('case');

/** R1-R3: joins the open case of the borrower, else opens one. */
export const reportAccount =
  (ports: Ports): Report =>
  async (asked) => {
    const { accountId } = asked.params;
    const { borrower, jurisdiction, reportedAt } = asked.body;
    const attempt = async (): Promise<CaseFile> => {
      const caseId =
        (await ports.cases.openCaseOf(borrower.borrowerId)) ?? firstCaseId(borrower.borrowerId, accountId, reportedAt);
      const input = { ...asked.body, accountId, salt: randomBytes(32).toString('hex') };
      const { admit: _, ...asking } = askingOf(asked);
      return (await perform(ports, caseId, 'reportAccount', input, { ...asking, jurisdiction })).file;
    };
    const file = await attempt().catch((error: unknown) => {
      if (isOpenCaseTaken(error)) return attempt();
      throw error;
    });
    return { body: { ...aboutCase(file), account: partOf(file.accounts, accountId) }, etag: file.version };
  };
