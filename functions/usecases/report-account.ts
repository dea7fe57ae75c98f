import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { idMaker } from '#functions/domain/ids.ts';
import { aboutCase, absent, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { newSalt, takeReport } from '#functions/usecases/take-report.ts';

/** R1-R3: one account, as core banking tells it. */
export const reportAccount =
  (ports: Ports): ActFor<typeof caseOperations.reportAccount> =>
  async (asked) => {
    const { accountId } = asked.params;
    const admit = absent(
      asked,
      ({ accounts }) => accounts[accountId] !== undefined,
      () => {},
    );
    const { file } = await takeReport(ports, accountId, asked.body, { ...askingOf(asked), admit });
    return { body: { ...aboutCase(file), account: partOf(file.accounts, accountId) }, etag: file.version };
  };

/** R1-R3: one case over all overdue accounts of a person; the claim on the person decides who was first. */
export const openCase =
  (ports: Ports): ActFor<typeof caseOperations.openCase> =>
  async (asked) => {
    const { admit: _, ...asking } = askingOf(asked);
    const { body, principal, idempotencyKey } = asked;
    const caseId = idMaker(`${principal.id}|${idempotencyKey}|${body.borrower.borrowerId}`)('case');
    const input = { ...body, salt: newSalt() };
    const { file, replayed } = await perform(ports, caseId, 'openCase', input, {
      ...asking,
      jurisdiction: body.jurisdiction,
    });
    return { body: { ...aboutCase(file), accounts: Object.values(file.accounts) }, etag: file.version, replayed };
  };
