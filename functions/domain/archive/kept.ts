import type { Kept, RetentionClass } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';

interface Made {
  readonly kind: RetentionClass;
  readonly mediaType: string;
}
const json = (kind: RetentionClass): Made => ({ kind, mediaType: 'application/json' });

/** What is made from the case, by path: one file for each retention class and question (4.11). */
export const generated = {
  'data/journal.jsonl': { kind: 'LEDGER', mediaType: 'application/jsonl' },
  'data/access-log.jsonl': { kind: 'LEDGER', mediaType: 'application/jsonl' },
  'data/history.pdf': { kind: 'LEDGER', mediaType: 'application/pdf' },
  'data/how-to-check.txt': { kind: 'LEDGER', mediaType: 'text/plain; charset=utf-8' },
  'data/case-file.json': json('LEDGER'),
  'data/schedules.json': json('LEDGER'),
  'data/payments.json': json('LEDGER'),
  'data/contacts.json': json('CONTACT'),
  'data/complaints.json': json('CONTACT'),
  'data/private.json': json('IDENTITY'),
  'data/policy-pack.json': json('LEDGER'),
  'data/templates.json': json('LEDGER'),
  'data/retention.json': json('LEDGER'),
} as const satisfies Readonly<Record<string, Made>>;
export type GeneratedPath = keyof typeof generated;

const endings = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
} as const;

/** What was taken on a visit has the class that it was taken under; anything else that proves something goes with the contacts. */
const evidenceClass = (file: CaseFile, documentId: string): RetentionClass =>
  Object.values(file.visits)
    .flatMap(({ evidence = [] }) => evidence)
    .find((one) => one.documentId === documentId)?.retentionClass ?? 'CONTACT';

const classOf = (file: CaseFile, { purpose, documentId }: Part<'documents'>): RetentionClass => {
  switch (purpose) {
    case 'PAPER':
      return 'IDENTITY';
    case 'SIGNED_ORIGINAL':
      return 'AGREEMENT';
    case 'RECORDING':
      return 'RECORDING';
    case 'EVIDENCE':
      return evidenceClass(file, documentId);
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
            retentionClass: classOf(file, paper),
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

type Deed = Pick<Part<'agreements'>, 'agreementId' | 'key' | 'sha256' | 'terms' | 'sealed'>;

/** R38, C33: the text as it was shown, the terms for machines, the signed original, and the evidence of its signatures. */
const agreed = ({ agreementId: id, terms, sealed, ...text }: Deed): Kept[] => [
  deed(id, text),
  ...(terms === undefined ? [] : [copy(`${id}.terms`, terms)]),
  ...(sealed === undefined ? [] : [deed(`${id}.original`, sealed), copy(`${id}.evidence`, sealed.evidence)]),
];

const deeds = (file: CaseFile): Kept[] => [
  ...Object.values(file.agreements).flatMap(agreed),
  ...Object.values(file.adjustments).flatMap(({ amendment }) =>
    amendment === undefined ? [] : agreed({ agreementId: amendment.amendmentId, ...amendment }),
  ),
];

/** R55, R56, R58: what went out under the bank's seal. */
const letters = (file: CaseFile): Kept[] =>
  Object.values(file.letters).flatMap(({ letterId, sealed }) =>
    sealed === undefined
      ? []
      : [
          {
            path: `data/letters/${letterId}.pdf`,
            source: 'DOCUMENT' as const,
            key: sealed.key,
            sha256: sealed.sha256,
            mediaType: 'application/pdf',
            retentionClass: 'AGREEMENT' as const,
          },
        ],
  );

/** The chain of a complaint, checked like the journal. */
export const complaintChainPath = (complaintId: string): string => `data/complaints/${complaintId}.jsonl`;

/** The complaint whose chain lies under a path. */
export const complaintIdAt = (path: string): string => path.slice('data/complaints/'.length, -'.jsonl'.length);

const complaintChains = ({ complaints }: CaseFile): Kept[] =>
  Object.keys(complaints).map((complaintId) => ({
    path: complaintChainPath(complaintId),
    source: 'GENERATED',
    mediaType: 'application/jsonl',
    retentionClass: 'CONTACT',
  }));

/** Everything that a package gets (4.11). What was never agreed is kept short as a whole (C35). */
export const whatIsKept = (file: CaseFile): readonly Kept[] => {
  const made = Object.entries(generated).map(([path, { kind, mediaType }]): Kept => ({
    path,
    source: 'GENERATED',
    mediaType,
    retentionClass: kind,
  }));
  const all = [...made, ...complaintChains(file), ...deeds(file), ...letters(file), ...papers(file)];
  return hasLongRetention(file) ? all : all.map((kept) => ({ ...kept, retentionClass: 'SHORT' }));
};
