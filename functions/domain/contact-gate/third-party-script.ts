import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** R9, C13: may ask for contact data or leave a message; no word of an account, a payment or a debt, and an end at the first no. */
const words: Readonly<Record<Language, (bank: string, hotline: string) => readonly string[]>> = {
  en: (bank, hotline) => [
    `Good day, my name is … of ${bank}. I would like to reach the person whom I have just named.`,
    'Could you tell me how to reach this person, or pass a message on?',
    `The message: please call ${bank} at ${hotline}.`,
    'I may not say what it is about. If you would rather not, I thank you and will not call again.',
  ],
  'zh-Hans': (bank, hotline) => [
    `您好，我是${bank}的工作人员……，希望联系刚才提到的这位人士。`,
    '请问您能否告知联系方式，或代为转达？',
    `转达内容：请致电${bank} ${hotline}。`,
    '具体事项我不便说明。如您不方便，谢谢您，我们不会再来电。',
  ],
  'zh-Hant': (bank, hotline) => [
    `您好，我是${bank}的人員……，希望聯絡剛才提到的這位人士。`,
    '請問您能否告知聯絡方式，或代為轉達？',
    `轉達內容：請致電${bank} ${hotline}。`,
    '具體事項我不便說明。如您不方便，謝謝您，我們不會再來電。',
  ],
};

/** What is said to somebody else, word for word, in the language of the case. */
export const thirdPartyScript = (file: CaseFile, policy: PolicyPack): string => {
  const language = file.meta?.language ?? 'zh-Hans';
  return words[language](policy.lender[language], policy.hotline).join('\n');
};
