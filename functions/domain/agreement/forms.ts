import { agreementDocument, amendmentDocument, certificateDocument } from '#functions/domain/agreement/templates.ts';
import { letterDocument } from '#functions/domain/agreement/template-letters.ts';
import { noticeVersion } from '#functions/domain/agreement/notice-version.ts';
import { secondText } from '#functions/domain/agreement/template-notices.ts';
import { missingItems } from '#functions/domain/agreement/document-model.ts';
import type { DocumentLanguage, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import {
  sampleAgreement,
  sampleAmendment,
  sampleCertificate,
  sampleLetter,
  sampleNotice,
} from '#functions/domain/agreement/template-samples.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { NoticeKind } from '#functions/domain/servicing-parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** The forms in use; a change of words is a new version, and what was drawn up on the old one stays in the archive. */
export const templates = {
  'repayment-agreement': { version: '2', skeleton: (lang) => agreementDocument(sampleAgreement(lang)) },
  amendment: { version: '1', skeleton: (lang) => amendmentDocument(sampleAmendment(lang)) },
  'settlement-certificate': { version: '1', skeleton: (lang) => certificateDocument(sampleCertificate(lang)) },
  'breach-letter': { version: '1', skeleton: (lang) => letterDocument(sampleLetter(lang, 'BREACH_NOTICE')) },
  'demand-letter': { version: '1', skeleton: (lang) => letterDocument(sampleLetter(lang, 'DEMAND')) },
  notice: {
    version: noticeVersion,
    skeleton: (lang) => NoticeKind.options.map((kind) => ({ kind, ...secondText(kind, lang, sampleNotice(lang)) })),
  },
} as const satisfies Record<
  string,
  { readonly version: string; readonly skeleton: (lang: DocumentLanguage) => unknown }
>;

export type TemplateId = keyof typeof templates;

/** SHA-256 over what the form says for fixed facts: stored with each agreement, it proves which words were used (R34). */
export const templateHash = (templateId: TemplateId, version: string, lang: DocumentLanguage): string => {
  const template = templates[templateId];
  if (template.version !== version)
    throw new Refusal('FormRetired', `form ${templateId} ${version} is no longer in use`, { rules: ['R34'] });
  return sha256Hex(JSON.stringify(template.skeleton(lang)));
};

/** A form as an agreement names it. */
export interface Form {
  readonly templateId: string;
  readonly templateVersion: string;
  readonly templateHash: string;
}

/** R35: a form on which any item of the checklist is missing, or has no words, cannot be published at all. */
export const publish = (
  { version, skeleton }: { readonly version: string; readonly skeleton: (lang: DocumentLanguage) => DocumentModel },
  lang: DocumentLanguage,
): Form => {
  const model = skeleton(lang);
  const missing = missingItems(model, true);
  if (missing.length > 0)
    throw new Refusal('ChecklistIncomplete', `the form in ${lang} lacks ${missing.join(', ')}`, {
      rules: ['R35', 'C7'],
    });
  return {
    templateId: 'repayment-agreement',
    templateVersion: version,
    templateHash: sha256Hex(JSON.stringify(model)),
  };
};
