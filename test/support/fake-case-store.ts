import { shardOf } from '#functions/adapters/dynamodb/keys.ts';
import { officersConcerned } from '#functions/domain/access.ts';
import { Entry } from '#functions/domain/journal.ts';
import { emptyFile, noParts } from '#functions/domain/model.ts';
import { privateKey } from '#functions/domain/private-items.ts';
import { UnappliedMoney } from '#functions/domain/money-parts.ts';
import type { PlacedPage } from '#functions/usecases/paged-ports.ts';
import type {
  CaseStore,
  CaseSummary,
  Leaving,
  RequestRecord,
  Save,
  SaveResult,
  WorkItem,
} from '#functions/usecases/ports.ts';
import { cellKeys, checked, isApart, summaryOf, uniqueKey, without } from '#test/support/fake-case-checks.ts';
import { byPlace, pageOf } from '#test/support/placed-pages.ts';
import type { Kept } from '#test/support/fake-case-checks.ts';

/** Everything that was saved, for tests that look behind the port. */
export interface FakeCaseStore extends CaseStore {
  readonly entries: (caseId: string) => readonly Entry[];
  readonly tokens: ReadonlyMap<string, string>;
  /** Of every stream with a journal. */
  readonly caseIds: () => readonly string[];
  readonly requests: Map<string, RequestRecord>;
  /** Another stream of the same table: its journal, due date and worklist lines. */
  readonly beside: (
    streamId: string,
    entries: readonly Entry[],
    kept: { readonly nextDueAt: string | undefined; readonly work: readonly WorkItem[] },
  ) => void;
  readonly forget: (streamId: string) => void;
  /** The same store as another agenda code recomputes it. */
  readonly builtAs: (agendaVersion: string) => FakeCaseStore;
}

/** The case store in memory, proved by the suite that also runs against DynamoDB. */
export const fakeCaseStore = (shards = 2): FakeCaseStore => {
  const cases = new Map<string, Kept>();
  const journals = new Map<string, Entry[]>();
  const claims = new Map<string, { caseId: string; paymentId: string; agreementId: string }>();
  const leftover = new Map<string, Leaving>();
  const requests = new Map<string, RequestRecord>();
  const cells = new Map<string, { caseId: string; appointmentId: string }>();
  const tokens = new Map<string, string>();
  const others = new Map<string, Kept>();

  const refused = ({ before, after, uniques, request }: Save): SaveResult | undefined => {
    if (request !== undefined && requests.has(`${request.caller}#${request.key}`)) return { outcome: 'repeated' };
    const isSeen = (cases.get(after.caseId)?.file.version ?? 0) === before.version;
    if (after.version !== before.version && !isSeen) return { outcome: 'conflict' };
    const unique = uniques.find((one) => {
      if (one.kind === 'UNAPPLIED') return leftover.get(one.paymentId)?.money.status !== 'UNAPPLIED';
      if (!isApart(one))
        return cellKeys(one)
          .flatMap((key) => cells.get(key) ?? [])
          .some((cell) => cell.caseId !== after.caseId || cell.appointmentId !== one.appointmentId);
      const claim = claims.get(uniqueKey(one));
      return claim !== undefined && (one.act === 'claim' || claim.caseId !== after.caseId);
    });
    return unique === undefined ? undefined : { outcome: 'taken', unique };
  };

  const keep = (save: Save): void => {
    const { after, before, entries, privates, nextDueAt, work } = save;
    checked(save);
    const stored = cases.get(after.caseId)?.file ?? before;
    const kept = Object.fromEntries(privates.map((item) => [privateKey(item), item]));
    cases.set(after.caseId, {
      file: { ...after, privates: { ...stored.privates, ...kept } },
      nextDueAt,
      work,
      agendaVersion: 'test',
    });
    journals.set(after.caseId, [...(journals.get(after.caseId) ?? []), ...entries]);
  };

  const list = <T>(
    pick: (kept: Kept) => readonly { place: string; line: T }[],
    limit: number,
    from?: string,
  ): PlacedPage<T> => pageOf([...cases.values(), ...others.values()].flatMap(pick).toSorted(byPlace), limit, from);

  /** `before` comes first in the order: by-state walks one shard after the other. */
  const summaries = (
    isWanted: (summary: CaseSummary) => boolean,
    limit: number,
    from?: string,
    before: (caseId: string) => string = () => '',
  ): PlacedPage<CaseSummary> =>
    list(
      (kept) => {
        if (others.has(kept.file.caseId)) return [];
        const line = summaryOf(kept);
        return isWanted(line) ? [{ place: `${before(line.caseId)}#${line.openedAt}#${line.caseId}`, line }] : [];
      },
      limit,
      from,
    );

  const store = (agendaVersion: string): FakeCaseStore => ({
    builtAs: store,
    load: async (caseId) => cases.get(caseId)?.file ?? emptyFile(caseId),
    save: async (save) => {
      const no = refused(save);
      if (no !== undefined) return no;
      const { after, before, uniques, request } = save;
      if (after.version !== before.version) keep(save);
      for (const unique of uniques) {
        if (unique.kind === 'UNAPPLIED') {
          const left = leftover.get(unique.paymentId);
          if (left === undefined) continue;
          const money = { ...left.money, status: 'MATCHED', caseId: after.caseId } as const;
          leftover.set(unique.paymentId, { ...left, money, work: [] });
          claims.set(`PAYMENT#${unique.sourceRef}`, {
            caseId: after.caseId,
            paymentId: unique.paymentId,
            agreementId: '',
          });
        } else if (!isApart(unique)) {
          const { appointmentId } = unique;
          for (const key of cellKeys(unique))
            if (unique.act === 'free') cells.delete(key);
            else cells.set(key, { caseId: after.caseId, appointmentId });
        } else if (unique.act === 'free') claims.delete(uniqueKey(unique));
        else
          claims.set(uniqueKey(unique), {
            caseId: after.caseId,
            paymentId: unique.kind === 'PAYMENT' ? unique.paymentId : '',
            agreementId: unique.kind === 'ORIGINAL' ? unique.agreementId : '',
          });
      }
      if (request !== undefined) requests.set(`${request.caller}#${request.key}`, request);
      return { outcome: 'saved' };
    },
    recompute: async (file, { nextDueAt, work }) => {
      const kept = cases.get(file.caseId);
      if (kept?.agendaVersion === agendaVersion) return 'current';
      if (kept?.file.version !== file.version) return 'conflict';
      cases.set(file.caseId, { ...kept, nextDueAt, work, agendaVersion });
      return 'saved';
    },
    purge: async (caseId, what) => {
      const kept = cases.get(caseId);
      if (kept === undefined) return;
      if (what === 'all') {
        journals.set(caseId, (journals.get(caseId) ?? []).slice(-1));
        for (const [name, claim] of claims) if (claim.caseId === caseId) claims.delete(name);
        for (const name of tokens.keys()) if (name.startsWith(`${caseId}#`)) tokens.delete(name);
        const { archives } = kept.file;
        cases.set(caseId, { ...kept, file: { ...kept.file, ...noParts(), archives, privates: {} } });
        return;
      }
      const file = without(kept.file, what);
      cases.set(caseId, { ...kept, file });
    },
    request: async (caller, key) => requests.get(`${caller}#${key}`),
    journal: async (caseId, afterSeq, limit) => {
      const rest = (journals.get(caseId) ?? []).filter(({ seq }) => seq > afterSeq);
      const items = rest.slice(0, limit);
      return { items, next: rest.length > limit ? items.at(-1)?.seq.toString() : undefined };
    },
    openCaseOf: async (borrowerId) => claims.get(`BORROWER#${borrowerId}`)?.caseId,
    paymentCase: async (sourceRef) => {
      const claim = claims.get(`PAYMENT#${sourceRef}`);
      return claim === undefined ? undefined : { caseId: claim.caseId || undefined, paymentId: claim.paymentId };
    },
    leaveUnapplied: async (leaving) => {
      const { money, entry, request } = leaving;
      if (request !== undefined && requests.has(`${request.caller}#${request.key}`)) return 'repeated';
      if (claims.has(`PAYMENT#${money.sourceRef}`)) return 'taken';
      UnappliedMoney.parse(money);
      claims.set(`PAYMENT#${money.sourceRef}`, { caseId: '', paymentId: money.paymentId, agreementId: '' });
      leftover.set(money.paymentId, leaving);
      journals.set(money.paymentId, [Entry.parse(entry)]);
      if (request !== undefined) requests.set(`${request.caller}#${request.key}`, request);
      return 'left';
    },
    unapplied: async (paymentId) => leftover.get(paymentId)?.money,
    originalOf: async (sha256) => {
      const claim = claims.get(`ORIGINAL#${sha256}`);
      return claim === undefined ? undefined : { caseId: claim.caseId, agreementId: claim.agreementId };
    },
    casesByBorrower: async (borrowerId, limit, from) => summaries((one) => one.borrowerId === borrowerId, limit, from),
    casesByState: async (state, limit, from) =>
      summaries(
        (one) => one.state === state,
        limit,
        from,
        (caseId) => String(shardOf(caseId, shards)),
      ),
    casesByOfficer: async (officerId, limit, from) =>
      summaries(
        ({ caseId }) => officersConcerned(cases.get(caseId)?.file ?? emptyFile(caseId)).has(officerId),
        limit,
        from,
      ),
    takenCells: async (officerId, fromDay, toDay) =>
      [...cells].flatMap(([key, owner]) => {
        const [officer = '', day = '', cell = ''] = key.split('#');
        return officer === officerId && day >= fromDay && day <= toDay ? [{ day, cell, ...owner }] : [];
      }),
    dueBefore: async (shard, instant, limit, from) =>
      list(
        ({ file: { caseId }, nextDueAt }) =>
          nextDueAt !== undefined && nextDueAt.slice(0, 19) <= instant.slice(0, 19) && shardOf(caseId, shards) === shard
            ? [{ place: `${nextDueAt}#${caseId}`, line: { caseId, nextDueAt } }]
            : [],
        limit,
        from,
      ),
    workOf: async (assignee, limit, from) => {
      const lines = [
        ...[...cases.values(), ...others.values()].map(({ file, work }) => ({
          id: file.caseId,
          caseId: file.caseId,
          work,
        })),
        ...[...leftover.values()].map(({ money, work }) => ({ id: money.paymentId, caseId: undefined, work })),
      ].flatMap(({ id, caseId, work }) =>
        work
          .filter((line) => line.assignee === assignee)
          .map((line) => ({ place: `${line.dueAt}#${id}#${line.kind}#${line.ref}`, line: { ...line, caseId } })),
      );
      return pageOf(lines.toSorted(byPlace), limit, from);
    },
    putToken: async (caseId, work, token) => void tokens.set(`${caseId}#${work}`, token),
    token: async (caseId, work) => tokens.get(`${caseId}#${work}`),
    dropToken: async (caseId, work, token) => {
      if (tokens.get(`${caseId}#${work}`) === token) tokens.delete(`${caseId}#${work}`);
    },
    entries: (caseId) => journals.get(caseId) ?? [],
    tokens,
    caseIds: () => [...cases.keys(), ...others.keys()],
    requests,
    beside: (streamId, entries, { nextDueAt, work }) => {
      others.set(streamId, { file: emptyFile(streamId), nextDueAt, work, agendaVersion: 'test' });
      journals.set(streamId, [...(journals.get(streamId) ?? []), ...entries]);
    },
    forget: (streamId) => {
      others.delete(streamId);
      journals.delete(streamId);
    },
  });
  return store('test');
};
