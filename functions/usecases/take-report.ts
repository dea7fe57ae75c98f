import { randomBytes } from 'node:crypto';
import { idMaker } from '#functions/domain/ids.ts';
import type { AccountReport } from '#functions/domain/intake/report.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking, Performed } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const isOpenCaseTaken = (error: unknown): boolean => error instanceof Refusal && error.code === 'OpenCaseExists';

/** The first report names the case, so that two at once make one; the loser of a race then joins it (R3). */
const firstCaseId = (borrowerId: string, accountId: string, reportedAt: string): string =>
  idMaker(`${borrowerId}|${accountId}|${reportedAt}`)('case');

export const newSalt = (): string => randomBytes(32).toString('hex');

/** A case that has ended keeps its figures: an old report that comes again must not open another (R1). */
const endedCaseThatKnows = async (
  ports: Ports,
  borrowerId: string,
  accountId: string,
  reportedAt: string,
): Promise<string | undefined> => {
  const { items } = await ports.cases.casesByBorrower(borrowerId, 100);
  for (const { caseId } of items) {
    const known = (await ports.cases.load(caseId)).accounts[accountId];
    if (known !== undefined && known.reportedAt >= reportedAt) return caseId;
  }
  return undefined;
};

/** R1-R3: joins the open case of the borrower, else opens one; told twice, it changes nothing. */
export const takeReport = async (
  ports: Ports,
  accountId: string,
  report: AccountReport,
  asking: Asking,
): Promise<Performed> => {
  const { borrower, jurisdiction, reportedAt } = report;
  const attempt = async (): Promise<Performed> => {
    const caseId =
      (await ports.cases.openCaseOf(borrower.borrowerId)) ??
      (await endedCaseThatKnows(ports, borrower.borrowerId, accountId, reportedAt)) ??
      firstCaseId(borrower.borrowerId, accountId, reportedAt);
    const input = { ...report, accountId, salt: newSalt() };
    return perform(ports, caseId, 'reportAccount', input, { ...asking, jurisdiction });
  };
  try {
    return await attempt();
  } catch (error) {
    if (isOpenCaseTaken(error)) return attempt();
    throw error;
  }
};
