import { Alternative } from '#functions/domain/assessment-part.ts';
import { moneyText } from '#functions/domain/agreement/template-format.ts';
import type { Currency } from '#functions/domain/money.ts';
import type { Language } from '#functions/domain/parts.ts';
import type { Affordability, AffordabilityReason } from '#functions/domain/plan/affordability.ts';

/** What is offered instead of a plan that cannot be carried (4.6). */
const alternatives = Alternative.options;

interface Amounts {
  readonly instalment: string;
  readonly left: string;
  readonly affordable: string;
  readonly essentials: string;
  readonly ratio: string;
}
type Sentence = (amounts: Amounts) => string;

interface Words {
  readonly reasons: Readonly<Record<AffordabilityReason, Sentence>>;
  readonly alternatives: Readonly<Record<Alternative, string>>;
  readonly passes: Sentence;
}

const english: Words = {
  passes: ({ instalment, left }) =>
    `You can carry ${instalment} a month: ${left} is left after essentials and other debts.`,
  reasons: {
    NOTHING_DISPOSABLE: ({ essentials }) =>
      `After essentials of ${essentials} and your other debts nothing is left to pay an instalment with.`,
    INSTALMENT_ABOVE_DISPOSABLE: ({ instalment, left }) =>
      `${instalment} a month is more than the ${left} that is left.`,
    INSTALMENT_NEAR_DISPOSABLE: ({ instalment, left, affordable }) =>
      `${instalment} a month takes almost all of the ${left} that is left; ${affordable} would leave a reserve. A supervisor looks at it.`,
    DSR_ABOVE_LIMIT: ({ ratio }) => `All debts together would take ${ratio} % of your income, which is too much.`,
    DSR_NEAR_LIMIT: ({ ratio }) => `All debts together would take ${ratio} % of your income. A supervisor looks at it.`,
    ESSENTIALS_BELOW_FLOOR: ({ essentials }) =>
      `We reckon with ${essentials} for essentials, the least for your region.`,
    NO_FLOOR_IN_CURRENCY: () =>
      'There is no table of essentials in this currency. A supervisor looks at what you have stated.',
    INCOME_PARTLY_UNPROVEN: () => 'Income without proof counts in part only. Proof of it would help you.',
  },
  alternatives: {
    TOKEN_PAYMENT: 'a small payment each month for now',
    MORATORIUM: 'some months without instalments',
    WAIVER_REVIEW: 'a review of interest and fees that could be given up',
    FREE_ADVICE: 'free debt advice by somebody independent',
  },
};

const simplified: Words = {
  passes: ({ instalment, left }) => `扣除生活必需和其他债务后余 ${left}，每月可负担 ${instalment}。`,
  reasons: {
    NOTHING_DISPOSABLE: ({ essentials }) => `扣除生活必需 ${essentials} 和其他债务后，已无余款可付分期。`,
    INSTALMENT_ABOVE_DISPOSABLE: ({ instalment, left }) => `每月 ${instalment} 超过剩余的 ${left}。`,
    INSTALMENT_NEAR_DISPOSABLE: ({ instalment, left, affordable }) =>
      `每月 ${instalment} 几乎用尽剩余的 ${left}；${affordable} 可留有余地。将由主管复核。`,
    DSR_ABOVE_LIMIT: ({ ratio }) => `全部债务将占收入的 ${ratio}%，比例过高。`,
    DSR_NEAR_LIMIT: ({ ratio }) => `全部债务将占收入的 ${ratio}%。将由主管复核。`,
    ESSENTIALS_BELOW_FLOOR: ({ essentials }) => `生活必需按您所在地区的最低标准 ${essentials} 计算。`,
    NO_FLOOR_IN_CURRENCY: () => '没有该币种的生活必需标准，将由主管核实您申报的金额。',
    INCOME_PARTLY_UNPROVEN: () => '没有证明的收入只按部分计算，补交证明对您有利。',
  },
  alternatives: {
    TOKEN_PAYMENT: '暂时每月小额还款',
    MORATORIUM: '数月内暂缓还款',
    WAIVER_REVIEW: '审核可减免的利息和费用',
    FREE_ADVICE: '由独立机构提供的免费债务咨询',
  },
};

const traditional: Words = {
  passes: ({ instalment, left }) => `扣除生活必需和其他債務後餘 ${left}，每月可負擔 ${instalment}。`,
  reasons: {
    NOTHING_DISPOSABLE: ({ essentials }) => `扣除生活必需 ${essentials} 和其他債務後，已無餘款可付分期。`,
    INSTALMENT_ABOVE_DISPOSABLE: ({ instalment, left }) => `每月 ${instalment} 超過剩餘的 ${left}。`,
    INSTALMENT_NEAR_DISPOSABLE: ({ instalment, left, affordable }) =>
      `每月 ${instalment} 幾乎用盡剩餘的 ${left}；${affordable} 可留有餘地。將由主管覆核。`,
    DSR_ABOVE_LIMIT: ({ ratio }) => `全部債務將占收入的 ${ratio}%，比例過高。`,
    DSR_NEAR_LIMIT: ({ ratio }) => `全部債務將占收入的 ${ratio}%。將由主管覆核。`,
    ESSENTIALS_BELOW_FLOOR: ({ essentials }) => `生活必需按您所在地區的最低標準 ${essentials} 計算。`,
    NO_FLOOR_IN_CURRENCY: () => '沒有該幣別的生活必需標準，將由主管核實您申報的金額。',
    INCOME_PARTLY_UNPROVEN: () => '沒有證明的收入只按部分計算，補交證明對您有利。',
  },
  alternatives: {
    TOKEN_PAYMENT: '暫時每月小額還款',
    MORATORIUM: '數月內暫緩還款',
    WAIVER_REVIEW: '審核可減免的利息和費用',
    FREE_ADVICE: '由獨立機構提供的免費債務諮詢',
  },
};

const wordsIn = { 'zh-Hant': traditional, 'zh-Hans': simplified, en: english } as const satisfies Record<
  Language,
  Words
>;

export interface Explained {
  readonly explanations: string[];
  readonly alternatives: { kind: Alternative; text: string }[];
}

/** 4.6, C35: the verdict in the borrower's words, each reason with its figures, and after a failed one what else there is. */
export const explain = (
  judged: Affordability,
  instalmentMinor: number,
  currency: Currency,
  language: Language,
): Explained => {
  const words = wordsIn[language];
  const money = (minor: number): string => moneyText(minor, currency);
  const amounts: Amounts = {
    /** Without an instalment in question it is what could be carried. */
    instalment: money(instalmentMinor > 0 ? instalmentMinor : judged.affordableMinor),
    left: money(Math.max(0, judged.disposableMinor)),
    affordable: money(judged.affordableMinor),
    essentials: money(judged.essentialsMinor),
    ratio: judged.dsrAfterPct,
  };
  const reasons = judged.reasons.map((reason) => words.reasons[reason](amounts));
  return {
    explanations: judged.verdict === 'PASS' ? [words.passes(amounts), ...reasons] : reasons,
    alternatives:
      judged.verdict === 'FAIL' ? alternatives.map((kind) => ({ kind, text: words.alternatives[kind] })) : [],
  };
};

/** What a person has decided to offer, in the borrower's words. */
export const alternativesIn = (kinds: readonly Alternative[], language: Language): Explained['alternatives'] =>
  kinds.map((kind) => ({ kind, text: wordsIn[language].alternatives[kind] }));
