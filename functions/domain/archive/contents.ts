import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { guide } from '#functions/domain/archive/guide.ts';
import { historyOf } from '#functions/domain/archive/history.ts';
import type { Complaint } from '#functions/domain/complaints/complaint.ts';
import { complaintChainPath, complaintIdAt, generated } from '#functions/domain/archive/kept.ts';
import type { GeneratedPath } from '#functions/domain/archive/kept.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** A complaint with its reply, its words and its chain (R59-R62). */
export interface FrozenComplaint {
  readonly complaint: Complaint;
  readonly words: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
}

/** A case at the moment of its archiving. */
export interface Frozen {
  readonly file: CaseFile;
  readonly entries: readonly Entry[];
  /** The access log up to there (4.15, 17). */
  readonly reads: readonly Entry[];
  readonly complaints: readonly FrozenComplaint[];
  readonly policy: PolicyPack;
  readonly startedAt: string;
  /** When the case came to its end: terms are counted from there. */
  readonly closedAt: string;
  readonly packageId: string;
}

const parts = ({
  privates: _privates,
  contacts: _contacts,
  visits: _visits,
  appointments: _appointments,
  schedules: _schedules,
  payments: _payments,
  ...file
}: CaseFile) => file;

const json = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;

const lines = (entries: readonly Entry[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

const templatesOf = ({ agreements }: CaseFile): unknown => ({
  agreements: Object.values(agreements).map(({ agreementId, templateId, templateVersion, templateHash, language }) => ({
    agreementId,
    templateId,
    templateVersion,
    templateHash,
    language,
  })),
});

/** The content of each file that is made from the case (4.11). */
const contents: { readonly [Path in GeneratedPath]: (of: Frozen) => string | DocumentModel } = {
  'data/journal.jsonl': ({ entries }) => lines(entries),
  'data/access-log.jsonl': ({ reads }) => lines(reads),
  'data/history.pdf': ({ file, entries, startedAt }) => historyOf(file, entries, startedAt),
  'data/how-to-check.txt': () => guide,
  'data/case-file.json': ({ file }) => json(parts(file)),
  'data/schedules.json': ({ file }) => json(Object.values(file.schedules)),
  'data/payments.json': ({ file }) => json(Object.values(file.payments)),
  'data/contacts.json': ({ file: { contacts, appointments, visits } }) => json({ contacts, appointments, visits }),
  'data/complaints.json': ({ complaints }) => json(complaints.map(({ complaint, words }) => ({ complaint, words }))),
  // Digests of one-time codes prove nothing any more.
  'data/private.json': ({ file }) =>
    json(Object.fromEntries(Object.entries(file.privates).filter(([, { kind }]) => kind !== 'CODE'))),
  'data/policy-pack.json': ({ policy }) => json(policy),
  'data/templates.json': ({ file }) => json(templatesOf(file)),
  'data/retention.json': ({ policy }) => json(policy.archive),
};

/** What is read for a file besides the case itself: the journal of a long life is not replayed for what does not come from it. */
export interface Needs {
  readonly journal: boolean;
  readonly reads: boolean;
  /** Of which complaints; `all` of the case. */
  readonly complaints: 'all' | readonly string[];
}

const nothing: Needs = { journal: false, reads: false, complaints: [] };
const needsOfPath: { readonly [Path in GeneratedPath]: Needs } = {
  'data/journal.jsonl': { ...nothing, journal: true },
  'data/access-log.jsonl': { ...nothing, reads: true },
  'data/history.pdf': { ...nothing, journal: true },
  'data/how-to-check.txt': nothing,
  'data/case-file.json': { ...nothing, journal: true },
  'data/schedules.json': { ...nothing, journal: true },
  'data/payments.json': { ...nothing, journal: true },
  'data/contacts.json': { ...nothing, journal: true },
  'data/complaints.json': { ...nothing, complaints: 'all' },
  'data/private.json': nothing,
  'data/policy-pack.json': nothing,
  'data/templates.json': { ...nothing, journal: true },
  'data/retention.json': nothing,
};

const isGenerated = (path: string): path is GeneratedPath => Object.hasOwn(generated, path);

/** What one file is made of; a complaint's chain of that complaint alone. */
export const needsOf = (path: string): Needs =>
  isGenerated(path) ? needsOfPath[path] : { ...nothing, complaints: [complaintIdAt(path)] };

/** The words of a generated file, or the document that a renderer makes one from. */
export const contentOf = (of: Frozen, path: string): string | DocumentModel => {
  const chain = of.complaints.find(({ complaint }) => complaintChainPath(complaint.complaintId) === path);
  if (chain !== undefined) return lines(chain.entries);
  if (!isGenerated(path)) throw new Error('nothing is made under this path');
  return contents[path](of);
};
