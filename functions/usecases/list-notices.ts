import type { contactOperations } from '#functions/contracts/contacts-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import type { Role } from '#functions/domain/actor.ts';
import { certificateOf } from '#functions/domain/letters/letters.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { namedIn, noticeText } from '#functions/domain/notice-text.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { officerNames } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** Who reads letters; an auditor knows of them by their hash. */
const readers: readonly Role[] = ['borrower', 'agent', 'officer', 'supervisor', 'risk'];

/** Each with a link that lasts minutes, once it lies sealed; a certificate that holds no more is handed to nobody (4.15, 11). */
const shownLetters = async (ports: Ports, file: CaseFile, role: Role) =>
  Promise.all(
    Object.values(file.letters).map(async ({ sealed, ...letter }) => {
      if (sealed === undefined) return letter;
      const { key, versionId, sha256, sizeBytes } = sealed;
      const isRevoked = letter.kind === 'SETTLEMENT_CERTIFICATE' && certificateOf(file)?.letterId !== letter.letterId;
      const link =
        readers.includes(role) && !isRevoked
          ? { link: await ports.documents.presignDownload('documents', key, versionId) }
          : {};
      return { ...letter, sealed: { sha256, sizeBytes }, ...link };
    }),
  );

/** R9a: every message with the words of its version; only the borrower reads his name in it; and the letters under the bank's seal. */
export const listNotices =
  (ports: Ports): ActFor<typeof contactOperations.listNotices> =>
  async ({ params, query, principal }) => {
    const file = await ports.cases.load(params.caseId);
    admitTo(principal)(file);
    const policy = packOf(file.policy.jurisdiction, file.policy.version);
    const wanted = Object.values(file.notices).filter(
      ({ kind, status, officerId }) =>
        kind === (query.kind ?? kind) &&
        status === (query.status ?? status) &&
        // What goes to colleagues is nobody's message to the borrower.
        (officerId === undefined || principal.role !== 'borrower'),
    );
    const from = Number(query.cursor ?? '0');
    const to = from + query.limit;
    const shown = wanted.slice(from, to);
    const names = await officerNames(ports, [...new Set(shown.flatMap((notice) => namedIn(file, notice)))]);
    const reader = principal.role === 'borrower' ? file : { ...file, privates: {} };
    const items = shown.map((notice) => ({ ...notice, ...noticeText(reader, policy, notice, names) }));
    return {
      body: { ...aboutCase(file), items, letters: await shownLetters(ports, file, principal.role) },
      etag: file.version,
      next: to < wanted.length ? String(to) : undefined,
    };
  };
