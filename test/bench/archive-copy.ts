import { s3Documents } from '#functions/adapters/s3/documents.ts';

/** The child of `archive-memory.ts`: copies objects and reads them back as the archiving tasks do, and says what it peaked at. */
const [count = '1', octets = '1', sha256 = ''] = process.argv.slice(2);
const documents = s3Documents(process.env);
for (let index = 0; index < Number(count); index += 1) {
  const key = `evidence-${index}-${octets}`;
  await documents.copy({ bucket: 'documents', key }, { bucket: 'archive', key }, { sha256, mediaType: 'audio/mp4' });
  const there = await documents.digest('archive', key);
  if (there.sha256 !== sha256) throw new Error('the copy is not the object');
}
process.stdout.write(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }));
