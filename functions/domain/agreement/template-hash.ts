import { agreementDocument, amendmentDocument, certificateDocument } from '#functions/domain/agreement/templates.ts';
import { noticeKinds, noticeText } from '#functions/domain/agreement/template-notices.ts';
import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import {
  sampleAgreement,
  sampleAmendment,
  sampleCertificate,
  sampleNotice,
} from '#functions/domain/agreement/template-samples.ts';
import { sha256Hex } from '#functions/domain/ids.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** The forms in use; a change of words is a new version, and the old one stays readable in the archive. */
export const templates = {
  'repayment-agreement': { version: '1', skeleton: (lang) => agreementDocument(sampleAgreement(lang)) },
  amendment: { version: '1', skeleton: (lang) => amendmentDocument(sampleAmendment(lang)) },
  'settlement-certificate': { version: '1', skeleton: (lang) => certificateDocument(sampleCertificate(lang)) },
  notice: {
    version: '1',
    skeleton: (lang) => noticeKinds.map((kind) => ({ kind, ...noticeText(kind, lang, sampleNotice(lang)) })),
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
