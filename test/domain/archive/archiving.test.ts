import { describe, expect, test } from 'vitest';
import { apply } from '#functions/domain/apply.ts';
import { decideArchiveAccess, mayRead, requestArchiveAccess } from '#functions/domain/archive/access.ts';
import { archiveFrom, sealArchive, startArchive, verifyArchive } from '#functions/domain/archive/archiving.ts';
import { caseIdOf, objectIdOf, packageIdOf } from '#functions/domain/archive/package.ts';
import { retainUntil } from '#functions/domain/archive/retention.ts';
import { contentOf } from '#functions/domain/archive/contents.ts';
import { whatIsKept } from '#functions/domain/archive/kept.ts';
import type { Context, Decision } from '#functions/domain/decision.ts';
import { emptyFile } from '#functions/domain/model.ts';
import type { Role } from '#functions/domain/actor.ts';
import type { CaseFile, CaseState, Part } from '#functions/domain/model.ts';
import { activeCase } from '#test/support/agreed-stories.ts';
import { packOf } from '#functions/domain/policy/packs.ts';

const caseId = 'case_0123456789abcdefghjkmnpqrs';
const packageId = packageIdOf(caseId);
const ended = '2027-01-31T09:00:00Z';
const monthLater = '2027-03-02T00:00:00Z';

const at = (asOf: string, id = 'system', role: Role = 'system'): Context => {
  let count = 0;
  return {
    asOf,
    actor: { id, role },
    requestId: 'request',
    policy: packOf('CN'),
    newId: (prefix) => {
      count += 1;
      return `${prefix}_${id}_${count}`;
    },
  };
};

const { consents, contacts, documents, visits, assessments, proposals, agreements, schedules } = activeCase();
const whatAPackageMustContain = {
  consents,
  contacts,
  documents,
  visits,
  assessments,
  proposals,
  agreements,
  schedules,
};

const anEndedCase = (status: CaseState = { state: 'SETTLED', since: ended, agreementId: 'agreement_1' }): CaseFile => ({
  ...emptyFile(caseId),
  ...whatAPackageMustContain,
  version: 40,
  status,
  policy: { jurisdiction: 'CN', version: packOf('CN').version },
  meta: {
    borrowerId: 'b-1',
    branch: 'east',
    region: 'sea',
    language: 'zh-Hans',
    timezone: 'Asia/Shanghai',
    openedAt: '2026-01-05T01:00:00Z',
  },
  privates: { 'SALT#salt': { kind: 'SALT', id: 'salt', salt: 'a'.repeat(64) } },
});

const after = (file: CaseFile, { events, privates = [] }: Decision, asOf: string): CaseFile => ({
  ...events.reduce((next, event) => apply(next, event, { asOf }), file),
  privates: privates.reduce((all, item) => ({ ...all, [`${item.kind}#${item.id}`]: item }), file.privates),
});

const frozen = (file = anEndedCase()): CaseFile => after(file, startArchive(file, {}, at(monthLater)), monthLater);
const seal = {
  packageId,
  manifestKey: `packages/${packageId}/tagmanifest-sha256.txt`,
  manifestVersionId: 'v1',
  manifestSha256: 'b'.repeat(64),
  signatureKey: `packages/${packageId}/tagmanifest-sha256.txt.jws`,
  objectCount: 9,
};
const sealedCase = (): CaseFile => after(frozen(), sealArchive(frozen(), seal, at(monthLater)), monthLater);
const archived = (): CaseFile =>
  after(sealedCase(), verifyArchive(sealedCase(), { packageId, damaged: 0 }, at(monthLater)), monthLater);
const holdOf = (kind: Part<'holds'>['kind'], blocks: Part<'holds'>['blocks'] = []): CaseFile['holds'] => ({
  hold_1: { holdId: 'hold_1', kind, blocks, placedBy: 'r-1', placedAt: ended },
});

test('a package is found by its case and leads back to it', () => {
  expect(caseIdOf(packageId)).toBe(caseId);
  expect(caseIdOf('other')).toBeUndefined();
});

describe('freezing', () => {
  test('R63: a settled case is frozen thirty local days after its end, not a second earlier', () => {
    expect(archiveFrom(anEndedCase(), packOf('CN'))).toBe('2027-03-01T16:00:00.000Z');
    expect(() => startArchive(anEndedCase(), {}, at('2027-03-01T15:59:59Z'))).toThrow(
      expect.objectContaining({
        code: 'StateForbids',
        facts: expect.objectContaining({ earliest: '2027-03-01T16:00:00.000Z' }),
      }),
    );
    expect(startArchive(anEndedCase(), {}, at('2027-03-01T16:00:00Z')).events).toMatchObject([
      { event: 'ArchiveStarted', data: { archive: { packageId } } },
    ]);
  });

  test.each(['COMPLAINT_HOLD', 'DISPUTE_HOLD'] as const)('R63: an open %s keeps a case out of the archive', (kind) => {
    expect(() => startArchive({ ...anEndedCase(), holds: holdOf(kind) }, {}, at(monthLater))).toThrow(
      expect.objectContaining({ code: 'OnHold' }),
    );
  });

  test('R63: whatever blocks archiving blocks it, a legal hold does not', () => {
    expect(() =>
      startArchive({ ...anEndedCase(), holds: holdOf('SAFETY_HOLD', ['ARCHIVE']) }, {}, at(monthLater)),
    ).toThrow(expect.objectContaining({ code: 'OnHold' }));
    expect(
      startArchive({ ...anEndedCase(), holds: holdOf('LEGAL_HOLD', ['DELETE']) }, {}, at(monthLater)).events,
    ).toHaveLength(1);
  });

  test('R63: a running case is not archived', () => {
    expect(() =>
      startArchive(anEndedCase({ state: 'ACTIVE', since: ended, agreementId: 'agreement_1' }), {}, at(monthLater)),
    ).toThrow(expect.objectContaining({ code: 'StateForbids' }));
  });

  test('freezing again does nothing, and the case remembers as what it ended', () => {
    const file = frozen();
    expect(file.meta?.endedAs).toBe('SETTLED');
    expect(startArchive(file, {}, at(monthLater)).events).toEqual([]);
    expect(startArchive(archived(), {}, at(monthLater)).events).toEqual([]);
  });
});

describe('sealing and verifying', () => {
  test('R64: a sealed package keeps its manifest; sealing the same again does nothing, another manifest is refused', () => {
    const file = sealedCase();
    expect(file.archives[packageId]).toMatchObject({
      manifestSha256: seal.manifestSha256,
      sealedAt: monthLater,
      retainUntil: '2037-01-31',
    });
    expect(sealArchive(file, seal, at(monthLater)).events).toEqual([]);
    expect(() => sealArchive(file, { ...seal, manifestSha256: 'c'.repeat(64) }, at(monthLater))).toThrow(
      expect.objectContaining({ code: 'StateForbids' }),
    );
  });

  test('R64: only a sealed package is verified; then the case is archived, once', () => {
    expect(() => verifyArchive(frozen(), { packageId, damaged: 0 }, at(monthLater))).toThrow(
      expect.objectContaining({ code: 'StateForbids' }),
    );
    expect(archived().status).toMatchObject({ state: 'ARCHIVED', packageId });
    expect(verifyArchive(archived(), { packageId, damaged: 0 }, at(monthLater)).events).toEqual([]);
  });

  test('R64: damage is journalled and leaves the case frozen', () => {
    const decision = verifyArchive(sealedCase(), { packageId, damaged: 2 }, at(monthLater));
    expect(decision.events).toMatchObject([{ event: 'ArchiveDamaged' }]);
    expect(after(sealedCase(), decision, monthLater).status.state).toBe('ARCHIVING');
  });
});

describe('retention', () => {
  test('R66: each class is kept for its time, counted from the day on which the case ended', () => {
    const file = frozen();
    expect(retainUntil(file, packOf('CN'), 'LEDGER', ended)).toBe('2037-01-31');
    expect(retainUntil(file, packOf('CN'), 'CONTACT', ended)).toBe('2032-01-31');
    expect(retainUntil(file, packOf('CN'), 'RECORDING', ended)).toBe('2032-01-31');
    expect(retainUntil(file, packOf('CN'), 'EVIDENCE', ended)).toBe('2029-01-31');
  });

  test('R66: a declined case is kept ninety days as a whole', () => {
    const file = frozen(anEndedCase({ state: 'DECLINED', since: ended }));
    expect(whatIsKept(file).every(({ retentionClass }) => retentionClass === 'SHORT')).toBe(true);
    expect(retainUntil(file, packOf('CN'), 'LEDGER', ended)).toBe('2027-05-01');
  });
});

describe('contents', () => {
  const paper: Part<'documents'> = {
    documentId: 'doc_1',
    purpose: 'PAPER',
    channel: 'UPLOAD',
    mediaType: 'image/png',
    status: 'ACCEPTED',
    requestedAt: ended,
    key: 'cases/x/doc_1',
    sha256: 'd'.repeat(64),
  };

  test('R64: a package has the journal, the file, the money, the contacts, private words, the pack and every stored paper', () => {
    const { key: _, ...requested } = paper;
    const kept = whatIsKept({ ...frozen(), documents: { doc_1: paper, doc_2: { ...requested, documentId: 'doc_2' } } });
    const paths = kept.map(({ path }) => path);
    for (const name of [
      'journal.jsonl',
      'history.pdf',
      'how-to-check.txt',
      'case-file.json',
      'schedules.json',
      'payments.json',
      'contacts.json',
      'private.json',
      'policy-pack.json',
      'templates.json',
      'retention.json',
      'documents/doc_1.png',
    ])
      expect(paths).toContain(`data/${name}`);
    expect(paths).not.toContain('data/documents/doc_2.png');
    expect(new Set(kept.map(({ path }) => objectIdOf(path))).size).toBe(kept.length);
  });

  test('what is made from the case is the same bytes every time, and words somebody wrote are in one file only', () => {
    const file = { ...frozen(), privates: { 'TEXT#t': { kind: 'TEXT' as const, id: 't', text: 'marked words' } } };
    const of = {
      file,
      entries: [],
      reads: [],
      complaints: [],
      policy: packOf('CN'),
      startedAt: monthLater,
      closedAt: ended,
      packageId,
    };
    for (const { path, source } of whatIsKept(file)) {
      if (source === 'DOCUMENT') continue;
      const text = JSON.stringify(contentOf(of, path));
      expect(JSON.stringify(contentOf(of, path))).toBe(text);
      expect(text.includes('marked words')).toBe(path === 'data/private.json');
    }
  });
});

describe('access', () => {
  const asked = (): CaseFile =>
    after(
      archived(),
      requestArchiveAccess(
        archived(),
        { packageId, reason: 'court order' },
        at('2027-06-01T02:00:00Z', 'auditor-1', 'auditor'),
      ),
      '2027-06-01T02:00:00Z',
    );
  const requestId = 'access_auditor-1_1';
  const decidedBy = (id: string, decision: 'GRANT' | 'REFUSE', reason?: string): Decision =>
    decideArchiveAccess(asked(), { packageId, requestId, decision, reason }, at('2027-06-01T03:00:00Z', id, 'risk'));

  test('R65: a request without a reason is refused, and the reason is not in the journal', () => {
    expect(() => requestArchiveAccess(archived(), { packageId, reason: '  ' }, at(monthLater))).toThrow(
      expect.objectContaining({ code: 'ReasonMissing' }),
    );
    const decision = requestArchiveAccess(archived(), { packageId, reason: 'court order' }, at(monthLater));
    expect(JSON.stringify(decision.events)).not.toContain('court');
  });

  test('R65: nobody grants himself access', () => {
    expect(() => decidedBy('auditor-1', 'GRANT')).toThrow(expect.objectContaining({ code: 'FourEyesViolated' }));
  });

  test('R65: a grant holds for the days of the pack, for the one who asked', () => {
    const archive = after(asked(), decidedBy('risk-1', 'GRANT'), '2027-06-01T03:00:00Z').archives[packageId];
    if (archive === undefined) throw new Error('no archive');
    expect(() => mayRead(archive, 'auditor-1', '2027-06-08T15:59:59Z')).not.toThrow();
    expect(() => mayRead(archive, 'auditor-1', '2027-06-08T16:00:00Z')).toThrow(
      expect.objectContaining({ code: 'AccessExpired' }),
    );
    expect(() => mayRead(archive, 'auditor-2', '2027-06-02T00:00:00Z')).toThrow(
      expect.objectContaining({ code: 'AccessNotGranted' }),
    );
  });

  test('R65: a refusal has a reason, and a request is decided once', () => {
    expect(() => decidedBy('risk-1', 'REFUSE')).toThrow(expect.objectContaining({ code: 'ReasonMissing' }));
    const refused = after(asked(), decidedBy('risk-1', 'REFUSE', 'no need'), '2027-06-01T03:00:00Z');
    expect(() =>
      decideArchiveAccess(
        refused,
        { packageId, requestId, decision: 'GRANT' },
        at('2027-06-01T04:00:00Z', 'risk-2', 'risk'),
      ),
    ).toThrow(expect.objectContaining({ code: 'StateForbids' }));
  });
});
