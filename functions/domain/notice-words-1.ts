import { moneyText, writtenDate } from '#functions/domain/agreement/template-format.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { dateOf, timeOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { Appointment, Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

/*
 * Version 1 of the messages, as it was first sent: never edited, since an old notice must still read as it did. New
 * kinds have words in the newest version alone (`agreement/template-notices-*.ts`).
 */

/** What a sentence may name: no product, no account, no reason: somebody else may read the screen. */
interface Facts {
  readonly bank: string;
  readonly when: string;
  readonly amount: string;
  /** Names and staff numbers (R19). */
  readonly officers: string;
}
type Sentence = (facts: Facts) => string;
type Words = Readonly<Partial<Record<Notice['kind'], Sentence>>>;

const english: Words = {
  SERVICE_OFFER: ({ bank }) =>
    `${bank}: we can help you to find a repayment plan that you can carry. The service is free.`,
  DOCUMENTS_MISSING: ({ bank }) =>
    `${bank}: some documents for your repayment service are still missing. You can hand them in by the app, by post or at a counter.`,
  APPOINTMENT_CONFIRMED: ({ bank, when, officers }) =>
    `${bank}: your appointment is confirmed for ${when}. Who comes: ${officers}. They show their work ID first.`,
  APPOINTMENT_CHANGED: ({ bank, when }) =>
    `${bank}: another time is proposed for your appointment: ${when}. Please confirm it or propose one that suits you.`,
  APPOINTMENT_CANCELLED: ({ bank, when }) =>
    `${bank}: your appointment on ${when} will not take place. We will agree on another one with you.`,
  APPOINTMENT_REMINDER: ({ bank, when, officers }) =>
    `${bank}: a reminder of your appointment on ${when}. Who comes: ${officers}. If it does not suit you, tell us today.`,
  OFFICERS_CHANGED: ({ bank, officers }) =>
    `${bank}: another officer looks after you now. Who comes or calls: ${officers}.`,
  AGREEMENT_ACTIVE: ({ bank }) => `${bank}: your repayment agreement is in force. You have your own original.`,
  INSTALMENT_REMINDER: ({ bank, when, amount }) =>
    `${bank}: your next instalment of ${amount} is due on ${when}. If this is difficult, talk to us before that day.`,
  INSTALMENT_LATE: ({ bank, when, amount }) =>
    `${bank}: your instalment of ${amount} due on ${when} has not arrived. If you have paid, please tell us; if this is difficult, we can help.`,
  BREACH_NOTICE: ({ bank, when, amount }) =>
    `${bank}: written notice. ${amount} of your plan is unpaid. Please pay by ${when}, or ask us for an adjustment; you may object and give evidence.`,
  FOLLOW_UP: ({ bank }) => `${bank}: we will soon ask how your repayment plan is going and whether you need help.`,
  ADJUSTMENT_ANSWERED: ({ bank }) =>
    `${bank}: your request about your repayment plan has been answered. See the app or call us.`,
  SETTLED: ({ bank }) =>
    `${bank}: everything under your repayment agreement is paid. Thank you. Your certificate is ready.`,
};

const simplified: Words = {
  SERVICE_OFFER: ({ bank }) => `【${bank}】我们可以协助您制定力所能及的还款方案，服务不收费。`,
  DOCUMENTS_MISSING: ({ bank }) => `【${bank}】您的还款服务尚缺部分文件，可通过应用、邮寄或柜台提交。`,
  APPOINTMENT_CONFIRMED: ({ bank, when, officers }) =>
    `【${bank}】您的面谈已确认，时间为${when}。来访人员：${officers}。他们会先出示工作证。`,
  APPOINTMENT_CHANGED: ({ bank, when }) => `【${bank}】您的面谈拟改为${when}，请确认，或提出适合您的时间。`,
  APPOINTMENT_CANCELLED: ({ bank, when }) => `【${bank}】原定${when}的面谈取消，我们会与您另约时间。`,
  APPOINTMENT_REMINDER: ({ bank, when, officers }) =>
    `【${bank}】提醒：您的面谈时间为${when}。来访人员：${officers}。如不方便，请今天告知我们。`,
  OFFICERS_CHANGED: ({ bank, officers }) => `【${bank}】为您服务的人员已变更，现为：${officers}。`,
  AGREEMENT_ACTIVE: ({ bank }) => `【${bank}】您的还款协议已生效，您持有一份原件。`,
  INSTALMENT_REMINDER: ({ bank, when, amount }) =>
    `【${bank}】您的下一期款项${amount}将于${when}到期。如有困难，请提前与我们联系。`,
  INSTALMENT_LATE: ({ bank, when, amount }) =>
    `【${bank}】您于${when}到期的款项${amount}尚未收到。如已付款请告知；如有困难，我们可以协助。`,
  BREACH_NOTICE: ({ bank, when, amount }) =>
    `【${bank}】书面通知：您的方案有${amount}未付。请于${when}前付清，或申请调整；您有权提出异议并提供证据。`,
  FOLLOW_UP: ({ bank }) => `【${bank}】我们近期将回访，了解您的还款方案进行情况以及是否需要协助。`,
  ADJUSTMENT_ANSWERED: ({ bank }) => `【${bank}】您关于还款方案的申请已有答复，请查看应用或来电。`,
  SETTLED: ({ bank }) => `【${bank}】您的还款协议已全部清偿，谢谢。证明已可领取。`,
};

const traditional: Words = {
  SERVICE_OFFER: ({ bank }) => `【${bank}】我們可以協助您制定力所能及的還款方案，服務不收費。`,
  DOCUMENTS_MISSING: ({ bank }) => `【${bank}】您的還款服務尚缺部分文件，可經應用程式、郵寄或櫃檯提交。`,
  APPOINTMENT_CONFIRMED: ({ bank, when, officers }) =>
    `【${bank}】您的面談已確認，時間為${when}。來訪人員：${officers}。他們會先出示工作證。`,
  APPOINTMENT_CHANGED: ({ bank, when }) => `【${bank}】您的面談擬改為${when}，請確認，或提出適合您的時間。`,
  APPOINTMENT_CANCELLED: ({ bank, when }) => `【${bank}】原定${when}的面談取消，我們會與您另約時間。`,
  APPOINTMENT_REMINDER: ({ bank, when, officers }) =>
    `【${bank}】提醒：您的面談時間為${when}。來訪人員：${officers}。如不方便，請今天告知我們。`,
  OFFICERS_CHANGED: ({ bank, officers }) => `【${bank}】為您服務的人員已變更，現為：${officers}。`,
  AGREEMENT_ACTIVE: ({ bank }) => `【${bank}】您的還款協議已生效，您持有一份正本。`,
  INSTALMENT_REMINDER: ({ bank, when, amount }) =>
    `【${bank}】您的下一期款項${amount}將於${when}到期。如有困難，請提前與我們聯絡。`,
  INSTALMENT_LATE: ({ bank, when, amount }) =>
    `【${bank}】您於${when}到期的款項${amount}尚未收到。如已付款請告知；如有困難，我們可以協助。`,
  BREACH_NOTICE: ({ bank, when, amount }) =>
    `【${bank}】書面通知：您的方案有${amount}未付。請於${when}前付清，或申請調整；您有權提出異議並提供證據。`,
  FOLLOW_UP: ({ bank }) => `【${bank}】我們近期將回訪，了解您的還款方案進行情況以及是否需要協助。`,
  ADJUSTMENT_ANSWERED: ({ bank }) => `【${bank}】您關於還款方案的申請已有答覆，請查看應用程式或來電。`,
  SETTLED: ({ bank }) => `【${bank}】您的還款協議已全部清償，謝謝。證明已可領取。`,
};

const sentences = { 'zh-Hant': traditional, 'zh-Hans': simplified, en: english } as const satisfies Record<
  Language,
  Words
>;

/** In the borrower's zone: day and time of the beginning. */
const whenOf = (file: CaseFile, policy: PolicyPack, { startsAt }: Appointment, language: Language): string => {
  const zone = zoneOf(file, policy);
  return `${writtenDate(dateOf(startsAt, zone), language)} ${timeOf(startsAt, zone)}`;
};

/** What the notice is about, as the file has it: an instalment, a breach, an appointment. */
const factsOf = (
  file: CaseFile,
  policy: PolicyPack,
  { about = '', language, kind }: Notice,
  officers: string,
): Facts => {
  const bank = policy.lender[language];
  const appointment = file.appointments[about];
  const schedule = Object.values(file.schedules).at(-1);
  const rows = schedule?.rows ?? [];
  const money = (nos: readonly number[]): string =>
    moneyText(
      rows
        .filter(({ no }) => nos.includes(no))
        .reduce((sum, row) => sum + row.principalMinor + row.interestMinor + row.feeMinor, 0),
      schedule?.currency ?? policy.currency,
    );
  const breach = file.breaches[about];
  if (kind === 'BREACH_NOTICE' && breach !== undefined)
    return { bank, officers, when: writtenDate(breach.cureUntil, language), amount: money(breach.instalmentNos) };
  const row = rows.find(({ no }) => String(no) === about);
  if (row !== undefined) return { bank, officers, when: writtenDate(row.dueOn, language), amount: money([row.no]) };
  return {
    bank,
    officers,
    when: appointment === undefined ? '' : whenOf(file, policy, appointment, language),
    amount: '',
  };
};

/** One sentence that says what it is about, as the file has it today; nothing for a kind that is younger. */
export const firstWords = (file: CaseFile, policy: PolicyPack, notice: Notice, officers: string): string | undefined =>
  sentences[notice.language][notice.kind]?.(factsOf(file, policy, notice, officers));
