import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import { english } from '#functions/domain/agreement/template-words-en.ts';
import { simplified } from '#functions/domain/agreement/template-words-zh-hans.ts';
import { traditional } from '#functions/domain/agreement/template-words-zh-hant.ts';
import type { Words } from '#functions/domain/agreement/template-words.ts';

const words = { 'zh-Hant': traditional, 'zh-Hans': simplified, en: english } as const satisfies Record<
  DocumentLanguage,
  Words
>;

/** The wording of one language. */
export const wordsOf = (lang: DocumentLanguage): Words => words[lang];
