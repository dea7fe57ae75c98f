/** Where the house has agreed on another end than as if nothing had happened: why, and how it is known. */
export interface Agreed {
  readonly why: string;
  /** A text that stands in the world then. */
  readonly endsIn?: string;
  /** Messages more than without the mishap. */
  readonly moreMessages?: number;
  /** What the repeat adds to the world, once. */
  readonly adds?: RegExp;
  /** Its record comes first and items follow it: file and journal agree again when it is repeated. */
  readonly followsItsRecord?: true;
  /** It answers with what it did itself. */
  readonly answersOtherwise?: true;
}

/** A file under the hash of a seal that the case never named; it goes with the case (R66). */
const anotherSeal: Agreed = {
  why: 'a seal is another one at each try: of the files that were written the case names one',
  adds: /^object documents\/cases\/.*\.#\./,
};

/** Where the house has agreed on something else than as if nothing had happened. */
export const agreed: Readonly<Record<string, Agreed>> = {
  'stream: NoticePlanned': { why: "what may have gone out is a person's matter (R9a)", endsIn: 'CHECK_NOTICE' },
  'agenda: startDue': { why: 'it counts what it started itself', answersOtherwise: true },
  syncVisit: { why: 'it says of each step whether it was there already', answersOtherwise: true },
  handOverOfficer: { why: 'it says how many cases it did itself', answersOtherwise: true },
  'retention: recordDestruction': {
    why: 'what is destroyed is too much for one transaction: the record first, then the items',
    followsItsRecord: true,
  },
  signAgreement: anotherSeal,
  downloadOriginal: anotherSeal,
  downloadAmendment: anotherSeal,
  'deadline: recordLapse': anotherSeal,
  upload: { why: 'it says what it did itself', answersOtherwise: true },
  requestSigningCode: {
    why: 'who asks again for a code that he did not get is sent another, and the first is void',
    endsIn: 'SigningCodeSent',
    moreMessages: 1,
  },
};
