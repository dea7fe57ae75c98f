import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';

/** What a letter says besides the sentences of its message. */
export interface LetterWords {
  readonly titles: Readonly<Record<'BREACH_NOTICE' | 'DEMAND', string>>;
  readonly fields: Readonly<Record<'letterNo' | 'until' | 'earlierDemand', string>>;
  readonly headings: Readonly<Record<'overdue' | 'balance', string>>;
  readonly columns: Readonly<Record<'line' | 'open' | 'penalty' | 'costs', string>>;
  readonly closing: (bank: string, date: string) => string;
  readonly seal: string;
}

const words: Readonly<Record<DocumentLanguage, LetterWords>> = {
  en: {
    titles: { BREACH_NOTICE: 'Written Notice of Breach', DEMAND: 'Written Demand for Payment' },
    fields: { letterNo: 'Letter no.', until: 'To be put right by', earlierDemand: 'Earlier demand of' },
    headings: { overdue: 'Instalments not paid as agreed', balance: 'Remaining balance by line' },
    columns: { line: 'Line', open: 'Open amount', penalty: 'Penalty', costs: 'Costs' },
    closing: (bank, date) => `${bank}, ${date}`,
    seal: 'This letter bears the electronic seal of the Bank; it is valid without a signature by hand.',
  },
  'zh-Hans': {
    titles: { BREACH_NOTICE: '书面违约通知', DEMAND: '书面催告函' },
    fields: { letterNo: '函件编号', until: '补正期限', earlierDemand: '前次催告日期' },
    headings: { overdue: '未按约归还的期款', balance: '剩余欠款明细' },
    columns: { line: '项目', open: '未还金额', penalty: '违约金', costs: '相关费用' },
    closing: (bank, date) => `${bank}　${date}`,
    seal: '本函加盖本行电子印章，无需手写签名即为有效。',
  },
  'zh-Hant': {
    titles: { BREACH_NOTICE: '書面違約通知', DEMAND: '書面催告函' },
    fields: { letterNo: '函件編號', until: '補正期限', earlierDemand: '前次催告日期' },
    headings: { overdue: '未依約償還的期款', balance: '剩餘欠款明細' },
    columns: { line: '項目', open: '未還金額', penalty: '違約金', costs: '相關費用' },
    closing: (bank, date) => `${bank}　${date}`,
    seal: '本函加蓋本行電子印章，無須手寫簽名即為有效。',
  },
};

/** The wording of letters in one language, version 1. */
export const letterWordsOf = (lang: DocumentLanguage): LetterWords => words[lang];
