import { consentInForce } from '#functions/domain/consents.ts';
import { fromPack } from '#functions/domain/contact-gate/planned-contact.ts';
import type { Moment, Spoken } from '#functions/domain/contact-gate/planned-contact.ts';
import type { CaseFile, StateName } from '#functions/domain/model.ts';
import type { Contact } from '#functions/domain/parts.ts';
import type { ThirdPartyPermit } from '#functions/domain/contact-parts.ts';
import type { Blocked } from '#functions/domain/servicing-parts.ts';

const actOf = {
  PHONE: 'CALL',
  VISIT: 'VISIT',
  SMS: 'MESSAGE',
  EMAIL: 'MESSAGE',
  LETTER: 'MESSAGE',
} as const satisfies Record<Contact['channel'], Blocked>;

/** The borrower has said no, or the case is locked away: nothing but the way to a person stays open. */
const closedToService: readonly StateName[] = ['NEW', 'DECLINED', 'WITHDRAWN', 'ARCHIVED', 'DESTROYED'];
/** The service is offered until the borrower has answered. */
const openToOffer: readonly StateName[] = ['OPEN', 'OFFERED'];

const said = (
  isAllowed: boolean,
  rules: string[],
  key: string,
  more: Omit<Spoken, 'says' | 'rules' | 'key' | 'waitingHelps'>,
): Spoken => ({
  rules,
  key,
  says: isAllowed ? 'PASS' : 'FORBID',
  waitingHelps: false,
  ...more,
});

/** What for: collection only once an agreement has failed (C8; 4.15, 12), service never against the borrower's no (R7). */
const purposeSpeaks = ({ file, contact }: Moment): Spoken => {
  const { state } = file.status;
  const where = { origin: 'STATE', limit: state } as const;
  switch (contact.purpose) {
    case 'COLLECTION':
      return said(state === 'TERMINATED', ['C8', '4.15'], 'purpose', {
        ...where,
        source:
          'Commercial Bank Credit Card Measures, Art. 70: no collection from the agreement on, unless it has failed',
      });
    case 'OFFER':
      return said(openToOffer.includes(state), ['R7'], 'purpose', {
        ...where,
        source: 'an offer is made until the borrower has answered it, and not again',
      });
    case 'SERVICE':
    case 'REMINDER':
      return said(!closedToService.includes(state), ['R7'], 'purpose', {
        ...where,
        source: 'a refusal of the service ends the contacts about it',
      });
  }
};

/** 4.15, 34: every hold in force that blocks this kind of contact. */
const holdsSpeak = ({ file, contact }: Moment): Spoken[] =>
  Object.values(file.holds)
    .filter((hold) => hold.releasedAt === undefined)
    .map((hold) =>
      said(!hold.blocks.includes(actOf[contact.channel]), ['4.1', '4.15'], `hold.${hold.kind}`, {
        origin: 'HOLD',
        source: `${hold.kind} until a person lifts it`,
        limit: hold.blocks.join(),
      }),
    );

/** R7: no visit without the borrower's recorded yes. */
const visitSpeaks = ({ file, contact }: Moment): Spoken[] =>
  contact.channel === 'VISIT'
    ? [
        said(consentInForce(file, 'SERVICE') !== undefined, ['R7'], 'consent.SERVICE', {
          origin: 'CONSENT',
          source: 'no visit without recorded consent',
          limit: 'SERVICE',
        }),
      ]
    : [];

/** The leave in force to ask somebody else, if there is one. */
export const permitInForce = (file: CaseFile): ThirdPartyPermit | undefined =>
  Object.values(file.permits).find(({ status }) => status === 'ON');

/** R9, C13: off; where the pack allows it and a supervisor has switched it on, by telephone and without the debt. */
const thirdPartySpeaks = ({ file, contact, policy }: Moment): Spoken[] => {
  if (contact.party !== 'THIRD_PARTY') return [];
  const { mode } = policy.contact.thirdParty;
  const { rules, ...basis } = fromPack(policy, 'contact.thirdParty');
  const pack = said(mode !== 'BANNED', ['R9', ...rules], basis.key, {
    origin: basis.origin,
    source: basis.source,
    limit: mode,
  });
  if (mode === 'BANNED') return [pack];
  const permit = permitInForce(file);
  return [
    pack,
    said(permit !== undefined, ['R9', 'C13'], 'thirdParty.permit', {
      origin: 'PERMIT',
      source: 'a supervisor permits it for this case while the borrower is unreachable',
      limit: permit?.unreachableBy ?? 'none',
    }),
    said(contact.purpose === 'SERVICE' && contact.channel === 'PHONE', ['R9', 'C13'], 'thirdParty.purpose', {
      origin: basis.origin,
      source: 'only to ask for contact data or to pass a message on, by telephone, without the debt',
      limit: 'SERVICE by PHONE',
    }),
  ];
};

/** Rules that a person or the borrower must change first: waiting alone never helps. */
export const permissionSpeaks = (moment: Moment): readonly Spoken[] => [
  purposeSpeaks(moment),
  ...holdsSpeak(moment),
  ...visitSpeaks(moment),
  ...thirdPartySpeaks(moment),
];
