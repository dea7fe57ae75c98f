import { publish, templates } from '#functions/domain/agreement/forms.ts';
import type { Form } from '#functions/domain/agreement/forms.ts';
import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';

const agreement = templates['repayment-agreement'];

/**
 * R34: the form of the agreement that is in use in each language. A bundle carries this result and not the words that it
 * comes from (infra/bundle.ts): whoever signs needs the hash alone.
 */
export const formsInUse: Readonly<Record<DocumentLanguage, Form>> = {
  'zh-Hant': publish(agreement, 'zh-Hant'),
  'zh-Hans': publish(agreement, 'zh-Hans'),
  en: publish(agreement, 'en'),
};
