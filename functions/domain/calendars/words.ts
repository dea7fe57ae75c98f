import type { Appointment, Language } from '#functions/domain/parts.ts';

/** What stands in a calendar: anybody may look over a shoulder, so no name, no amount, no word of a debt (R14). */
interface CalendarWords {
  readonly calendar: string;
  readonly appointment: string;
  readonly visit: string;
  readonly instalment: string;
  readonly followUp: string;
  readonly places: Readonly<Record<Appointment['place'], string>>;
  readonly officers: (officers: string) => string;
  readonly check: (hotline: string) => string;
  readonly change: string;
  readonly reference: (caseId: string) => string;
}

export const calendarWords: Readonly<Record<Language, CalendarWords>> = {
  en: {
    calendar: 'Appointments',
    appointment: 'Appointment',
    visit: 'Visit',
    instalment: 'Due date',
    followUp: 'Follow-up',
    places: { HOME: 'at home', BRANCH: 'at the branch', VIDEO: 'video call', NEUTRAL: 'as agreed' },
    officers: (officers) => `Who comes: ${officers}. They show their work ID first.`,
    check: (hotline) => `Check who comes, or ask: ${hotline}.`,
    change: 'If it does not suit you, tell us a day before at the latest. You may end the visit at any time.',
    reference: (caseId) => `Reference: ${caseId}`,
  },
  'zh-Hans': {
    calendar: '预约',
    appointment: '预约',
    visit: '上门服务',
    instalment: '到期日',
    followUp: '回访',
    places: { HOME: '住所', BRANCH: '网点', VIDEO: '视频通话', NEUTRAL: '约定地点' },
    officers: (officers) => `到访人员：${officers}。工作人员会先出示工作证。`,
    check: (hotline) => `核实到访人员或咨询：${hotline}。`,
    change: '如需改期，请至少提前一天告知。您可以随时结束上门服务。',
    reference: (caseId) => `编号：${caseId}`,
  },
  'zh-Hant': {
    calendar: '預約',
    appointment: '預約',
    visit: '訪視',
    instalment: '到期日',
    followUp: '關懷聯繫',
    places: { HOME: '住所', BRANCH: '分行', VIDEO: '視訊通話', NEUTRAL: '約定地點' },
    officers: (officers) => `到訪人員：${officers}。人員會先出示工作證。`,
    check: (hotline) => `查證到訪人員或洽詢：${hotline}。`,
    change: '如需改期，請至少提前一天告知。您可隨時結束訪視。',
    reference: (caseId) => `編號：${caseId}`,
  },
};
