import { contactLines } from '#functions/domain/agreement/template-blocks.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

const sentences = {
  'zh-Hant': (bank, code, minutes) =>
    `【${bank}】驗證碼 ${code}，用於簽署您的還款文件，${minutes} 分鐘內有效。請勿告知任何人，包括本行人員。`,
  'zh-Hans': (bank, code, minutes) =>
    `【${bank}】验证码 ${code}，用于签署您的还款文件，${minutes} 分钟内有效。请勿告知任何人，包括我行人员。`,
  en: (bank, code, minutes) =>
    `${bank}: ${code} is your code to sign your repayment document, valid for ${minutes} minutes. Give it to nobody, not even to our staff.`,
} as const satisfies Record<Language, (bank: string, code: string, minutes: number) => string>;

/** The one message that carries a code; with the lines that R9a wants on every message. */
export const signingCodeText = (
  policy: PolicyPack,
  language: Language,
  code: string,
): { readonly subject: string; readonly text: string } => {
  const lines = contactLines(wordsOf(language), {
    hotline: policy.hotline,
    officerCheck: policy.officerCheck[language],
    complaint: policy.complaints[language],
    regulatorLine: policy.regulatorLine,
  });
  const bank = policy.lender[language];
  return {
    subject: bank,
    text: [sentences[language](bank, code, policy.agreement.signingCodeMinutes), ...lines].join('\n'),
  };
};
