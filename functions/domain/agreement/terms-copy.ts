import type { Form } from '#functions/domain/agreement/forms.ts';
import type { AgreementInput, AmendmentInput } from '#functions/domain/agreement/template-input.ts';
import { canonical } from '#functions/domain/journal.ts';

interface Drawn {
  readonly form: Form;
  readonly scheduleHash: string;
  readonly textSha256: string;
  readonly checklist: readonly string[];
  readonly keyTerms: readonly string[];
}

/**
 * The terms of an agreement for machines, in the canonical form of RFC 8785: what the text says, number by number, and the
 * hash of the very text. Its own hash stands in the journal, so that text and copy prove each other (C34).
 */
export const termsCopy = (input: AgreementInput, { form, scheduleHash, ...drawn }: Drawn): string => {
  const { lang, hotline, officerCheck, complaint, regulatorLine, freeText, createdAt: _, ...terms } = input;
  return canonical({
    v: 1,
    kind: 'AGREEMENT_TERMS',
    language: lang,
    form: { ...form },
    contact: { hotline, officerCheck, complaint, regulatorLine },
    terms: {
      ...terms,
      accounts: terms.accounts.map((account) => ({ ...account })),
      instalments: terms.instalments.map((line) => ({ ...line })),
    },
    ...(freeText === undefined ? {} : { freeText }),
    scheduleHash,
    textSha256: drawn.textSha256,
    checklist: [...drawn.checklist],
    keyTerms: [...drawn.keyTerms],
  });
};

/** R48: the same of an amendment: before and after, and the schedule that holds from then on. */
export const amendmentTermsCopy = (input: AmendmentInput, textSha256: string): string => {
  const { lang, hotline, officerCheck, complaint, regulatorLine, createdAt: _, changes, instalments, ...terms } = input;
  return canonical({
    v: 1,
    kind: 'AMENDMENT_TERMS',
    language: lang,
    contact: { hotline, officerCheck, complaint, regulatorLine },
    terms: {
      ...terms,
      changes: changes.map((change) => ({ ...change })),
      ...(instalments === undefined ? {} : { instalments: instalments.map((line) => ({ ...line })) }),
    },
    textSha256,
  });
};
