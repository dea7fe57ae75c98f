import type { Story } from '#infra/local/demo/teller.ts';
import { versionOf } from '#infra/local/demo/teller.ts';

/** One act that a straight life has no room for. */
export interface SideAct {
  readonly role: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After `/cases/{caseId}`, or whole with a leading `!`. */
  readonly path: string;
  readonly at: string;
  readonly body?: unknown;
  readonly ifMatch?: true;
  /** Where the version is read that the act is decided on: of the case, unless it says so here. */
  readonly ofWhat?: string;
  /** What the acts after it call an id of the answer: name → path in the answer, such as `hold.holdId`. */
  readonly keeps?: Readonly<Record<string, string>>;
}

/** Acts one upon the other. */
export type SideStory = readonly SideAct[];

/** Puts ids for names in braces, in paths and bodies. */
const filled = (value: string, ids: Readonly<Record<string, string>>): string =>
  value.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole);

const valueAt = (body: unknown, path: string): string => {
  const value = path
    .split('.')
    .reduce<unknown>((inside, name) => (inside instanceof Object ? Reflect.get(inside, name) : undefined), body);
  if (typeof value !== 'string') throw new Error(`the answer has no ${path}`);
  return value;
};

/** Does one of them; gives the ids that it keeps. */
export const doSideAct = async (
  story: Story,
  caseId: string,
  { role, method, path, at, body, ifMatch, ofWhat, keeps = {} }: SideAct,
  ids: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> => {
  const known = { ...ids, caseId };
  const given: unknown = body === undefined ? undefined : JSON.parse(filled(JSON.stringify(body), known));
  const whole = path.startsWith('!') ? path.slice(1) : `/cases/${caseId}${path}`;
  const read = async (): Promise<number> => {
    if (ofWhat === undefined) return versionOf(story, caseId);
    return (await story.must('risk', 'GET', filled(ofWhat, known), { at })).etag ?? 0;
  };
  const answer = await story.must(role, method, filled(whole, known), {
    at,
    ...(given === undefined ? {} : { body: given }),
    ...(ifMatch === true ? { ifMatch: await read() } : {}),
  });
  return Object.fromEntries(Object.entries(keeps).map(([name, where]) => [name, valueAt(answer.body, where)]));
};
