import type { paymentOperations } from '#functions/contracts/payments-operations.ts';
import { aboutCase, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Performed } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

const answered = ({ file, ids, replayed }: Performed) => ({
  body: { ...aboutCase(file), payment: partOf(file.payments, ids['paymentId']) },
  etag: file.version,
  replayed,
});

/** 4.5: the body names the case; the path has none, since core banking reports money, not cases. */
export const recordPayment =
  (ports: Ports): ActFor<typeof paymentOperations.recordPayment> =>
  async (asked) => {
    const { caseId, amount, ...receipt } = asked.body;
    return answered(await perform(ports, caseId, 'recordPayment', { ...receipt, ...amount }, askingOf(asked)));
  };

export const reversePayment =
  (ports: Ports): ActFor<typeof paymentOperations.reversePayment> =>
  async (asked) => {
    const { caseId, sourceRef } = asked.body;
    return answered(
      await perform(ports, caseId, 'reversePayment', { paymentId: asked.params.paymentId, sourceRef }, askingOf(asked)),
    );
  };
