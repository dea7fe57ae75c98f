import type { contactOperations } from '#functions/contracts/contacts-operations.ts';
import { admitTo } from '#functions/domain/access.ts';
import { namedIn, noticeText } from '#functions/domain/notice-text.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { aboutCase } from '#functions/usecases/act.ts';
import type { ActFor } from '#functions/usecases/act.ts';
import { officerNames } from '#functions/usecases/officer-facts.ts';
import type { Ports } from '#functions/usecases/ports.ts';

/** R9a: every message with the words of its version; only the borrower reads his name in it. */
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
      body: { ...aboutCase(file), items },
      etag: file.version,
      next: to < wanted.length ? String(to) : undefined,
    };
  };
