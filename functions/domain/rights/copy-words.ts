import type { Actor } from '#functions/domain/actor.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import type { Language } from '#functions/domain/parts.ts';

export interface CopyWords {
  readonly title: string;
  readonly intro: string;
  readonly headings: {
    readonly personal: string;
    readonly parts: string;
    readonly corrections: string;
    readonly keeping: string;
  };
  readonly correctedBy: string;
  readonly noCorrections: string;
  readonly columns: readonly [what: string, ground: string, term: string, hold: string];
  readonly months: (count: number) => string;
  readonly until: (day: string) => string;
  readonly held: string;
  readonly right: string;
  readonly classes: Readonly<Record<RetentionClass, string>>;
  readonly grounds: Readonly<Record<RetentionClass, string>>;
  /** Who corrected it. */
  readonly roles: Readonly<Record<Actor['role'], string>>;
}

const en: CopyWords = {
  title: 'Copy of your personal data',
  intro:
    'Everything that is held about you in this case. A machine-readable copy is the same request without format=html.',
  headings: {
    personal: 'Names, contact details and words',
    parts: 'What the case holds',
    corrections: 'Corrections',
    keeping: 'How long it is kept, and why',
  },
  correctedBy: 'corrected by',
  noCorrections: 'Nothing has been corrected.',
  columns: ['What', 'Legal ground', 'Kept for', 'Legal hold'],
  months: (count) => `${count} months from the end of the case`,
  until: (day) => `until ${day}`,
  held: 'yes: nothing may be deleted while it stands',
  right:
    'You may have errors corrected: tell the contact centre or use the app. What is no longer needed is deleted when its term ends; until then it is kept on the ground named here.',
  classes: {
    LEDGER: 'Transactions and the ledger',
    IDENTITY: 'Identity and papers',
    AGREEMENT: 'Agreement and amendments',
    CONTACT: 'Contacts, visits, complaints',
    RECORDING: 'Recordings',
    EVIDENCE: 'Photographs and places of visits',
    SHORT: 'The whole case: nothing was agreed',
  },
  grounds: {
    LEDGER: 'Anti-Money Laundering Law: transaction records, from the end of the relationship',
    IDENTITY: 'Anti-Money Laundering Law: identity records, from the end of the relationship',
    AGREEMENT: 'Civil Code: until nobody can sue upon the agreement any more, and a margin',
    CONTACT: 'Card Measures: records of how the borrower was contacted and visited',
    RECORDING: 'Card Measures: recordings, until the debt is cleared and the term of the records',
    EVIDENCE: 'Records of a visit, for the shortest time that the records need (PIPL 19)',
    SHORT: 'Nothing was agreed: deleted ninety days after the end (PIPL 47)',
  },
  roles: {
    borrower: 'you',
    agent: 'the contact centre',
    officer: 'an officer',
    supervisor: 'a supervisor',
    risk: 'risk control',
    committee: 'the committee',
    auditor: 'an auditor',
    system: 'the system',
  },
};

const hans: CopyWords = {
  title: '您的个人信息副本',
  intro: '本案中保存的关于您的全部信息。去掉 format=html 的同一请求可得机器可读的副本。',
  headings: { personal: '姓名、联系方式与文字', parts: '案件内容', corrections: '更正记录', keeping: '保存期限及理由' },
  correctedBy: '更正人',
  noCorrections: '没有更正记录。',
  columns: ['内容', '法律依据', '保存期限', '法定冻结'],
  months: (count) => `自结案起 ${count} 个月`,
  until: (day) => `至 ${day}`,
  held: '是：冻结期间不得删除',
  right: '您可以要求更正错误：请联系客服或使用应用程序。不再需要的信息在期限届满时删除；此前依上列理由保存。',
  classes: {
    LEDGER: '交易与账目',
    IDENTITY: '身份与证件材料',
    AGREEMENT: '协议与补充协议',
    CONTACT: '联系、上门与投诉记录',
    RECORDING: '录音',
    EVIDENCE: '上门照片与地点',
    SHORT: '全案：未达成协议',
  },
  grounds: {
    LEDGER: '反洗钱法：交易记录，自业务关系结束起',
    IDENTITY: '反洗钱法：身份资料，自业务关系结束起',
    AGREEMENT: '民法典：至协议不再可诉并加余量',
    CONTACT: '信用卡业务管理办法：联系与上门记录',
    RECORDING: '信用卡业务管理办法：录音，至债务结清及记录期限届满',
    EVIDENCE: '上门记录，以必要的最短时间为限（个人信息保护法第十九条）',
    SHORT: '未达成协议：结束后九十日删除（个人信息保护法第四十七条）',
  },
  roles: {
    borrower: '本人',
    agent: '客服',
    officer: '专员',
    supervisor: '主管',
    risk: '风险管理',
    committee: '委员会',
    auditor: '审计',
    system: '系统',
  },
};

const hant: CopyWords = {
  title: '您的個人資料副本',
  intro: '本案中保存的關於您的全部資料。去掉 format=html 的同一請求可得機器可讀的副本。',
  headings: { personal: '姓名、聯絡方式與文字', parts: '案件內容', corrections: '更正紀錄', keeping: '保存期限及理由' },
  correctedBy: '更正人',
  noCorrections: '沒有更正紀錄。',
  columns: ['內容', '法律依據', '保存期限', '法定凍結'],
  months: (count) => `自結案起 ${count} 個月`,
  until: (day) => `至 ${day}`,
  held: '是：凍結期間不得刪除',
  right: '您可以要求更正錯誤：請聯絡客服或使用應用程式。不再需要的資料於期限屆滿時刪除；此前依上列理由保存。',
  classes: {
    LEDGER: '交易與帳目',
    IDENTITY: '身分與證件材料',
    AGREEMENT: '協議與補充協議',
    CONTACT: '聯絡、上門與申訴紀錄',
    RECORDING: '錄音',
    EVIDENCE: '上門照片與地點',
    SHORT: '全案：未達成協議',
  },
  grounds: {
    LEDGER: '洗錢防制：交易紀錄，自業務關係結束起',
    IDENTITY: '洗錢防制：身分資料，自業務關係結束起',
    AGREEMENT: '民法：至協議不再可訴並加餘量',
    CONTACT: '信用卡業務管理規定：聯絡與上門紀錄',
    RECORDING: '信用卡業務管理規定：錄音，至債務清償及紀錄期限屆滿',
    EVIDENCE: '上門紀錄，以必要的最短時間為限',
    SHORT: '未達成協議：結束後九十日刪除',
  },
  roles: {
    borrower: '本人',
    agent: '客服',
    officer: '專員',
    supervisor: '主管',
    risk: '風險管理',
    committee: '委員會',
    auditor: '稽核',
    system: '系統',
  },
};

export const copyWords: Readonly<Record<Language, CopyWords>> = { en, 'zh-Hans': hans, 'zh-Hant': hant };
