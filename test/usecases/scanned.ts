import * as z from 'zod';
import { part, text } from '#infra/local/demo/reading.ts';
import { tinyPdf } from '#infra/local/demo/tiny-pdf.ts';
import type { Life } from '#test/usecases/life-in-process.ts';

/** What an officer scans at the counter; the document's id. */
export const scanned = async (
  { life, caseId }: { readonly life: Pick<Life, 'story' | 'upload'>; readonly caseId: string },
  at: string,
  purpose: string,
  words: string,
): Promise<string> => {
  const bytes = tinyPdf(words);
  const asked = await life.story.must('officer', 'POST', `/cases/${caseId}/uploads`, {
    at,
    body: { purpose, channel: 'COUNTER', mediaType: 'application/pdf', sizeBytes: bytes.byteLength },
  });
  const upload = z.object({ fields: z.record(z.string(), z.string()) }).parse(asked.body['upload']);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.from(bytes)], { type: 'application/pdf' }));
  await life.upload(form);
  return text(part(asked.body, 'document'), 'documentId');
};
