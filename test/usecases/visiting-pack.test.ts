import { expect, test, vi } from 'vitest';
import { operationTable } from '#functions/contracts/operations.ts';
import type { Actor } from '#functions/domain/actor.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { Language } from '#functions/domain/parts.ts';
import { visitingPackDocument } from '#functions/domain/visits/visiting-pack-document.ts';
import { packFor } from '#functions/domain/visits/visiting-pack.ts';
import { fieldsToVerify } from '#functions/domain/visits/verification.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { renderPdf } from '#functions/adapters/pdf/renderer.ts';
import { policy, shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { negotiatingStory, scheduledCase, scheduledStory } from '#test/support/builders.ts';
import { secrets } from '#test/support/sample-parts.ts';
import { fakePorts } from '#test/support/fake-ports.ts';
import { apiOver } from '#test/usecases/in-process.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const house = async (story = scheduledStory()) => {
  const ports = fakePorts();
  for (const act of story.acts) await ports.cases.save(act);
  const api = await apiOver(ports);
  const { caseId } = story.file;
  const appointmentId = Object.keys(story.file.appointments)[0] ?? '';
  const ask = (by: Actor) =>
    api.call(operationTable.getVisitingPack, {
      by,
      params: { caseId, appointmentId },
      headers: { 'Test-Clock': shanghai('2026-03-12', '12:30') },
    });
  return { ports, ask, caseId, appointmentId };
};

test('R14, R25: the pack has an item for each result that is asked for, no full number and no amount', async () => {
  const { ports, ask, caseId, appointmentId } = await house();
  const { status, body, text } = await ask(people.officer);
  expect(status).toBe(200);
  const { pack, pdf } = operationTable.getVisitingPack.response.parse(body);
  expect(pack.items.map(({ field }) => field)).toEqual(fieldsToVerify(policy));
  expect(pack.items.find(({ field }) => field === 'DOC:ID')?.onFile).toEqual(['**************8515']);
  expect(pack.items.find(({ field }) => field === 'CONTACT')?.onFile).toEqual(['**********8000']);
  expect(pack.appointment.address).toBe(secrets.address);
  for (const secret of [secrets.idNo, secrets.phone, secrets.words, '1200000', '1,200,000', 'CNY'])
    expect(text).not.toContain(secret);
  const bytes = Buffer.from(pdf.base64, 'base64');
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect([sha256Hex(bytes), bytes.byteLength]).toEqual([pdf.sha256, pdf.sizeBytes]);
  const log = await ports.reads.entries(caseId, 0, 10);
  expect(log.items).toMatchObject([{ event: 'VisitingPackRead', actor: { id: 'officer-1' }, data: { appointmentId } }]);
});

test('R14: another officer who may see the case gets no pack, a stranger not even the case', async () => {
  const { ask, ports, caseId } = await house();
  expect(await ask({ ...people.officer, id: 'officer-9' })).toMatchObject({ status: 404, body: { code: 'NotFound' } });
  const file: CaseFile = { ...scheduledCase() };
  const [appointment] = Object.values(file.appointments);
  if (appointment === undefined) throw new Error('no appointment');
  const others = { ...file, appointments: { [appointment.appointmentId]: { ...appointment, officers: ['x', 'y'] } } };
  expect(() => packFor(others, policy, appointment.appointmentId, { reader: people.officer, names: {} })).toThrow(
    expect.objectContaining({ code: 'OfficerNotAssigned' }),
  );
  expect((await ports.reads.entries(caseId, 0, 10)).items).toEqual([]);
});

test('R14: after the visit nobody takes the pack along any more', async () => {
  const story = negotiatingStory();
  const { ask } = await house(story);
  expect((await ask(people.officer)).status).toBe(200);
  const [visit] = Object.values(story.file.visits);
  const [appointment] = Object.values(story.file.appointments);
  if (visit === undefined || appointment === undefined) throw new Error('no visit');
  const over: CaseFile = { ...story.file, visits: { [visit.visitId]: { ...visit, status: 'COMPLETED' } } };
  expect(() => packFor(over, policy, appointment.appointmentId, { reader: people.officer, names: {} })).toThrow(
    expect.objectContaining({ code: 'StateForbids' }),
  );
});

test.each(Language.options)(
  'R14: the pack in %s is drawn whole: every text has its glyphs, the same bytes each time',
  async (language) => {
    const before = scheduledCase();
    const file: CaseFile = { ...before, meta: before.meta && { ...before.meta, language } };
    const appointmentId = Object.keys(file.appointments)[0] ?? '';
    const pack = packFor(file, policy, appointmentId, { reader: people.officer, names: { 'officer-1': 'Li Na 李娜' } });
    const model = visitingPackDocument(file, policy, pack);
    expect(JSON.stringify(model)).toContain(policy.hotline);
    expect(JSON.stringify(model)).not.toContain(secrets.idNo);
    const bytes = await renderPdf(model);
    expect(sha256Hex(await renderPdf(model))).toBe(sha256Hex(bytes));
  },
);
