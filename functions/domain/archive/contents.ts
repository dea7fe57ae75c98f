import type { Kept, RetentionClass } from '#functions/domain/archive/package.ts';
import { hasLongRetention } from '#functions/domain/archive/retention.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile, Part } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** A case at the moment of its archiving. */
export interface Frozen {
  readonly file: CaseFile;
  readonly entries: readonly Entry[];
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

/** What is made from the case, by path: one file for each retention class and question (4.11). */
const generated: Readonly<
  Record<string, { readonly kind: RetentionClass; readonly content: (of: Frozen) => unknown }>
> = {
  'journal.json': { kind: 'LEDGER', content: ({ entries }) => entries },
  'case-file.json': { kind: 'LEDGER', content: ({ file }) => parts(file) },
  'schedules.json': { kind: 'LEDGER', content: ({ file }) => Object.values(file.schedules) },
  'payments.json': { kind: 'LEDGER', content: ({ file }) => Object.values(file.payments) },
  'contacts.json': {
    kind: 'CONTACT',
    content: ({ file: { contacts, appointments, visits } }) => ({ contacts, appointments, visits }),
  },
  'private.json': { kind: 'IDENTITY', content: ({ file }) => file.privates },
  'policy-pack.json': { kind: 'LEDGER', content: ({ policy }) => policy },
};

export const contentOf = (of: Frozen, path: string): Uint8Array => {
  const made = generated[path];
  if (made === undefined) throw new Error('nothing is made under this path');
  return Buffer.from(`${JSON.stringify(made.content(of), null, 2)}\n`, 'utf8');
};

const endings = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;

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
            path: `documents/${paper.documentId}.${endings[paper.mediaType]}`,
            source: 'DOCUMENT' as const,
            key: paper.key,
            ...(paper.sha256 === undefined ? {} : { sha256: paper.sha256 }),
            mediaType: paper.mediaType,
            retentionClass: classOf(paper),
          },
        ],
  );

const deed = (id: string, { key, sha256 }: { readonly key: string; readonly sha256: string }): Kept => ({
  path: `agreements/${id}.pdf`,
  source: 'DOCUMENT',
  key,
  sha256,
  mediaType: 'application/pdf',
  retentionClass: 'AGREEMENT',
});

const deeds = (file: CaseFile): Kept[] => [
  ...Object.values(file.agreements).map((agreement) => deed(agreement.agreementId, agreement)),
  ...Object.values(file.adjustments).flatMap(({ amendment }) =>
    amendment === undefined ? [] : [deed(amendment.amendmentId, amendment)],
  ),
];

/** Everything that a package gets (4.11). What was never agreed is kept short as a whole (C35). */
export const whatIsKept = (file: CaseFile): readonly Kept[] => {
  const made = Object.entries(generated).map(([path, { kind }]): Kept => ({
    path,
    source: 'GENERATED',
    mediaType: 'application/json',
    retentionClass: kind,
  }));
  const all = [...made, ...deeds(file), ...papers(file)];
  return hasLongRetention(file) ? all : all.map((kept) => ({ ...kept, retentionClass: 'SHORT' }));
};
