import { expect, test } from 'vitest';
import { caseOperations } from '#functions/contracts/cases-operations.ts';
import { agenda } from '#functions/domain/agenda.ts';
import { Inventory } from '#functions/domain/archive/package.ts';
import { decide } from '#functions/domain/decide.ts';
import { workItems } from '#functions/domain/work.ts';
import { listJournal } from '#functions/usecases/read-journal.ts';
import * as archiving from '#functions/usecases/workflows/archiving.ts';
import type { FakePorts } from '#test/support/fake-ports.ts';
import { machinesInProcess } from '#test/usecases/machines-in-process.ts';
import {
  aCancelledCase,
  aSettledCase,
  bytesAt,
  caseId,
  folder,
  jsonAt,
  packageId,
  work,
} from '#test/usecases/packing.ts';
import { allEnd, archived, by, contactsEnd, inFolder, namesOf, pack, risk1, risk2 } from '#test/usecases/retaining.ts';

test('R66: a legal hold is placed on somebody’s authority and with a reason, stands on every object, and is lifted with a reason', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  const day = '2027-06-01T02:00:00Z';
  await expect(by(ports, risk1, day).hold(true, { authority: 'High Court 12/2027' })).rejects.toMatchObject({
    code: 'ReasonMissing',
  });
  await expect(by(ports, risk1, day).hold(true, { reason: 'law suit' })).rejects.toMatchObject({
    code: 'ReasonMissing',
  });
  await by(ports, risk1, day).hold(true, { authority: 'High Court 12/2027', reason: 'law suit' });
  await machines.settle();
  expect(inFolder(ports).every(([, { held }]) => held)).toBe(true);
  expect(JSON.stringify(ports.cases.entries(caseId))).not.toContain('High Court');
  await by(ports, risk1, day).hold(true, { authority: 'High Court 12/2027', reason: 'law suit' });
  expect(namesOf(ports).filter((name) => name === 'LegalHoldPlaced')).toHaveLength(1);
  await by(ports, risk2, day).hold(false, { reason: 'settled' });
  await machines.settle();
  expect(inFolder(ports).some(([, { held }]) => held)).toBe(false);
  expect(namesOf(ports).at(-1)).toBe('LegalHoldLifted');
});

test('R66: while a legal hold stands nothing is appraised or destroyed, and the hold is looked at every year', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await by(ports, risk1, '2031-06-01T02:00:00Z').hold(true, { authority: 'Court', reason: 'law suit' });
  await machines.sweep('2032-06-01T09:00:00Z');
  const file = await ports.cases.load(caseId);
  expect(namesOf(ports)).not.toContain('AppraisalDrawnUp');
  expect(workItems(file, pack).map(({ kind }) => kind)).toContain('LEGAL_HOLD_REVIEW');
  expect(
    agenda(file, pack)
      .find(({ kind }) => kind === 'LEGAL_HOLD_REVIEW')
      ?.dueAt.slice(0, 10),
  ).toBe('2033-06-01');
  await expect(by(ports, risk1, '2032-06-02T02:00:00Z').retention('DESTROY')).rejects.toMatchObject({
    code: 'AppraisalMissing',
  });
});

test('R66: nothing is decided before the term has ended and the appraisal is drawn up, or without a reason', async () => {
  const ports = await archived(aSettledCase);
  await expect(by(ports, risk1, '2031-01-01T02:00:00Z').retention('DESTROY')).rejects.toMatchObject({
    code: 'RetentionRunning',
    facts: { earliest: '2032-02-01' },
  });
  await expect(by(ports, risk1, contactsEnd).retention('DESTROY')).rejects.toMatchObject({ code: 'AppraisalMissing' });
  await machinesInProcess(ports).sweep(contactsEnd);
  await expect(by(ports, risk1, contactsEnd).retention('DESTROY', { reason: ' ' })).rejects.toMatchObject({
    code: 'ReasonMissing',
  });
});

test('R66: a class is destroyed when two people have said so; the package stays valid without it', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep(contactsEnd);
  expect(workItems(await ports.cases.load(caseId), pack)).toContainEqual(
    expect.objectContaining({ kind: 'DECIDE_RETENTION' }),
  );
  await by(ports, risk1, contactsEnd).retention('DESTROY');
  expect(namesOf(ports).at(-1)).toBe('RetentionDecisionProposed');
  await expect(by(ports, risk1, contactsEnd).retention('DESTROY')).rejects.toMatchObject({ code: 'FourEyesViolated' });
  await by(ports, risk2, contactsEnd).retention('DESTROY');
  expect(namesOf(ports).at(-1)).toBe('DestructionApproved');
  await machines.settle();
  const file = await ports.cases.load(caseId);
  expect(namesOf(ports).at(-1)).toBe('Destroyed');
  expect(file.status.state).toBe('ARCHIVED');
  expect([Object.keys(file.contacts), Object.keys(file.visits), Object.keys(file.appointments)]).toEqual([[], [], []]);
  expect(file.privates['BORROWER#borrower']).toBeDefined();
  expect(ports.documents.objects.has(`${folder}data/contacts.json`)).toBe(false);
  const inventory = Inventory.parse(jsonAt(ports, 'inventory.json'));
  expect(inventory.objects.map((object) => object.class)).not.toContain('CONTACT');
  expect(Buffer.from(bytesAt(ports, 'destroyed.csv')).toString('utf8')).toMatch(
    /^path,sha256,class,record,orderedBy,orderedAt\n(?:data\/complaints.*\n)?data\/contacts\.json,[0-9a-f]{64},CONTACT,destruction_\w+,risk-1 risk-2,/u,
  );
  expect(await archiving.verifyPackage(ports, work)).toEqual({ outcome: 'verified' });
});

test('R66: a second person who says otherwise proposes anew, and an extension keeps the class until its new day', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep(contactsEnd);
  await by(ports, risk1, contactsEnd).retention('DESTROY');
  await by(ports, risk2, contactsEnd).retention('EXTEND', { until: '2035-01-01', reason: 'a dispute' });
  expect(namesOf(ports).at(-1)).toBe('RetentionDecisionProposed');
  await by(ports, risk1, contactsEnd).retention('EXTEND', { until: '2035-01-01', reason: 'a dispute' });
  await machines.settle();
  expect(namesOf(ports).at(-1)).toBe('RetentionExtended');
  expect(ports.documents.objects.get(`${folder}data/contacts.json`)?.retainUntil).toBe('2035-01-01T00:00:00.000Z');
  expect(
    agenda(await ports.cases.load(caseId), pack)
      .find(({ kind }) => kind === 'RETENTION_END')
      ?.dueAt.slice(0, 10),
  ).toBe('2035-01-02');
});

test('R66: when the last class has ended nothing is left but the record and the head of the chain', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  const head = (await ports.cases.load(caseId)).head;
  await machines.sweep(allEnd);
  await by(ports, risk1, allEnd).retention('DESTROY');
  await by(ports, risk2, allEnd).retention('DESTROY');
  await machines.settle();
  const file = await ports.cases.load(caseId);
  expect(file.status.state).toBe('DESTROYED');
  expect(agenda(file, pack)).toEqual([]);
  expect([...ports.documents.objects.keys()]).toEqual([]);
  expect(file.privates).toEqual({});
  const entries = ports.cases.entries(caseId);
  expect(entries.map(({ event }) => event)).toEqual(['Destroyed']);
  expect(file.archives[packageId]?.destructions).toMatchObject([
    { decidedBy: ['risk-1', 'risk-2'], headHash: entries[0]?.previousHash },
  ]);
  expect(file.head.seq).toBeGreaterThan(head.seq);
  expect(JSON.stringify([file, entries])).not.toMatch(/recognisable words|borrower-/u);
});

test('R66: the journal of a destroyed case says that it was destroyed, by whose order, and its last entry still verifies', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep(allEnd);
  await by(ports, risk1, allEnd).retention('DESTROY');
  await by(ports, risk2, allEnd).retention('DESTROY');
  await machines.settle();
  const listed = async () =>
    listJournal(ports)({
      params: { caseId },
      query: { limit: 25, verify: true, chain: 'case' },
      body: undefined,
      principal: { id: 'auditor-1', role: 'auditor' },
      asOf: allEnd,
      requestId: 'r-verify',
      operationId: 'listJournal',
      language: 'en',
    });
  const { body } = await listed();
  expect(caseOperations.listJournal.response.parse(body)).toMatchObject({
    items: [{ event: 'Destroyed' }],
    verified: true,
    destroyed: { decidedBy: ['risk-1', 'risk-2'], destroyedAt: allEnd, headHash: expect.any(String) },
  });
  const forged = ports.cases.entries(caseId).map((entry) => ({ ...entry, asOf: '2037-02-03T02:00:00Z' }));
  ports.cases.journal = async () => ({ items: forged, next: undefined });
  expect((await listed()).body).toMatchObject({ verified: false });
});

test('R66: destroying again after an interruption ends as if there had been none', async () => {
  const ports = await archived(aSettledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep(allEnd);
  await by(ports, risk1, allEnd).retention('DESTROY');
  await by(ports, risk2, allEnd).retention('DESTROY');
  let isKilled = false;
  const purge = ports.cases.purge;
  const killed: FakePorts = {
    ...ports,
    cases: {
      ...ports.cases,
      purge: async (...asked) => {
        if (isKilled) return purge(...asked);
        isKilled = true;
        throw new Error('killed');
      },
    },
  };
  await expect(machinesInProcess(killed).settle()).rejects.toThrow('recordDestruction');
  await machinesInProcess(ports).settle();
  expect(ports.cases.entries(caseId).map(({ event }) => event)).toEqual(['Destroyed']);
});

test('C35: data of a cancelled case is gone after ninety days, by its term alone', async () => {
  const ports = await archived(aCancelledCase);
  const machines = machinesInProcess(ports);
  await machines.sweep('2027-05-01T09:00:00Z');
  expect((await ports.cases.load(caseId)).status.state).toBe('ARCHIVED');
  await machines.sweep('2027-05-02T09:00:00Z');
  const file = await ports.cases.load(caseId);
  expect(file.status.state).toBe('DESTROYED');
  expect(file.archives[packageId]?.destructions).toMatchObject([{ classes: ['SHORT'], decidedBy: ['C35'] }]);
  expect([...ports.documents.objects.keys()]).toEqual([]);
});

test('C35: under a legal hold the data of a cancelled case stays, and goes when the hold is lifted', async () => {
  const ports = await archived(aCancelledCase);
  const machines = machinesInProcess(ports);
  await by(ports, risk1, '2027-04-01T02:00:00Z').hold(true, { authority: 'Court', reason: 'law suit' });
  await machines.sweep('2027-06-01T09:00:00Z');
  expect((await ports.cases.load(caseId)).status.state).toBe('ARCHIVED');
  await by(ports, risk1, '2027-06-02T02:00:00Z').hold(false, { reason: 'ended' });
  await machines.sweep('2027-06-02T03:00:00Z');
  expect((await ports.cases.load(caseId)).status.state).toBe('DESTROYED');
});

test('an extension that ends in the past is no extension', async () => {
  const ports = await archived(aSettledCase);
  await machinesInProcess(ports).sweep(contactsEnd);
  const refused = decide(
    await ports.cases.load(caseId),
    'decideRetention',
    { packageId, decision: 'EXTEND', until: '2031-01-01', reason: 'why' },
    { asOf: contactsEnd, actor: risk1, requestId: 'r', policy: pack, newId: (prefix) => `${prefix}_1` },
  );
  expect(refused).toMatchObject({ code: 'InvalidRequest', facts: { fields: [{ pointer: '/until' }] } });
});
