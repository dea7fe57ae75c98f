import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import {
  contactBlocks,
  factsTable,
  heading,
  list,
  paragraph,
  signatures,
} from '#functions/domain/agreement/template-blocks.ts';
import { writtenDate } from '#functions/domain/agreement/template-format.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { dateOf, timeOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { linesOf, listedOfficers } from '#functions/domain/notice-text.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { packWords } from '#functions/domain/visits/visiting-pack-words.ts';
import type { VisitingPack } from '#functions/domain/visits/visiting-pack.ts';

/** R14, R20-R27: the pack on paper, in the borrower's language, so that both read the same. */
export const visitingPackDocument = (file: CaseFile, policy: PolicyPack, pack: VisitingPack): DocumentModel => {
  const { appointment, borrower, consents, items, language: lang, officers } = pack;
  const words = packWords[lang];
  const zone = zoneOf(file, policy);
  const names = Object.fromEntries(
    officers.flatMap(({ officerId, name }) => (name === undefined ? [] : [[officerId, name]])),
  );
  const who = listedOfficers(
    officers.map(({ officerId }) => officerId),
    names,
    lang,
  );
  const from = `${writtenDate(dateOf(appointment.startsAt, zone), lang)} ${timeOf(appointment.startsAt, zone)}`;
  return {
    lang,
    title: words.title,
    subject: words.subject(appointment.appointmentId),
    createdAt: file.lastAsOf,
    blocks: [
      heading(1, words.title),
      factsTable([
        [words.facts.borrower, borrower.name],
        [words.facts.time, `${from}–${timeOf(appointment.endsAt, zone)}`],
        [words.facts.place, words.places[appointment.place]],
        ...(appointment.address === undefined ? [] : [[words.facts.address, appointment.address] as const]),
        [words.facts.officers, who],
      ]),
      heading(2, words.stepsHeading),
      list(words.steps),
      heading(2, words.itemsHeading),
      {
        kind: 'table',
        head: [words.columns.item, words.columns.onFile, words.columns.result],
        widths: [28, 40, 32],
        rows: items.map(({ field, onFile, issuedOn, validUntil }) => [
          words.fields[field] ?? field,
          [
            ...onFile,
            ...(issuedOn === undefined ? [] : [words.issuedOn(writtenDate(issuedOn, lang))]),
            ...(validUntil === undefined ? [] : [words.validUntil(writtenDate(validUntil, lang))]),
          ].join(lang === 'en' ? ', ' : '、'),
          words.choices,
        ]),
      },
      heading(2, words.consentsHeading),
      factsTable(
        consents.flatMap(({ kind, given }) =>
          kind === 'HOME_ENTRY' || kind === 'RECORDING' || kind === 'OUT_OF_HOURS'
            ? [[words.consents[kind], given ? words.given : words.notGiven] as const]
            : [],
        ),
      ),
      heading(2, words.signHeading),
      paragraph(words.signText),
      ...signatures(wordsOf(lang), [{ label: words.borrower }, { label: words.officer }]).slice(1),
      ...contactBlocks(wordsOf(lang), linesOf(policy, lang)),
    ],
  };
};
