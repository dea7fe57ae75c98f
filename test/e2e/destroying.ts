import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { folderOf, packageIdOf } from '#functions/domain/archive/package.ts';
import type { Service } from '#infra/local/api-client.ts';
import { passTime, untilState } from '#infra/local/demo/second-half.ts';
import type { Story } from '#infra/local/demo/teller.ts';
import { clientSettings } from '#infra/local/people.ts';

const Open = z.array(z.looseObject({ appraisalId: z.string(), decided: z.string().optional() }));

/** R66: after the last term two people of risk say the same of each appraisal, until nothing is left. */
export const destroyByTwo = async (story: Story, caseId: string, at: string): Promise<void> => {
  const path = `/archive/packages/${packageIdOf(caseId)}`;
  await passTime(story, caseId, at);
  for (;;) {
    const { body } = await story.must('risk', 'GET', path, { at });
    const open = Open.parse(body['appraisals']).filter(({ decided }) => decided === undefined);
    if (open.length === 0) break;
    for (const role of ['risk', 'risk2'])
      await story.must(role, 'POST', `${path}/retention-decision`, {
        at,
        latestOf: caseId,
        body: { decision: 'DESTROY', reason: 'the term has ended' },
      });
    // Quiet again: while a class is being destroyed nobody sees the package.
    await passTime(story, caseId, at);
  }
  await untilState(story, caseId, 'DESTROYED');
};

/** What S3 says when somebody with every right of the account tries to take versions of the package away. */
export const deletionsOf = async ({ awsEndpointUrl, buckets }: Service, caseId: string): Promise<string[]> => {
  const client = new S3Client({ ...clientSettings(awsEndpointUrl), forcePathStyle: true });
  const Bucket = buckets['archive'];
  const { Versions = [] } = await client.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: folderOf(packageIdOf(caseId)) }),
  );
  return Promise.all(
    Versions.map(async ({ Key, VersionId }) => {
      try {
        await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
        return 'deleted';
      } catch (fault) {
        return fault instanceof Error ? fault.name : 'fault';
      }
    }),
  );
};
