import type { caseOperations } from '#functions/contracts/cases-operations.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { command, partOf, reading } from '#functions/usecases/act.ts';
import type { ActsOf } from '#functions/usecases/act.ts';
import type { SpellCalendar } from '#functions/usecases/calendar-feeds.ts';
import { caseView, partiesShown } from '#functions/usecases/case-view.ts';
import { getAgenda } from '#functions/usecases/get-agenda.ts';
import { listCases } from '#functions/usecases/list-cases.ts';
import { officerFacts } from '#functions/usecases/officer-facts.ts';
import { exportPersonalData } from '#functions/usecases/personal-data.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { fileAt, listJournal } from '#functions/usecases/read-journal.ts';
import { openCase, reportAccount } from '#functions/usecases/report-account.ts';
import { getAccountFeed, submitAccountFeed } from '#functions/usecases/submit-feed.ts';

/** Acts of the heading "Cases and accounts". */
export const caseActs = (ports: Ports, spell: SpellCalendar): ActsOf<typeof caseOperations> => ({
  reportAccount: reportAccount(ports),
  submitAccountFeed: submitAccountFeed(ports),
  getAccountFeed: getAccountFeed(ports),
  openCase: openCase(ports),
  updateParties: command(ports, 'updateParties', {
    input: ({ body }) => body,
    answer: (file) => ({
      parties: partiesShown(file),
      language: file.meta?.language,
      timezone: file.meta?.timezone,
      vulnerability: file.meta?.vulnerability ?? [],
    }),
  }),
  listCases: listCases(ports),
  listJournal: listJournal(ports),
  getCase: reading(ports, {
    show: async (file, { query }) => {
      const then = query.asOf === undefined ? file : await fileAt(ports, file, query.asOf);
      if (then.version === 0) throw new Refusal('NotFound', 'the case did not exist then');
      return caseView(then, query.include ?? []);
    },
  }),
  assignCase: command(ports, 'assignCase', {
    input: async ({ body }) => ({
      ...body,
      officers: await officerFacts(ports, [
        body.ownerId,
        ...(body.followUpOfficerId === undefined ? [] : [body.followUpOfficerId]),
        ...(body.deputyId === undefined ? [] : [body.deputyId]),
      ]),
    }),
    answer: ({ meta }) => ({
      ownerId: meta?.ownerId,
      followUpOfficerId: meta?.followUpOfficerId,
      deputyId: meta?.deputyId,
    }),
  }),
  exportPersonalData: exportPersonalData(ports),
  giveFeedback: command(ports, 'giveFeedback', {
    input: ({ body }) => body,
    answer: (file, { feedbackId }) => ({ feedback: partOf(file.feedbacks, feedbackId) }),
    status: 201,
  }),
  cancelCase: command(ports, 'cancelCase', { input: ({ body }) => body, answer: () => ({}) }),
  getAgenda: getAgenda(ports, spell),
});
