import { eventWords } from '#functions/domain/archive/history-words.ts';
import { historyOf } from '#functions/domain/archive/history.ts';
import { Role } from '#functions/domain/actor.ts';
import { sampleAgreement } from '#functions/domain/agreement/template-samples.ts';
import type { AgreementInput } from '#functions/domain/agreement/template-input.ts';
import { agreementDocument } from '#functions/domain/agreement/templates.ts';
import type { DocumentLanguage, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import { entriesOf } from '#test/support/acts.ts';
import { activeStory } from '#test/support/agreed-stories.ts';

export const languages = ['zh-Hant', 'zh-Hans', 'en'] as const;

const sixty = Array.from({ length: 60 }, (_, index) => ({
  no: index + 1,
  dueOn: `${2026 + Math.floor((index + 4) / 12)}-${String(((index + 4) % 12) + 1).padStart(2, '0')}-28`,
  principalMinor: 1_234_567,
  interestMinor: 98_765,
  feeMinor: 4_321,
}));

/** Rare characters that the fonts have: Extension A and B, both scripts in one name, accents, an interpunct. */
const names = {
  'zh-Hant': '歐陽㛃琍·阿卜杜熱合曼·買買提艾力與司徒喆堃淼犇犇國立與王小明共同債務承擔人',
  'zh-Hans': '欧阳㛃琍·阿卜杜热合曼·买买提艾力与司徒喆堃淼犇犇国立与王小明共同债务承担人',
  en: 'Maximiliana Theodósia Featherstonehaugh-Cholmondeley van Össenbruggen y Ångström de la Peña 王小明',
} as const;

const hard = (lang: DocumentLanguage): AgreementInput => ({
  ...sampleAgreement(lang),
  agreementNo: 'agreement_0123456789abcdefghjkmnpqrs',
  bankName: lang === 'en' ? 'Sample Commercial Bank, Limited by Shares, Riverside Branch' : '示範商業銀行股份有限公司',
  borrowerName: names[lang],
  instalments: sixty,
  totalMinor: 80_259_180,
  officerCheck: lang === 'en' ? 'Ask the hotline for the staff number.' : '请致电服务热线核对工号。',
  hotline: '95500',
  complaint: lang === 'en' ? 'At any branch, or by the hotline.' : '任一网点或服务热线。',
  regulatorLine: '12378',
  freeText: lang === 'en' ? 'The first payment may be made at the counter.' : '首期款项可于柜台缴付。',
});

/** Sixty instalments, a long name, rare characters: what a page must bear. */
export const hardAgreement = (lang: DocumentLanguage): DocumentModel => agreementDocument(hard(lang));

/** A case in which everything happened that has a word: every character of the history must be in the fonts. */
export const longHistory = (lang: DocumentLanguage): DocumentModel => {
  const { file } = activeStory('a long history');
  const { meta } = file;
  const [first] = entriesOf(activeStory('a long history'));
  if (meta === undefined || first === undefined) throw new Error('the case was not opened');
  const roles = Role.options;
  const entries = Object.keys(eventWords).map((event, index) => ({
    ...first,
    seq: index + 1,
    event,
    actor: { id: 'somebody', role: roles[index % roles.length] ?? 'system' },
  }));
  return historyOf({ ...file, meta: { ...meta, language: lang } }, entries, '2027-03-02T01:00:00Z');
};
