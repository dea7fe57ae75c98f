import { contactLines } from '#functions/domain/agreement/template-blocks.ts';
import type { ContactLines } from '#functions/domain/agreement/template-input.ts';
import { wordsOf } from '#functions/domain/agreement/template-languages.ts';
import { writtenDate } from '#functions/domain/agreement/template-format.ts';
import { noticeWordsOf } from '#functions/domain/agreement/template-notice-languages.ts';
import { secondText } from '#functions/domain/agreement/template-notices.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { dateOf, timeOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { mentionsOf } from '#functions/domain/notice-mentions.ts';
import { firstWords } from '#functions/domain/notice-words-1.ts';
import type { Language } from '#functions/domain/parts.ts';
import { alternativesIn } from '#functions/domain/plan/capacity-words.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import type { Notice } from '#functions/domain/servicing-parts.ts';

/** Staff number → name on the work ID. */
export type OfficerNames = Readonly<Record<string, string>>;

/** R19: staff numbers of those whom a notice about an appointment names; without one, whoever follows the plan up. */
const officersIn = (file: CaseFile, about: string | undefined): readonly string[] =>
  file.appointments[about ?? '']?.officers ??
  [file.meta?.followUpOfficerId].flatMap((officerId) => (officerId === undefined ? [] : [officerId]));

/** Whose names a message needs. */
export const namedIn = (file: CaseFile, { about, mentions }: Pick<Notice, 'about' | 'mentions'>): readonly string[] => {
  const owner = file.followUps[about ?? '']?.ownerId;
  const named = [...officersIn(file, about), ...(mentions?.officerIds ?? []), ...(owner === undefined ? [] : [owner])];
  return [...new Set(named)];
};

export const listedOfficers = (officerIds: readonly string[], names: OfficerNames, language: Language): string =>
  officerIds.map((id) => (names[id] === undefined ? id : `${names[id]} (${id})`)).join(language === 'en' ? ', ' : '、');

/** R9a: from the pack of the case, in the language of the message. */
export const linesOf = (policy: PolicyPack, language: Language): ContactLines => ({
  hotline: policy.hotline,
  officerCheck: policy.officerCheck[language],
  complaint: policy.complaints[language],
  regulatorLine: policy.regulatorLine,
});

type Written = (
  file: CaseFile,
  policy: PolicyPack,
  notice: Notice,
  names: OfficerNames,
) => { subject: string; text: string } | undefined;

const versionOne: Written = (file, policy, notice, names) => {
  const { language, about } = notice;
  const sentence = firstWords(file, policy, notice, listedOfficers(officersIn(file, about), names, language));
  return sentence === undefined
    ? undefined
    : {
        subject: policy.lender[language],
        text: [sentence, ...contactLines(wordsOf(language), linesOf(policy, language))].join('\n'),
      };
};

/** A name stands in an e-mail, never on the lock screen of a telephone. */
const versionTwo: Written = (file, policy, notice, names) => {
  const { language, kind, channel } = notice;
  const words = noticeWordsOf(language);
  const zone = zoneOf(file, policy);
  const asOf = notice.claimedAt ?? file.lastAsOf;
  const { startsAt, place, officerIds, missing, outcome, alternatives, ended, ...mentioned } =
    notice.mentions ?? mentionsOf(file, notice, { policy, asOf });
  const officers = officerIds?.length ? listedOfficers(officerIds, names, language) : undefined;
  return secondText(kind, language, {
    bankName: policy.lender[language],
    ...linesOf(policy, language),
    ...mentioned,
    borrowerName: channel === 'EMAIL' && notice.officerId === undefined ? borrowerOf(file)?.name : undefined,
    startsAt: startsAt && `${writtenDate(dateOf(startsAt, zone), language)} ${timeOf(startsAt, zone)}`,
    place: place && words.places[place],
    officers,
    personInCharge: officers,
    missing: missing?.length ? missing.map((one) => words.papers[one]) : undefined,
    outcome: outcome && words.outcomes[outcome],
    alternatives: alternatives?.length ? alternativesIn(alternatives, language).map(({ text }) => text) : undefined,
    isEnded: ended === true,
  });
};

/** Every version that was ever sent: an old notice still reads as it did. */
const versions: Readonly<Record<string, Written>> = { '1': versionOne, '2': versionTwo };

/** R9a: the text of a message by the version of its words: what it is about, hotline, how to check an officer, how to complain, and the warning. */
export const noticeText = (
  file: CaseFile,
  policy: PolicyPack,
  notice: Notice,
  names: OfficerNames = {},
): { subject: string; text: string } => {
  const written = versions[notice.templateVersion]?.(file, policy, notice, names);
  if (written === undefined)
    throw new TypeError(`there are no words of version ${notice.templateVersion} for ${notice.kind}`);
  return written;
};
