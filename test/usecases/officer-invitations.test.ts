import { expect, test, vi } from 'vitest';
import { icalText } from '#functions/adapters/calendar/ical.ts';
import { dispatch } from '#functions/usecases/dispatch.ts';
import { shanghai } from '#test/domain/intake/deciding.ts';
import { people } from '#test/support/acts.ts';
import { readyStory } from '#test/support/builders.ts';
import { secrets } from '#test/support/sample-parts.ts';
import { callerOf } from '#test/usecases/calling.ts';

vi.stubEnv('TEST_CLOCK', 'true');
// The metrics line of every request.
vi.spyOn(console, 'log').mockReturnValue();

const at = shanghai('2026-03-07');
const certificates = [{ kind: 'VISIT', validUntil: '2027-12-31' }];
const address = (officerId: string): string => `${officerId}@bank.example`;

/** READY; three officers in the register, two of whom have told where they read their mail. */
const house = async () => {
  const caller = await callerOf(readyStory());
  const { call, ports, caseId, borrower } = caller;
  for (const officerId of ['officer-1', 'officer-2', 'officer-3'])
    expect(
      await call('putOfficer', {
        by: people.supervisor,
        at,
        params: { officerId },
        body: {
          branch: 'north',
          certificates,
          ...(officerId === 'officer-3' ? {} : { email: address(officerId) }),
        },
        ifMatch: 0,
      }),
    ).toMatchObject({ status: 200, body: { isInvitedByEmail: officerId !== 'officer-3' } });
  let done = 0;
  /** Everything that the stream brings, each entry twice, until nothing follows any more. */
  const settle = async (): Promise<void> => {
    for (;;) {
      const entry = ports.cases.entries(caseId)[done];
      if (entry === undefined) return;
      done += 1;
      await dispatch(ports, entry);
      await dispatch(ports, entry);
    }
  };
  const toOfficers = () =>
    ports.messenger.sent
      .filter(({ to }) => to.endsWith('@bank.example'))
      .map(({ to, calendar, text, subject }) => ({
        to,
        method: calendar?.method,
        sequence: calendar?.entries[0]?.sequence,
        status: calendar?.entries[0]?.status,
        words: `${subject}\n${text}\n${calendar === undefined ? '' : icalText(calendar, 'service@bank.example')}`,
      }));
  const scheduled = async (officerIds: readonly string[]): Promise<string> => {
    const slot = { startsAt: shanghai('2026-03-12'), endsAt: shanghai('2026-03-12', '12:00'), place: 'HOME' };
    const proposed = await call('proposeAppointment', { by: people.agent, at, body: slot });
    const appointmentId = String(Object(proposed.body['appointment']).appointmentId);
    const params = { appointmentId };
    await call('assignOfficers', { by: people.supervisor, at, params, body: { officerIds }, ifMatch: '*' });
    await call('confirmAppointment', { by: borrower, at, params, body: {} });
    await settle();
    expect(toOfficers()).toEqual([]);
    expect(await call('confirmAppointment', { by: people.agent, at, params, body: {} })).toMatchObject({ status: 200 });
    await settle();
    return appointmentId;
  };
  return { ...caller, settle, toOfficers, scheduled };
};

test('R15: officers get the confirmed visit as an invitation, each once, without the borrower’s name', async () => {
  const { scheduled, toOfficers } = await house();
  await scheduled(['officer-1', 'officer-2']);
  const mails = toOfficers();
  expect(mails).toMatchObject([
    { to: address('officer-1'), method: 'REQUEST', sequence: 1, status: 'CONFIRMED' },
    { to: address('officer-2'), method: 'REQUEST', sequence: 1, status: 'CONFIRMED' },
  ]);
  for (const { words } of mails) {
    expect(words).not.toContain(secrets.name);
    expect(words).toContain('UID:appointment_');
  }
});

test('R15, R17: a visit that the borrower calls off is withdrawn from the officers’ calendars under the same UID', async () => {
  const { scheduled, toOfficers, call, borrower, settle } = await house();
  const appointmentId = await scheduled(['officer-1', 'officer-3']);
  expect(toOfficers()).toHaveLength(1);
  await call('cancelAppointment', { by: borrower, at, params: { appointmentId }, body: {} });
  await settle();
  expect(toOfficers()).toMatchObject([
    { to: address('officer-1'), method: 'REQUEST' },
    { to: address('officer-1'), method: 'CANCEL', sequence: 2, status: 'CANCELLED' },
  ]);
});

test('R19: whoever is taken off a visit gets its withdrawal, whoever comes on the invitation', async () => {
  const { scheduled, toOfficers, call, settle } = await house();
  const appointmentId = await scheduled(['officer-1', 'officer-3']);
  const officerIds = ['officer-2', 'officer-3'];
  await call('assignOfficers', {
    by: people.supervisor,
    at,
    params: { appointmentId },
    body: { officerIds },
    ifMatch: '*',
  });
  await settle();
  expect(toOfficers().slice(1)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ to: address('officer-1'), method: 'CANCEL', sequence: 2 }),
      expect.objectContaining({ to: address('officer-2'), method: 'REQUEST', sequence: 2 }),
    ]),
  );
});

test('R14: an officer’s address stays when his record is written anew, is in no journal, and the borrower sees no such notice', async () => {
  const { scheduled, call, ports, borrower, caseId } = await house();
  await scheduled(['officer-1', 'officer-2']);
  const body = { branch: 'north', certificates, languages: ['en'] };
  const again = { by: people.supervisor, at, params: { officerId: 'officer-1' } };
  const kept = await call('putOfficer', {
    ...again,
    body,
    ifMatch: (await ports.officers.officer('officer-1'))?.version ?? 0,
  });
  expect(kept.body).toMatchObject({ isInvitedByEmail: true });
  const gone = await call('putOfficer', {
    ...again,
    body: { ...body, email: null },
    ifMatch: (await ports.officers.officer('officer-1'))?.version ?? 0,
  });
  expect(gone.body).toMatchObject({ isInvitedByEmail: false });
  const journals = [ports.cases.entries(caseId), (await ports.officers.journal('officer-1', 0, 10)).items];
  expect(JSON.stringify(journals)).not.toContain(address('officer-1'));
  const seen = async (by: typeof borrower) => JSON.stringify((await call('listNotices', { by, at })).body['items']);
  expect(await seen(borrower)).not.toContain('OFFICER_INVITATION');
  expect(await seen(people.supervisor)).toContain('OFFICER_INVITATION');
});
