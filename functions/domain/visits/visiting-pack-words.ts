import type { Language } from '#functions/domain/parts.ts';
import type { VisitingPack } from '#functions/domain/visits/visiting-pack.ts';

interface PackWords {
  readonly title: string;
  readonly subject: (appointmentId: string) => string;
  readonly facts: {
    readonly borrower: string;
    readonly time: string;
    readonly place: string;
    readonly address: string;
    readonly officers: string;
  };
  readonly places: Readonly<Record<VisitingPack['appointment']['place'], string>>;
  readonly stepsHeading: string;
  /** R20-R27, in the order in which they are done. */
  readonly steps: readonly string[];
  readonly itemsHeading: string;
  readonly columns: { readonly item: string; readonly onFile: string; readonly result: string };
  readonly fields: Readonly<Record<string, string>>;
  readonly issuedOn: (day: string) => string;
  readonly validUntil: (day: string) => string;
  readonly choices: string;
  readonly consentsHeading: string;
  readonly consents: Readonly<Record<'HOME_ENTRY' | 'RECORDING' | 'OUT_OF_HOURS', string>>;
  readonly given: string;
  readonly notGiven: string;
  readonly signHeading: string;
  readonly signText: string;
  readonly borrower: string;
  readonly officer: string;
}

export const packWords: Readonly<Record<Language, PackWords>> = {
  en: {
    title: 'Visiting pack',
    subject: (appointmentId) => `Visiting pack, appointment ${appointmentId}`,
    facts: { borrower: 'Borrower', time: 'Time', place: 'Place', address: 'Address', officers: 'Officers' },
    places: { HOME: 'at home', BRANCH: 'at the branch', VIDEO: 'video call', NEUTRAL: 'at the place agreed on' },
    stepsHeading: '1. In this order',
    steps: [
      'Every officer shows the work ID and says who he is and why he comes.',
      'Ask for consent before entering the home. Without it, meet at a branch, by video or at another place.',
      'Ask for consent before recording. Without it, write a record that both sign.',
      'When other people are present, say nothing of the matter unless the borrower agrees.',
      'Check each item below and take down the answer as the borrower’s own statement.',
      'The borrower may end the visit at any moment, without any disadvantage. Then leave.',
      'Take no cash and no payment to a personal account.',
    ],
    itemsHeading: '2. To check',
    columns: { item: 'Item', onFile: 'On file', result: 'Result' },
    fields: {
      NAME: 'Name',
      CONTACT: 'Contact data',
      ADDRESS: 'Address',
      'DOC:ID': 'Proof of identity',
      'DOC:RESIDENCE': 'Proof of household or residence',
      'DOC:INCOME_OR_ASSET': 'Proof of income or assets',
      'DOC:OTHER': 'Other paper',
    },
    issuedOn: (day) => `issued on ${day}`,
    validUntil: (day) => `valid until ${day}`,
    choices: 'matches / differs / cannot be checked',
    consentsHeading: '3. Consents given beforehand',
    consents: { HOME_ENTRY: 'Entering the home', RECORDING: 'Recording', OUT_OF_HOURS: 'Outside the usual hours' },
    given: 'given; ask again on the spot',
    notGiven: 'not given',
    signHeading: '4. Record of the visit',
    signText: 'What was seen and said is recorded; both sign that the record is true.',
    borrower: 'The borrower',
    officer: 'An officer',
  },
  'zh-Hans': {
    title: '上门服务资料',
    subject: (appointmentId) => `上门服务资料，预约 ${appointmentId}`,
    facts: { borrower: '客户', time: '时间', place: '地点', address: '地址', officers: '服务人员' },
    places: { HOME: '客户住所', BRANCH: '本行网点', VIDEO: '视频通话', NEUTRAL: '双方约定的地点' },
    stepsHeading: '一、依次办理',
    steps: [
      '每位服务人员先出示工作证，说明身份和来意。',
      '进入住所前须当场征得同意；未获同意的，改在网点、通过视频或在其他地点会面。',
      '录音录像前须征得同意；未获同意的，作书面记录并由双方签字。',
      '有他人在场时，未经客户同意，不得谈及有关事项。',
      '逐项核对下列内容，并将客户的回答记为其本人陈述。',
      '客户可以随时结束上门服务，不会因此受到任何不利影响；届时请立即离开。',
      '不收取现金，不得收款至个人账户。',
    ],
    itemsHeading: '二、核对事项',
    columns: { item: '事项', onFile: '登记内容', result: '结果' },
    fields: {
      NAME: '姓名',
      CONTACT: '联系方式',
      ADDRESS: '地址',
      'DOC:ID': '身份证明',
      'DOC:RESIDENCE': '户籍或居住证明',
      'DOC:INCOME_OR_ASSET': '收入或资产证明',
      'DOC:OTHER': '其他材料',
    },
    issuedOn: (day) => `签发日期：${day}`,
    validUntil: (day) => `有效期至：${day}`,
    choices: '一致 / 不一致 / 无法核对',
    consentsHeading: '三、事先给予的同意',
    consents: { HOME_ENTRY: '进入住所', RECORDING: '录音录像', OUT_OF_HOURS: '通常时段以外' },
    given: '已同意；仍须当场确认',
    notGiven: '未同意',
    signHeading: '四、上门记录',
    signText: '所见所述均已记录，双方签字确认记录属实。',
    borrower: '客户',
    officer: '服务人员',
  },
  'zh-Hant': {
    title: '訪視資料',
    subject: (appointmentId) => `訪視資料，預約 ${appointmentId}`,
    facts: { borrower: '客戶', time: '時間', place: '地點', address: '地址', officers: '訪視人員' },
    places: { HOME: '客戶住所', BRANCH: '本行分行', VIDEO: '視訊通話', NEUTRAL: '雙方約定的地點' },
    stepsHeading: '一、依序辦理',
    steps: [
      '每位訪視人員先出示工作證，說明身分及來意。',
      '進入住所前須當場徵得同意；未獲同意者，改於分行、以視訊或於其他地點會面。',
      '錄音錄影前須徵得同意；未獲同意者，作成書面紀錄並由雙方簽名。',
      '有他人在場時，未經客戶同意，不得談及相關事項。',
      '逐項核對下列內容，並將客戶之回答記為其本人陳述。',
      '客戶得隨時結束訪視，不會因此受到任何不利影響；屆時請立即離開。',
      '不收取現金，不得收款至個人帳戶。',
    ],
    itemsHeading: '二、核對事項',
    columns: { item: '事項', onFile: '登記內容', result: '結果' },
    fields: {
      NAME: '姓名',
      CONTACT: '聯絡方式',
      ADDRESS: '地址',
      'DOC:ID': '身分證明',
      'DOC:RESIDENCE': '戶籍或居住證明',
      'DOC:INCOME_OR_ASSET': '收入或資產證明',
      'DOC:OTHER': '其他文件',
    },
    issuedOn: (day) => `核發日期：${day}`,
    validUntil: (day) => `有效期限：${day}`,
    choices: '相符 / 不符 / 無法核對',
    consentsHeading: '三、事先給予之同意',
    consents: { HOME_ENTRY: '進入住所', RECORDING: '錄音錄影', OUT_OF_HOURS: '通常時段以外' },
    given: '已同意；仍須當場確認',
    notGiven: '未同意',
    signHeading: '四、訪視紀錄',
    signText: '所見所述均已記錄，雙方簽名確認紀錄屬實。',
    borrower: '客戶',
    officer: '訪視人員',
  },
};
