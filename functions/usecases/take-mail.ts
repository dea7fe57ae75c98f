import { borrowerOf } from '#functions/domain/borrower.ts';
import { realTypeOf } from '#functions/domain/documents/inspect.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import type { ParsedMail } from '#functions/usecases/mail-ports.ts';
import { perform } from '#functions/usecases/perform.ts';
import type { Asking } from '#functions/usecases/perform.ts';
import type { Ports } from '#functions/usecases/ports.ts';

export interface ArrivedMail {
  /** `mail/<name>`, or `mail/<caseId>/<name>` once a person has said whose it is. */
  readonly key: string;
  readonly versionId?: string;
  readonly reasonCode?: string;
}

export interface MailOutcome {
  readonly outcome: 'taken' | 'held';
  readonly caseId?: string;
  readonly reasonCode?: string;
}

/** The number of a case, as it stands in every notice: in the address, the subject or the text. */
const reference = /case_[0-9abcdefghjkmnpqrstvwxyz]{26}/i;
/** More files than this are no hand-in of papers. */
const maxFiles = 10;

const actor = { id: 'mail', role: 'system' } as const;
const asking = (file: CaseFile, requestId: string): Asking => ({ asOf: file.lastAsOf, actor, requestId });

const referenceIn = ({ to, subject, text }: ParsedMail): string | undefined =>
  reference.exec([...to, subject, text.slice(0, 20_000)].join('\n'))?.[0].toLowerCase();

const isOfBorrower = (file: CaseFile, from: string): boolean =>
  borrowerOf(file)?.contactPoints.some(
    ({ kind, value }) => kind === 'EMAIL' && value.toLowerCase() === from.toLowerCase(),
  ) ?? false;

/** What stands between a mail and being taken whole; a case's clock that ran on meanwhile is tried again. */
const takeFiles = async (
  ports: Ports,
  caseId: string,
  mailId: string,
  { from, attachments }: ParsedMail,
): Promise<string | undefined> => {
  if (attachments.length === 0) return 'NO_ATTACHMENT';
  if (attachments.length > maxFiles) return 'TOO_MANY_FILES';
  let reasonCode: string | undefined;
  for (const [index, { mediaType: declared, bytes }] of attachments.entries()) {
    const before = await ports.cases.load(caseId);
    const mediaType = realTypeOf(bytes) ?? declared;
    const input = { mailId, senderKnown: isOfBorrower(before, from), mediaType, sizeBytes: Math.max(1, bytes.length) };
    try {
      const { file, ids } = await perform(ports, caseId, 'takeMailed', input, asking(before, `${mailId}:${index}`));
      const document = file.documents[ids['documentId'] ?? ''];
      if (document?.status === 'REQUESTED')
        await ports.documents.write('intake', `${caseId}/${document.documentId}`, bytes, { mediaType });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'TestClockBehind' || error.code === 'ConcurrentChange')
        throw error;
      reasonCode = error.code;
    }
  }
  return reasonCode;
};

/**
 * R11: a mail lies in quarantine, is scanned, and its files go the way of every upload, each scanned for itself; then it is
 * removed. The case's number says where they belong; what cannot be matched or taken stays for a person. Told twice, the
 * second does nothing new.
 */
export const takeMail = async (ports: Ports, { key, versionId, reasonCode }: ArrivedMail): Promise<MailOutcome> => {
  const [, first = '', second] = key.split('/');
  const mailId = `mail_${sha256Hex(second ?? first).slice(0, 26)}`;
  const holdUnmatched = async (code: string): Promise<MailOutcome> => {
    await ports.mail.hold({ mailId, reasonCode: code, since: ports.clock() });
    return { outcome: 'held', reasonCode: code };
  };
  if (reasonCode !== undefined) return holdUnmatched(reasonCode);
  const mail = await ports.mail.parse(await ports.documents.read('intake', key, versionId));
  const caseId = second === undefined ? referenceIn(mail) : first;
  if (caseId === undefined) return holdUnmatched('UNMATCHED');
  const file = await ports.cases.load(caseId);
  if (file.meta === undefined) return holdUnmatched('UNMATCHED');
  const kept = await takeFiles(ports, caseId, mailId, mail);
  if (kept !== undefined) {
    const now = await ports.cases.load(caseId);
    await perform(ports, caseId, 'holdMail', { mailId, reasonCode: kept }, asking(now, `${mailId}:held`));
    return { outcome: 'held', caseId, reasonCode: kept };
  }
  await ports.documents.remove('intake', key);
  await ports.mail.release(mailId);
  return { outcome: 'taken', caseId };
};
