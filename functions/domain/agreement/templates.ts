import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import {
  contactBlocks,
  factsTable,
  heading,
  list,
  paragraph,
  scheduleTable,
  signatures,
  textOf,
} from '#functions/domain/agreement/template-blocks.ts';
import { moneyText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { AgreementInput, AmendmentInput, CertificateInput } from '#functions/domain/agreement/template-input.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { clauseBlocks, debtBlocks, keyTermBlocks, planBlocks } from '#functions/domain/agreement/template-sections.ts';

const createdAt = (input: { readonly drawnUpOn: string; readonly createdAt?: string }): string =>
  input.createdAt ?? `${input.drawnUpOn}T12:00:00Z`;

/** The agreement on the bank's own form (R34), with everything that R35 asks for. */
export const agreementDocument = (input: AgreementInput): DocumentModel => {
  const words = wordsOf(input.lang);
  return {
    lang: input.lang,
    title: words.agreement,
    subject: words.subject(input.agreementNo),
    createdAt: createdAt(input),
    blocks: [
      heading(1, words.agreement),
      factsTable([
        [words.fields.agreementNo, input.agreementNo],
        [words.fields.bank, input.bankName],
        [words.fields.borrower, input.borrowerName],
        [words.fields.drawnUpOn, writtenDate(input.drawnUpOn, input.lang)],
      ]),
      paragraph(words.opening(input.bankName, input.borrowerName)),
      ...debtBlocks(input, words),
      ...planBlocks(input, words),
      ...keyTermBlocks(input, words),
      ...clauseBlocks(input, words),
      ...(input.freeText === undefined
        ? []
        : [heading(2, words.headings.special), paragraph(words.specialIntro), paragraph(input.freeText, [], true)]),
      ...contactBlocks(words, input),
      ...signatures(words, [
        { label: words.signatures.borrower, name: input.borrowerName },
        { label: words.signatures.bank, name: input.bankName },
      ]),
    ],
  };
};

/** R48: terms before and after, side by side; everything else is unchanged. */
export const amendmentDocument = (input: AmendmentInput): DocumentModel => {
  const words = wordsOf(input.lang);
  const { columns, fields } = words;
  return {
    lang: input.lang,
    title: words.amendment,
    subject: words.subject(input.agreementNo),
    createdAt: createdAt(input),
    blocks: [
      heading(1, words.amendment),
      factsTable([
        [fields.amendmentNo, input.amendmentNo],
        [fields.agreementNo, input.agreementNo],
        [fields.bank, input.bankName],
        [fields.borrower, input.borrowerName],
        [fields.drawnUpOn, writtenDate(input.drawnUpOn, input.lang)],
        [fields.effectiveOn, writtenDate(input.effectiveOn, input.lang)],
        ...(input.reason === undefined ? [] : [[fields.reason, input.reason] as const]),
      ]),
      paragraph(words.amendmentOpening(input.agreementNo, writtenDate(input.effectiveOn, input.lang))),
      heading(2, words.headings.changes),
      {
        kind: 'table',
        head: [columns.term, columns.before, columns.after],
        rows: input.changes.map((change) => [change.term, change.before, change.after]),
        widths: [26, 37, 37],
      },
      ...(input.instalments === undefined
        ? []
        : [
            heading(2, words.headings.newSchedule),
            scheduleTable(input.instalments, input.currency, input.lang, words),
          ]),
      paragraph(input.signedByBoth ? words.unchanged : textOf(words.gift, words.unchanged, input.lang)),
      ...contactBlocks(words, input),
      ...signatures(words, [
        ...(input.signedByBoth ? [{ label: words.signatures.borrower, name: input.borrowerName }] : []),
        { label: words.signatures.bank, name: input.bankName },
      ]),
    ],
  };
};

/** What the borrower gets when everything is paid. */
export const certificateDocument = (input: CertificateInput): DocumentModel => {
  const words = wordsOf(input.lang);
  const { columns, fields } = words;
  return {
    lang: input.lang,
    title: words.certificate,
    subject: words.subject(input.agreementNo),
    createdAt: createdAt(input),
    blocks: [
      heading(1, words.certificate),
      factsTable([
        [fields.certificateNo, input.certificateNo],
        [fields.agreementNo, input.agreementNo],
        [fields.borrower, input.borrowerName],
        [fields.settledOn, writtenDate(input.settledOn, input.lang)],
        [fields.totalPaid, moneyText(input.totalPaidMinor, input.currency)],
        ...(input.waivedMinor === undefined
          ? []
          : [[fields.waived, moneyText(input.waivedMinor, input.currency)] as const]),
      ]),
      paragraph(
        words.certificateText(
          input.bankName,
          input.borrowerName,
          input.agreementNo,
          writtenDate(input.settledOn, input.lang),
        ),
        [],
        true,
      ),
      heading(2, words.headings.settled),
      {
        kind: 'table',
        head: [columns.contractNo, columns.product],
        rows: input.accounts.map((account) => [account.contractNo, words.products[account.productType]]),
      },
      list(words.certificateEffects),
      ...contactBlocks(words, input),
      ...signatures(words, [
        { label: words.signatures.bank, name: input.bankName, at: writtenDate(input.drawnUpOn, input.lang) },
      ]),
    ],
  };
};
