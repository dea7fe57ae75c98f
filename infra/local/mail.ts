import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { fail, say } from '#infra/local/say.ts';
import { stageTarget } from '#infra/local/stage-target.ts';

/** `npm run mail -- FILE.eml [--case CASE]`: raw MIME into the quarantine, as SES puts it there; `--case` is a person's word whose it is. */
const main = async (): Promise<void> => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { case: { type: 'string' } } });
  const [path] = positionals;
  if (path === undefined) throw new Error('say which: npm run mail -- FILE.eml [--case CASE]');
  const bytes = await readFile(path);
  const { settings, intakeBucket } = await stageTarget();
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 40);
  const key = values.case === undefined ? `mail/${name}` : `mail/${values.case}/${name}`;
  const client = new S3Client({ ...settings, forcePathStyle: true });
  await client.send(
    new PutObjectCommand({ Bucket: intakeBucket, Key: key, Body: bytes, ContentType: 'message/rfc822' }),
  );
  say(`The mail lies in quarantine as ${key}.`);
};

await main().catch(fail);
