import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { guide } from '#functions/domain/archive/guide.ts';
import { historyOf } from '#functions/domain/archive/history.ts';
import type { Kept, RetentionClass } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** A case at the moment of its archiving. */
export interface Frozen {
  readonly file: CaseFile;
  readonly entries: readonly Entry[];
  /** The access log up to there (4.15, 17). */
  readonly reads: readonly Entry[];
  readonly policy: PolicyPack;
  readonly startedAt: string;
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

interface Made {
  readonly kind: RetentionClass;
  readonly mediaType: string;
  readonly content: (of: Frozen) => string | DocumentModel;
}
const asJson = (kind: RetentionClass, content: (of: Frozen) => unknown): Made => ({
  kind,
  mediaType: 'application/json',
  content: (of) => json(content(of)),
});

/** What is made from the case, by path: one file for each retention class and question (4.11). */
const generated: Readonly<Record<string, Made>> = {
  'data/journal.jsonl': {
    kind: 'LEDGER',
    mediaType: 'application/jsonl',
    content: ({ entries }) => lines(entries),
  },
  'data/access-log.jsonl': { kind: 'LEDGER', mediaType: 'application/jsonl', content: ({ reads }) => lines(reads) },
  'data/history.pdf': {
    kind: 'LEDGER',
    mediaType: 'application/pdf',
    content: ({ file, entries, startedAt }) => historyOf(file, entries, startedAt),
  },
  'data/how-to-check.txt': { kind: 'LEDGER', mediaType: 'text/plain; charset=utf-8', content: () => guide },
  'data/case-file.json': asJson('LEDGER', ({ file }) => parts(file)),
  'data/schedules.json': asJson('LEDGER', ({ file }) => Object.values(file.schedules)),
  'data/payments.json': asJson('LEDGER', ({ file }) => Object.values(file.payments)),
  'data/contacts.json': asJson('CONTACT', ({ file: { contacts, appointments, visits } }) => ({
    contacts,
    appointments,
    visits,
  })),
  // Digests of one-time codes prove nothing any more.
  'data/private.json': asJson('IDENTITY', ({ file }) =>
    Object.fromEntries(Object.entries(file.privates).filter(([, { kind }]) => kind !== 'CODE')),
  ),
  'data/policy-pack.json': asJson('LEDGER', ({ policy }) => policy),
  'data/templates.json': asJson('LEDGER', ({ file }) => templatesOf(file)),
  'data/retention.json': asJson('LEDGER', ({ policy }) => policy.archive),
};

/** The words of a generated file, or the document that a renderer makes one from. */
export const contentOf = (of: Frozen, path: string): string | DocumentModel => {
  const made = generated[path];
  if (made === undefined) throw new Error('nothing is made under this path');
  return made.content(of);
};

const endings = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
} as const;

const classOf = ({ purpose }: Part<'documents'>): RetentionClass => {
  switch (purpose) {
    case 'PAPER':
      return 'IDENTITY';
    case 'SIGNED_ORIGINAL':
      return 'AGREEMENT';
    case 'RECORDING':
    case 'EVIDENCE':
      return 'EVIDENCE';
  }
};

const papers = (file: CaseFile): Kept[] =>
  Object.values(file.documents).flatMap((paper) =>
    paper.key === undefined
      ? []
      : [
          {
            path: `data/documents/${paper.documentId}.${endings[paper.mediaType]}`,
            source: 'DOCUMENT' as const,
            key: paper.key,
            ...(paper.sha256 === undefined ? {} : { sha256: paper.sha256 }),
            mediaType: paper.mediaType,
            retentionClass: classOf(paper),
          },
        ],
  );

const deed = (id: string, { key, sha256 }: { readonly key: string; readonly sha256: string }): Kept => ({
  path: `data/agreements/${id}.pdf`,
  source: 'DOCUMENT',
  key,
  sha256,
  mediaType: 'application/pdf',
  retentionClass: 'AGREEMENT',
});

type Stored = { readonly key: string; readonly sha256: string };
const copy = (id: string, { key, sha256 }: Stored): Kept => ({
  ...deed(id, { key, sha256 }),
  path: `data/agreements/${id}.json`,
  mediaType: 'application/json',
});

/** R38, C33: the text as it was shown, the terms for machines, the signed original, and the evidence of its signatures. */
const agreed = ({ agreementId: id, terms, sealed, ...text }: Part<'agreements'>): Kept[] => [
  deed(id, text),
  ...(terms === undefined ? [] : [copy(`${id}.terms`, terms)]),
  ...(sealed === undefined ? [] : [deed(`${id}.original`, sealed), copy(`${id}.evidence`, sealed.evidence)]),
];

const deeds = (file: CaseFile): Kept[] => [
  ...Object.values(file.agreements).flatMap(agreed),
  ...Object.values(file.adjustments).flatMap(({ amendment }) =>
    amendment === undefined ? [] : [deed(amendment.amendmentId, amendment)],
  ),
];

/** Everything that a package gets (4.11). What was never agreed is kept short as a whole (C35). */
export const whatIsKept = (file: CaseFile): readonly Kept[] => {
  const made = Object.entries(generated).map(([path, { kind, mediaType }]): Kept => ({
    path,
    source: 'GENERATED',
    mediaType,
    retentionClass: kind,
  }));
  const all = [...made, ...deeds(file), ...papers(file)];
  return hasLongRetention(file) ? all : all.map((kept) => ({ ...kept, retentionClass: 'SHORT' }));
};
