import * as z from 'zod';
import { part, text } from '#infra/local/demo/reading.ts';
import type { Story } from '#infra/local/demo/teller.ts';

/** Who signs and speaks for the borrower: himself, by his own token. */
const borrower = 'borrower';

/** The borrower has the code of his text sent to his telephone, and signs with it (C33). */
export const signByCode = async (
  story: Story,
  { caseId, path, at, phone }: { caseId: string; path: string; at: string; phone: string },
  body: Readonly<Record<string, unknown>> & { readonly sha256: string; readonly amendmentId?: string | undefined },
): Promise<void> => {
  const { sha256, amendmentId } = body;
  await story.must(borrower, 'POST', `${path}/signing-codes`, {
    at,
    body: { sha256, contactPointId: 'phone-1', ...(amendmentId === undefined ? {} : { amendmentId }) },
  });
  const code = /\b\d{6}\b/u.exec(await story.lastMessage(phone))?.[0];
  await story.must(borrower, 'POST', `${path}/signatures`, {
    at,
    latestOf: caseId,
    body: { ...body, code },
  });
};

export interface Signed {
  readonly agreementId: string;
  /** The signed electronic original, as the borrower has taken it. */
  readonly pdf: Uint8Array;
}

const download = async (link: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(link)).arrayBuffer());

/** The agreement as PDF, signed by both, an original on each side: the case is active (R34-R38). */
export const agree = async (
  story: Story,
  caseId: string,
  at: string,
  language: string,
  phone: string,
  takeOriginal = download,
): Promise<Signed> => {
  const drawn = await story.must('officer', 'POST', `/cases/${caseId}/agreements`, {
    at,
    body: { language, form: 'ELECTRONIC' },
  });
  const agreement = part(drawn.body, 'agreement');
  const agreementId = text(agreement, 'agreementId');
  const sha256 = text(agreement, 'sha256');
  const path = `/cases/${caseId}/agreements/${agreementId}`;
  await story.must(borrower, 'GET', path);
  const keyTerms = z.array(z.string()).parse(agreement['keyTerms']);
  const asBorrower = (over: Readonly<Record<string, unknown>>) => ({
    at,
    latestOf: caseId,
    body: { sha256, ...over },
  });
  const withoutOne = asBorrower({ acknowledged: keyTerms.slice(1) });
  await story.refused('KeyTermsUnacknowledged', borrower, 'POST', `${path}/signatures`, withoutOne);
  const withoutCode = asBorrower({ acknowledged: keyTerms });
  await story.refused('SignatureNotReliable', borrower, 'POST', `${path}/signatures`, withoutCode);
  await signByCode(story, { caseId, path, at, phone }, { sha256, acknowledged: keyTerms });
  await story.must('officer', 'POST', `${path}/signatures`, asBorrower({ acknowledged: [] }));
  const taken = await story.must(borrower, 'POST', `${path}/original-downloads`, { at });
  const original = part(taken.body, 'original');
  const checked = await story.must('auditor', 'POST', '/agreements/verify', { body: { sha256: original['sha256'] } });
  story.tell(`   a signed original, says verifyAgreement: ${JSON.stringify(checked.body)}`);
  return { agreementId, pdf: await takeOriginal(text(original, 'link')) };
};
