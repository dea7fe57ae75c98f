import { eventWords, roleWords, stateWords } from '#functions/domain/archive/history-words.ts';
import { endedAs } from '#functions/domain/archive/retention.ts';
import type { Block, DocumentModel } from '#functions/domain/agreement/document-model.ts';
import type { Entry } from '#functions/domain/journal.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Language } from '#functions/domain/parts.ts';

interface Words {
  readonly title: string;
  readonly about: string;
  readonly note: string;
  readonly facts: readonly [caseNumber: string, period: string, end: string, rules: string];
  readonly head: readonly [string, string, string, string];
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    title: 'History of the case',
    about: 'About this case',
    note: 'Everything that happened, in the order of the journal. Names and words that somebody wrote stand in private.json; what each entry says in full stands in journal.jsonl. Times are UTC.',
    facts: ['Case', 'From – to', 'Ended as', 'Policy pack'],
    head: ['No.', 'When', 'What happened', 'By'],
  },
  'zh-Hans': {
    title: '案件经过',
    about: '案件概要',
    note: '以下按日志顺序列出全部经过。姓名和当事人书写的文字见 private.json；每条记录的全文见 journal.jsonl。时间为世界协调时。',
    facts: ['案件编号', '起止日期', '结案方式', '适用规则'],
    head: ['序号', '时间', '事项', '经办'],
  },
  'zh-Hant': {
    title: '案件經過',
    about: '案件概要',
    note: '以下依日誌順序列出全部經過。姓名及當事人書寫的文字見 private.json；每筆紀錄的全文見 journal.jsonl。時間為世界協調時間。',
    facts: ['案件編號', '起迄日期', '結案方式', '適用規則'],
    head: ['序號', '時間', '事項', '經辦'],
  },
};

/** `InstalmentLate` → `Instalment late`: the journal's own terms, so that a reader finds the entry again. */
const inWords = (event: string): string => {
  const spaced = event.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return `${spaced.slice(0, 1).toUpperCase()}${spaced.slice(1)}`;
};

type Listed = Readonly<Record<string, readonly [simplified: string, traditional: string] | undefined>>;
const said = (words: Listed, name: string, lang: Language, english: string): string => {
  const [simplified, traditional] = words[name] ?? [english, english];
  return lang === 'en' ? english : lang === 'zh-Hans' ? simplified : traditional;
};

const rowOf =
  (lang: Language) =>
  ({ seq, asOf, event, actor }: Entry): readonly string[] => [
    String(seq),
    `${asOf.slice(0, 10)} ${asOf.slice(11, 16)}`,
    said(eventWords, event, lang, inWords(event)),
    said(roleWords, actor.role, lang, actor.role),
  ];

/** A readable account of the whole case for whoever opens the package without a tool (R64). No personal data. */
export const historyOf = (file: CaseFile, entries: readonly Entry[], startedAt: string): DocumentModel => {
  const lang = file.meta?.language ?? 'en';
  const { title, about, note, facts, head } = words[lang];
  const values = [
    file.caseId,
    `${file.meta?.openedAt.slice(0, 10) ?? ''} – ${startedAt.slice(0, 10)}`,
    said(stateWords, endedAs(file), lang, inWords(endedAs(file))),
    `${file.policy.jurisdiction} ${file.policy.version}`,
  ];
  const blocks: readonly Block[] = [
    { kind: 'heading', level: 1, text: title },
    { kind: 'heading', level: 2, text: about },
    { kind: 'table', head: [], rows: facts.map((fact, index) => [fact, values[index] ?? '']), widths: [1, 3] },
    { kind: 'paragraph', text: note },
    { kind: 'table', head, rows: entries.map(rowOf(lang)), widths: [1, 3, 6, 2] },
  ];
  return { lang, title, subject: `${title} ${file.caseId}`, createdAt: startedAt, blocks };
};
