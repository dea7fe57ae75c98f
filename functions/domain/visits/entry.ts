import type * as z from 'zod';
import { epochMilliseconds } from '#functions/domain/calendar.ts';
import { consentInForce } from '#functions/domain/consents.ts';
import type { Context, Decider } from '#functions/domain/decision.ts';
import { inState } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { Consent, Language, Visit } from '#functions/domain/parts.ts';
import { consentText } from '#functions/domain/policy/consent-text.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { identified, runningVisit, takenAt } from '#functions/domain/visits/on-site.ts';
import type { EntryRecord } from '#functions/domain/visits/on-site.ts';

type Entry = z.infer<typeof EntryRecord>;

/** R21, R22: yes or no of the borrower, on the spot, on the text in force; the visit is its evidence. */
const spokenConsents = (
  visit: Visit,
  language: Language,
  { consents = [], capturedAt }: Entry,
  context: Context,
): Consent[] =>
  consents.map(({ kind, decision, textVersion }) => {
    if (textVersion !== context.policy.consentTextVersion)
      throw new Refusal('ConsentTextOutdated', `the text in force is ${context.policy.consentTextVersion}`, {
        rules: ['R7'],
      });
    return {
      consentId: context.newId('consent'),
      kind,
      status: decision,
      textVersion,
      textSha256: consentText(context.policy, kind, language).sha256,
      channel: 'ON_SITE',
      decidedAt: takenAt(capturedAt, context),
      evidenceId: visit.visitId,
    };
  });

/** R21: a consent to be let in that was given at the door, not on paper weeks ago. */
const entryConsent = (file: CaseFile, visit: Visit): Consent => {
  const consent = consentInForce(file, 'HOME_ENTRY');
  if (consent !== undefined && epochMilliseconds(consent.decidedAt) >= epochMilliseconds(visit.startedAt))
    return consent;
  throw new Refusal('EntryConsentMissing', 'entering a home needs the borrower’s consent on the spot', {
    rules: ['R21'],
  });
};

/** PUT is repeatable: the same entry, told again after a lost answer, is one entry in the journal. */
const isRepeat = ({ entry }: Visit, input: Entry): boolean =>
  entry !== undefined &&
  entry.place === input.place &&
  entry.recording === input.recording &&
  entry.othersPresent === input.othersPresent &&
  entry.othersAgreed === input.othersAgreed;

/** R21, R22, R24: inside a home only with consent on the spot, recorded only with consent; who else is there is noted. */
export const recordEntry: Decider<{ visitId: string } & Entry> = (file, input, context) => {
  inState(file, 'IN_VISIT');
  const visit = runningVisit(file, input.visitId, context);
  identified(visit, input.capturedAt);
  const ids = { visitId: visit.visitId };
  if (isRepeat(visit, input)) return { events: [], ids };
  const spoken = spokenConsents(visit, file.meta?.language ?? 'zh-Hans', input, context);
  const heard = spoken.reduce((now, consent) => withPart(now, 'consents', consent.consentId, consent), file);
  const entered = input.place === 'INSIDE_HOME' ? entryConsent(heard, visit) : undefined;
  if (input.recording && consentInForce(heard, 'RECORDING') === undefined) {
    throw new Refusal('RecordingConsentMissing', 'the borrower has not agreed to be recorded', { rules: ['R22'] });
  }
  const { place, recording, othersPresent, othersAgreed } = input;
  const entry = {
    place,
    recording,
    othersPresent,
    ...(othersAgreed === undefined ? {} : { othersAgreed }),
    recordedAt: takenAt(input.capturedAt, context),
    ...(entered === undefined ? {} : { entryConsentId: entered.consentId }),
  };
  return {
    events: [
      ...spoken.map((consent) => happened(consent.status === 'GIVEN' ? 'ConsentGiven' : 'ConsentRefused', { consent })),
      happened('EntryRecorded', { visit: { ...visit, entry } }),
    ],
    ids,
  };
};

/** R24, C1: nothing is said about the debt before others, unless the borrower agrees. */
export const mayTalk = ({ entry }: Visit): void => {
  if (entry === undefined)
    throw new Refusal('EntryNotRecorded', 'first note where you talk and who is there', { rules: ['R21'] });
  if (entry.othersPresent && entry.othersAgreed !== true)
    throw new Refusal('ThirdPartyNotPermitted', 'others are present and the borrower has not agreed', {
      rules: ['R24', 'C1'],
    });
};
