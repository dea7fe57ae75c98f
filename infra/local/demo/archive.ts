import * as z from 'zod';
import { part, text } from '#infra/local/demo/reading.ts';
import type { Story } from '#infra/local/demo/teller.ts';

export interface Unpacked {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const Catalogue = z.array(z.object({ packageId: z.string() }));
const TagFiles = z.array(z.object({ path: z.string(), text: z.string() }));
const Objects = z.array(z.object({ objectId: z.string(), path: z.string() }));

const download = async (link: string): Promise<Uint8Array> => {
  const response = await fetch(link);
  if (!response.ok) throw new Error(`the link of an archived object answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/** Reads a sealed package as an auditor may: asked for with a reason, granted by a second person, one object after the other (R65). */
export const fetchPackage = async (story: Story, caseId: string): Promise<Unpacked[]> => {
  const { must, tell } = story;
  const [found] = Catalogue.parse((await must('auditor', 'GET', `/archive/packages?caseId=${caseId}`)).body['items']);
  if (found === undefined) throw new Error('the catalogue does not know the package');
  const path = `/archive/packages/${found.packageId}`;
  const shown = await must('auditor', 'GET', path);
  const objects = Objects.parse(shown.body['objects']);
  const [first] = objects;
  if (first === undefined) throw new Error('the package is empty');
  const at = '2027-07-01T02:00:00Z';
  await story.refused('AccessNotGranted', 'auditor', 'GET', `${path}/objects/${first.objectId}`, { at });
  const asked = await must('auditor', 'POST', `${path}/access-requests`, {
    at,
    body: { reason: 'Yearly audit of closed cases.' },
  });
  const requestId = text(part(asked.body, 'access'), 'requestId');
  await must('risk', 'POST', `${path}/access-requests/${requestId}/decision`, {
    at,
    ifMatch: asked.etag ?? 0,
    body: { decision: 'GRANT' },
  });
  tell(`13 Read by the auditor under a grant of the risk department: ${objects.length} objects`);
  const unpacked: Unpacked[] = [];
  for (const { objectId, path: name } of objects) {
    const { body } = await must('auditor', 'GET', `${path}/objects/${objectId}`, { at });
    unpacked.push({ path: name, bytes: await download(text(body, 'link')) });
  }
  const tagFiles = TagFiles.parse(shown.body['tagFiles']);
  return [...unpacked, ...tagFiles.map((file) => ({ path: file.path, bytes: new TextEncoder().encode(file.text) }))];
};
