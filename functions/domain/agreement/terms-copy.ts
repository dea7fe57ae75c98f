import type { Form } from '#functions/domain/agreement/forms.ts';
import type { AgreementInput } from '#functions/domain/agreement/template-input.ts';
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
