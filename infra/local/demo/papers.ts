import * as z from 'zod';
import { part, text } from '#infra/local/demo/reading.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';

/** A paper as its owner sends it: asked for, then uploaded to the intake bucket. */
export const sendPaper = async (
  story: Story,
  caseId: string,
  documentClass: string,
  at: string,
  as = 'borrower',
): Promise<string> => {
  const bytes = tinyPdf(`${documentClass} ${caseId}`);
  const asked = await story.must(as, 'POST', `/cases/${caseId}/uploads`, {
    at,
    body: {
      purpose: 'PAPER',
      documentClass,
      mediaType: 'application/pdf',
      sizeBytes: bytes.byteLength,
      issuedOn: at.slice(0, 10),
      validUntil: '2035-12-31',
    },
  });
  const documentId = text(part(asked.body, 'document'), 'documentId');
  const upload = z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }).parse(asked.body['upload']);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }));
  const sent = await fetch(upload.url, { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`the upload was refused: ${sent.status} ${await sent.text()}`);
  return documentId;
};

/** One paper: sent, checked and copied by the service, accepted by a clerk (R10-R13). */
const handIn = async (
  story: Story,
  caseId: string,
  documentClass: string,
  at: string,
  as = 'borrower',
): Promise<void> => {
  const documentId = await sendPaper(story, caseId, documentClass, at, as);
  await received(story, caseId, documentId);
  await story.must('agent', 'POST', `/cases/${caseId}/documents/${documentId}/review`, {
    at,
    latestOf: caseId,
    body: { decision: 'ACCEPT' },
  });
};

/** Waits until the service has taken the file over from the intake bucket; half a minute, because a busy machine may be slow. */
export const received = async (story: Story, caseId: string, documentId: string): Promise<void> => {
  for (let poll = 0; poll < 300; poll += 1) {
    const { body } = await story.must('agent', 'GET', `/cases/${caseId}/documents?limit=100`);
    const papers = z.array(z.object({ documentId: z.string(), status: z.string() })).parse(body['items']);
    const status = papers.find((one) => one.documentId === documentId)?.status;
    if (status === 'RECEIVED') return;
    if (status !== 'REQUESTED') throw new Error(`the paper ${documentId} became ${status ?? 'nothing'}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the paper ${documentId} did not arrive within 30 s`);
};

export const papers = async (story: Story, caseId: string, at: string, as = 'borrower'): Promise<void> => {
  for (const documentClass of ['ID', 'RESIDENCE', 'INCOME_OR_ASSET'])
    await handIn(story, caseId, documentClass, at, as);
};
