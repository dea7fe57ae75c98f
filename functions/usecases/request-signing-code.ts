import { randomInt } from 'node:crypto';
import type { agreementOperations } from '#functions/contracts/agreements-operations.ts';
import { signingCodeText } from '#functions/domain/agreement/signing-code-text.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { SigningCode } from '#functions/domain/plan-parts.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { aboutCase, askingOf, partOf } from '#functions/usecases/act.ts';
import type { ActFor, AskedFor } from '#functions/usecases/act.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

type Row = typeof agreementOperations.requestSigningCode;

const system: Actor = { id: 'system', role: 'system' };

/** Six digits by lot; it is never written down, only its salted digest. */
const drawn = (): string => String(randomInt(1_000_000)).padStart(6, '0');

const codeIn = (file: CaseFile, agreementId: string, codeId: string | undefined): SigningCode =>
  partOf(
    Object.fromEntries((partOf(file.agreements, agreementId).codes ?? []).map((one) => [one.codeId, one])),
    codeId,
  );

const send = async (ports: Ports, file: CaseFile, sending: SigningCode, code: string): Promise<string> => {
  const point = borrowerOf(file)?.contactPoints.find((one) => one.contactPointId === sending.contactPointId);
  if (point === undefined) throw new TypeError('the contact point of a code is not in the file');
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const handed = await ports.messenger.send({
    channel: sending.channel,
    to: point.value,
    noticeId: sending.codeId,
    ...signingCodeText(policy, file.meta?.language ?? 'zh-Hans', code),
  });
  switch (handed.outcome) {
    case 'accepted':
      return handed.providerRef;
    case 'refused':
      throw new Refusal('ContactNotAllowed', 'the provider takes no message for this contact point: name another one', {
        rules: ['C33'],
      });
    case 'later':
    case 'unknown':
      throw new Error(`the code was not handed over: ${handed.reasonCode}`);
  }
};

/** A repeat of a request whose message never left draws another code: the first one is known to nobody. */
const again = async (ports: Ports, asked: AskedFor<Row>, codeId: string, code: string): Promise<CaseFile> => {
  const { agreementId, caseId } = asked.params;
  const input = { agreementId, ...asked.body, code, again: codeId };
  const { asOf, principal: actor, requestId } = asked;
  const renewed = await perform(ports, caseId, 'requestSigningCode', input, {
    asOf,
    actor,
    requestId: `${requestId}-again`,
  });
  return renewed.file;
};

/**
 * C33: a one-time code, on its way at once: the borrower has asked for it and waits. It is claimed in the case before it is
 * sent, and a claim is sent at most once.
 */
export const requestSigningCode =
  (ports: Ports): ActFor<Row> =>
  async (asked) => {
    if (!(await ports.messenger.isOn()))
      throw new Refusal('ContactNotAllowed', 'no message goes out at present: sign on paper, or later', {
        rules: ['R6'],
      });
    const { caseId, agreementId } = asked.params;
    const code = drawn();
    const performed = await perform(
      ports,
      caseId,
      'requestSigningCode',
      { agreementId, ...asked.body, code },
      askingOf(asked),
    );
    const codeId = performed.ids['codeId'] ?? '';
    let { file } = performed;
    if (codeIn(file, agreementId, codeId).status === 'SENDING') {
      if (performed.replayed) file = await again(ports, asked, codeId, code);
      const providerRef = await send(ports, file, codeIn(file, agreementId, codeId), code);
      const { asOf, requestId } = asked;
      ({ file } = await perform(
        ports,
        caseId,
        'recordSigningCodeSent',
        { agreementId, codeId, providerRef },
        { asOf, actor: system, requestId: `${requestId}-sent` },
      ));
    }
    const { providerRef: _, ...shown } = codeIn(file, agreementId, codeId);
    return {
      body: { ...aboutCase(file), code: shown },
      etag: file.version,
      replayed: performed.replayed,
    };
  };
