/** Why the business says no. Codes are stable: clients act on them (api.md, "Refusals by status"). */
export const refusalStatus = {
  InvalidRequest: 400,
  CursorInvalid: 400,
  TestClockNotAllowed: 400,
  Unauthenticated: 401,
  FourEyesViolated: 403,
  TierTooLow: 403,
  GapWaiverNotAllowed: 403,
  HoldKindNotYours: 403,
  NotResponsible: 403,
  NotTheHandler: 403,
  OfficerNotAssigned: 403,
  SignatoryNotAuthorised: 403,
  SuspensionNeedsRisk: 403,
  ForgeryNeedsSupervisor: 403,
  AccessNotGranted: 403,
  AccessExpired: 403,
  RoleNotAllowed: 403,
  PolicyPackUnknown: 404,
  NotFound: 404,
  MethodNotAllowed: 405,
  StateForbids: 409,
  LetterNotReady: 409,
  OnHold: 409,
  ConcurrentChange: 409,
  TestClockBehind: 409,
  ReportOutdated: 409,
  NothingOverdue: 409,
  OpenCaseExists: 409,
  AgreementSignedByBoth: 409,
  FeedbackAlreadyGiven: 409,
  ContactNotAllowed: 409,
  ThirdPartyNotPermitted: 409,
  ContactConcludedAlready: 409,
  BorrowerNotUnreachable: 409,
  ServiceNotOffered: 409,
  ConsentNotInForce: 409,
  ServiceConsentMissing: 409,
  NotRegistered: 409,
  RecordingConsentMissing: 409,
  DocumentNotCleared: 409,
  DocumentTooOld: 409,
  DocumentNoLongerValid: 409,
  DocumentsIncomplete: 409,
  AppointmentTooSoon: 409,
  OutOfHoursConsentMissing: 409,
  AppointmentAlreadyOpen: 409,
  OfficerBusy: 409,
  AlreadyConfirmed: 409,
  OfficersNotAssigned: 409,
  ChangeTooLate: 409,
  NoShowTooEarly: 409,
  VisitAlreadyStarted: 409,
  NotTheDay: 409,
  OfficersNotIdentified: 409,
  EntryConsentMissing: 409,
  EntryNotRecorded: 409,
  NothingToReview: 409,
  CashIsOff: 409,
  VisitAlreadyEnded: 409,
  VisitStepsMissing: 409,
  VerificationNotPassed: 409,
  AffordabilityMissing: 409,
  AffordabilityStale: 409,
  NotAffordable: 409,
  ProposalNotOpen: 409,
  DeclarationMissing: 409,
  PlanNotApproved: 409,
  FormRetired: 409,
  TextChanged: 409,
  AlreadySigned: 409,
  SigningExpired: 409,
  NotSignedByBoth: 409,
  SourceRefConflict: 409,
  PaymentAlreadyApplied: 409,
  PaymentAlreadyReversed: 409,
  NothingOwed: 409,
  RewardNotEarned: 409,
  QuoteExpired: 409,
  DisputeOpen: 409,
  FollowUpNotOpen: 409,
  AdjustmentLimitReached: 409,
  SuspensionOverlaps: 409,
  CurePeriodRunning: 409,
  HardshipCheckMissing: 409,
  DefaultAlreadyProposed: 409,
  DefaultNotDeclared: 409,
  DemandTooSoon: 409,
  DisputeAlreadyOpen: 409,
  HoldAlreadyPlaced: 409,
  CauseStillOpen: 409,
  ExtensionUsedUp: 409,
  RetentionRunning: 409,
  LegalHoldInForce: 409,
  AppraisalMissing: 409,
  StaleVersion: 412,
  RequestTooLarge: 413,
  MediaTypeNotSupported: 415,
  ProductNotCovered: 422,
  NotAnIndividual: 422,
  ReasonMissing: 422,
  EvidenceMissing: 422,
  BehalfEvidenceMissing: 422,
  RecordingMissing: 422,
  FindingMissing: 422,
  DeliveryProofMissing: 422,
  ContactMissing: 422,
  ContactPointUnknown: 422,
  ContactPointUnverified: 422,
  PreferenceImpossible: 422,
  RightPartyNotReached: 422,
  ConsentTextOutdated: 422,
  RegistrationIncomplete: 422,
  FileTypeNotAccepted: 422,
  FileTooLarge: 422,
  OutsideVisitHours: 422,
  BlackoutDay: 422,
  TooFewOfficers: 422,
  OfficersIncomplete: 422,
  OfficerNotCertified: 422,
  OfficerConflicted: 422,
  HandlerConflicted: 422,
  VerificationIncomplete: 422,
  SecondSignatureMissing: 422,
  VisitRecordUnsigned: 422,
  PlanTypeOff: 422,
  TermTooLong: 422,
  CostAboveCap: 422,
  PressureNotAllowed: 422,
  ScheduleInvalid: 422,
  FreeTextNotAllowed: 422,
  ChecklistIncomplete: 422,
  KeyTermsUnacknowledged: 422,
  SignatureNotReliable: 422,
  AccountNotInCase: 422,
  RateIsZero: 422,
  PastIsFixed: 422,
  GroundNotProven: 422,
  ReplyIncomplete: 422,
  PeriodTooLong: 422,
  IdempotencyKeyReused: 422,
  CurrencyMismatch: 422,
  VersionRequired: 428,
  TooManyRequests: 429,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusalStatus;

export interface RefusedField {
  readonly pointer: string;
  readonly message: string;
}

export interface RefusalFacts {
  /** Rules that spoke, e.g. `['R16']`. */
  readonly rules?: readonly string[];
  /** First date or instant at which the act would be allowed. */
  readonly earliest?: string;
  readonly fields?: readonly RefusedField[];
  readonly state?: string;
  readonly hold?: string;
}

/** The business says no: nothing was written (api.md, conventions). Anything else thrown is a fault. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;

  constructor(code: RefusalCode, detail: string, facts: RefusalFacts = {}) {
    super(detail);
    this.code = code;
    this.facts = facts;
  }

  get rules(): readonly string[] {
    return this.facts.rules ?? [];
  }
}
