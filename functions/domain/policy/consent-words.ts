import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/**
 * What a borrower agrees to, kind by kind, where a pack has no words of its own: what for, that a no costs nothing, and how
 * to take it back (R7; C35: purpose, kinds of data, separate consent for sensitive ones). `{lender}` and `{hotline}` are the
 * pack's. A change of words is a new `consentTextVersion`: a test holds these.
 */
export const consentWords: PolicyPack['consentTexts'] = {
  SERVICE: {
    'zh-Hant':
      '本人同意使用{lender}的還款協助服務：由人員依約定時間與本人見面，核對身分與資料，共同擬定負擔得起的還款方案。本服務不收費用。本人可以拒絕，也可隨時經應用程式、服務熱線 {hotline} 或書面撤回，不會因此受到任何不利影響。',
    'zh-Hans':
      '本人同意使用{lender}的还款协助服务：由工作人员按约定时间与本人见面，核对身份与资料，共同制定能够承受的还款方案。本服务不收费用。本人可以拒绝，也可随时通过应用、服务热线 {hotline} 或书面撤回，不会因此受到任何不利影响。',
    en: 'I agree to use the repayment assistance of {lender}: at an agreed time officers meet me, check my identity and papers, and work out with me a plan that I can carry. The service is free of charge. I may decline, and I may withdraw at any time in the app, by the hotline {hotline} or in writing, without any disadvantage.',
  },
  DATA: {
    'zh-Hant':
      '本人同意{lender}為提供還款協助，處理本人的姓名、聯絡方式、地址、帳戶欠款及還款紀錄。資料僅用於此目的，依法保存至必要期限後刪除。本人可查閱、更正、取得副本，並可隨時經應用程式、服務熱線 {hotline} 或書面撤回同意。',
    'zh-Hans':
      '本人同意{lender}为提供还款协助，处理本人的姓名、联系方式、地址、账户欠款及还款记录。信息仅用于此目的，依法保存至必要期限后删除。本人可查阅、更正、取得副本，并可随时通过应用、服务热线 {hotline} 或书面撤回同意。',
    en: 'I agree that {lender} processes my name, contact data, address, what I owe and what I have paid, in order to help me with repayment. The data serve this purpose alone and are deleted when the legally necessary time is over. I may see, correct and copy them, and I may withdraw at any time in the app, by the hotline {hotline} or in writing.',
  },
  SENSITIVE: {
    'zh-Hant':
      '本人單獨同意{lender}為核對身分與評估還款能力，處理本人的敏感個人資料：身分證件號碼、收入與資產證明、金融帳戶資料。不提供將無法完成評估。本人可隨時經應用程式、服務熱線 {hotline} 或書面撤回同意。',
    'zh-Hans':
      '本人单独同意{lender}为核对身份与评估还款能力，处理本人的敏感个人信息：身份证件号码、收入与资产证明、金融账户信息。不提供将无法完成评估。本人可随时通过应用、服务热线 {hotline} 或书面撤回同意。',
    en: 'I separately agree that {lender} processes sensitive data of mine in order to check my identity and what I can carry: the number of my identity paper, proof of income and assets, and data of my financial accounts. Without them the assessment cannot be made. I may withdraw at any time in the app, by the hotline {hotline} or in writing.',
  },
  RECORDING: {
    'zh-Hant':
      '本人同意在本次面談中錄音或拍照，作為面談經過的紀錄。不同意也可繼續面談，改由雙方簽署書面紀錄。本人可隨時要求停止。',
    'zh-Hans':
      '本人同意在面谈中录音或拍照，作为面谈经过的记录。不同意也可以继续面谈，改由双方签署书面记录。本人可以随时要求停止。',
    en: 'I agree that the talk is recorded or photographed as a record of how it went. Without my consent it goes on with a written record that both sides sign. I may ask to stop at any time.',
  },
  HOME_ENTRY: {
    'zh-Hant':
      '本人同意已出示工作證的人員此刻進入本人住處面談。本人可隨時要求其離開，也可改在分行、視訊或約定的其他地點面談，不會因此受到任何不利影響。',
    'zh-Hans':
      '本人同意已出示工作证的工作人员此刻进入本人住处面谈。本人可以随时要求其离开，也可以改在网点、视频或约定的其他地点面谈，不会因此受到任何不利影响。',
    en: 'I agree that the officers who have shown me their work ID enter my home now to talk. I may ask them to leave at any time, or meet at a branch, by video or at another agreed place instead, without any disadvantage.',
  },
  OUT_OF_HOURS: {
    'zh-Hant':
      '本人同意{lender}於一般聯絡時段之外，依本人提出的時間與本人聯絡或見面。本人可隨時經應用程式、服務熱線 {hotline} 或書面撤回同意。',
    'zh-Hans':
      '本人同意{lender}在一般联系时段之外，按本人提出的时间与本人联系或见面。本人可随时通过应用、服务热线 {hotline} 或书面撤回同意。',
    en: 'I agree that {lender} contacts or meets me outside the usual hours, at times that I have asked for. I may withdraw at any time in the app, by the hotline {hotline} or in writing.',
  },
};
