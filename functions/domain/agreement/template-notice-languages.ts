import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';
import { englishNotices } from '#functions/domain/agreement/template-notices-en.ts';
import { simplifiedNotices } from '#functions/domain/agreement/template-notices-zh-hans.ts';
import { traditionalNotices } from '#functions/domain/agreement/template-notices-zh-hant.ts';
import type { NoticeWords } from '#functions/domain/agreement/template-notice-words.ts';

const words = {
  'zh-Hant': traditionalNotices,
  'zh-Hans': simplifiedNotices,
  en: englishNotices,
} as const satisfies Record<DocumentLanguage, NoticeWords>;

/** The wording of messages in one language. */
export const noticeWordsOf = (lang: DocumentLanguage): NoticeWords => words[lang];
