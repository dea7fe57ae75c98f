import type { Language } from '#functions/domain/parts.ts';
import { refusalStatus } from '#functions/domain/refusal.ts';
import type { Refusal } from '#functions/domain/refusal.ts';
import { titleOf } from '#functions/runtime/problem-titles.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance: string;
  readonly code: string;
  readonly rules?: readonly string[];
  readonly earliest?: string;
  readonly fields?: readonly { readonly pointer: string; readonly message: string }[];
  readonly state?: string;
  readonly hold?: string;
}

/** RFC 9457: what said no and why, under a stable code (api.md, conventions). */
export const problemOf = (refusal: Refusal, language: Language, requestId: string): Problem => {
  const { rules = [], ...facts } = refusal.facts;
  return {
    type: `urn:problem:${refusal.code}`,
    title: titleOf(refusal.code, language),
    status: refusalStatus[refusal.code],
    detail: refusal.message,
    instance: `urn:request:${requestId}`,
    code: refusal.code,
    ...(rules.length === 0 ? {} : { rules }),
    ...facts,
  };
};

const faultTitles: Record<Language, string> = {
  en: 'Something went wrong on our side',
  'zh-Hant': '系統發生錯誤',
  'zh-Hans': '系统发生错误',
};

/** A fault tells nothing of itself: the request id finds it in the log. */
export const faultProblem = (language: Language, requestId: string): Problem => ({
  type: 'urn:problem:Fault',
  title: faultTitles[language],
  status: 500,
  instance: `urn:request:${requestId}`,
  code: 'Fault',
});
