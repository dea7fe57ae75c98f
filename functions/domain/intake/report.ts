import * as z from 'zod';
import { Instant, LocalDate, Zone } from '#functions/domain/calendar.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import type { CaseEvent } from '#functions/domain/events.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import { isOverdue, overdueEnded } from '#functions/domain/intake/overdue-ended.ts';
import { withPart } from '#functions/domain/model.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PrivateItem } from '#functions/domain/private-items.ts';
import { Currency } from '#functions/domain/money.ts';
import { Language, ProductType, Rate, Security } from '#functions/domain/parts.ts';
import type { Account } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { reconciled } from '#functions/domain/servicing/reconciliation.ts';

const Person = z.strictObject({
  borrowerId: Id,
  kind: z.string().max(40),
  name: z.string().min(1).max(120),
  idType: z.enum(['ID_CARD', 'PASSPORT']),
  idNo: z.string().min(4).max(40),
  contactPoints: z
    .array(z.strictObject({ contactPointId: Id, kind: z.enum(['PHONE', 'EMAIL']), value: z.string().min(3).max(120) }))
    .min(1)
    .max(20),
  address: z.string().max(300).optional(),
  language: Language.default('zh-Hans'),
  timezone: Zone.optional(),
});

/** Whose accounts they are and where the case is kept. */
const whose = {
  borrower: Person,
  branch: z.string().min(1).max(40),
  region: z.string().min(1).max(40),
  jurisdiction: z.string().max(10).default('CN'),
};

const Figures = z.strictObject({
  productType: z.string().max(40),
  currency: Currency,
  principalMinor: z.int().nonnegative(),
  interestMinor: z.int().nonnegative(),
  feesMinor: z.int().nonnegative(),
  penaltyMinor: z.int().nonnegative(),
  contractualDpd: z.int().nonnegative(),
  firstDelinquentOn: LocalDate,
  annualRate: Rate,
  security: Security.optional(),
  reportedAt: Instant,
});

/** What core banking says about one account and whose it is. */
export const AccountReport = z.strictObject({ ...whose, ...Figures.shape });
export type AccountReport = z.infer<typeof AccountReport>;

/** The domain draws no random numbers: the use case gives the salt of a file to be. */
export const ReportInput = AccountReport.extend({ accountId: Id, salt: Sha256 });
export type ReportInput = z.infer<typeof ReportInput>;

/** Nine accounts are 19 events, and no act writes more than 20 (architecture 3). */
export const Opening = z.strictObject({
  ...whose,
  accounts: z
    .array(z.strictObject({ accountId: Id, ...Figures.shape }))
    .min(1)
    .max(9),
});
const OpeningInput = Opening.extend({ salt: Sha256 });
type Opening = Pick<ReportInput, 'borrower' | 'branch' | 'region' | 'salt'>;

const accountOf = (input: z.infer<typeof Figures> & { accountId: string }): Account => {
  const product = ProductType.safeParse(input.productType);
  if (!product.success)
    throw new Refusal('ProductNotCovered', `${input.productType} is neither a card nor a consumer loan of the bank`, {
      rules: ['R2'],
    });
  const {
    accountId,
    currency,
    principalMinor,
    interestMinor,
    feesMinor,
    penaltyMinor,
    contractualDpd,
    firstDelinquentOn,
    annualRate,
    security,
    reportedAt,
  } = input;
  return {
    accountId,
    productType: product.data,
    currency,
    principalMinor,
    interestMinor,
    feesMinor,
    penaltyMinor,
    contractualDpd,
    firstDelinquentOn,
    annualRate,
    ...(security === undefined ? {} : { security }),
    reportedAt,
  };
};

const borrowerItem = (borrower: ReportInput['borrower']): PrivateItem => ({
  kind: 'BORROWER',
  id: 'borrower',
  name: borrower.name,
  idType: borrower.idType,
  idNo: borrower.idNo,
  contactPoints: borrower.contactPoints,
  ...(borrower.address === undefined ? {} : { address: borrower.address }),
});

/** What a person and a place must be for a case of theirs (R1). */
const individual = (borrower: { kind: string }): void => {
  if (borrower.kind !== 'NATURAL_PERSON')
    throw new Refusal('NotAnIndividual', 'the service is for natural persons', { rules: ['R1'] });
};

const nothingOverdue = (): Refusal =>
  new Refusal('NothingOverdue', 'no account of this person is overdue', { rules: ['R1'] });

const linked = (account: Account): CaseEvent[] => [
  happened('AccountReported', { account }),
  happened('AccountLinked', { accountId: account.accountId }),
];

const open = (input: Opening, accounts: readonly Account[], context: Context): Decision => {
  const overdue = accounts.filter(isOverdue);
  if (overdue.length === 0) throw nothingOverdue();
  const { borrower, branch, region } = input;
  const { policy } = context;
  const meta = {
    borrowerId: borrower.borrowerId,
    branch,
    region,
    language: borrower.language,
    timezone: borrower.timezone ?? policy.timezone,
    openedAt: context.asOf,
  };
  return {
    events: [
      happened('CaseOpened', { meta, policy: { jurisdiction: policy.jurisdiction, version: policy.version } }),
      ...overdue.flatMap(linked),
    ],
    ids: { outcome: 'OPENED' },
    privates: [{ kind: 'SALT', id: 'salt', salt: input.salt }, borrowerItem(borrower)],
    uniques: [{ kind: 'OPEN_CASE', borrowerId: borrower.borrowerId, act: 'claim' }],
  };
};

const join = (file: CaseFile, account: Account, context: Context): Decision => {
  const known = file.accounts[account.accountId];
  if (known === undefined) {
    if (!isOverdue(account)) throw nothingOverdue();
    return { events: linked(account), ids: { outcome: 'JOINED' } };
  }
  if (known.reportedAt > account.reportedAt) {
    throw new Refusal('ReportOutdated', `figures of ${known.reportedAt} are known already`, {
      rules: ['R1'],
      earliest: known.reportedAt,
    });
  }
  if (known.reportedAt === account.reportedAt) return { events: [], ids: { outcome: 'UNCHANGED' } };
  const ended = overdueEnded(file, withPart(file, 'accounts', account.accountId, account), context);
  const outcome = ended.events.some(({ event }) => event === 'OverdueEnded') ? 'ENDED' : 'UPDATED';
  const balance = reconciled(file, account, context.policy);
  return {
    ...ended,
    events: [happened('AccountReported', { account }), ...balance, ...ended.events],
    ids: { outcome },
  };
};

/**
 * R1-R3: the first overdue account of a natural person opens a case, further ones join it. The same report twice is one; a
 * later one brings the figures up to date and may show that nothing is overdue any longer.
 */
export const reportAccount: Decider<ReportInput> = (file, input, context) => {
  individual(input.borrower);
  const account = accountOf(input);
  return file.version === 0 ? open(input, [account], context) : join(file, account, context);
};

/** R1-R3: one case over all overdue accounts that are named; those which are not overdue stay out. */
export const openCase: Decider<z.infer<typeof OpeningInput>> = (file, input, context) => {
  individual(input.borrower);
  if (context.actor.role === 'agent' && context.actor.branch !== undefined && context.actor.branch !== input.branch)
    throw new Refusal('RoleNotAllowed', 'an agent opens cases of the own branch', { rules: ['4.15'] });
  if (file.version > 0) throw new Refusal('OpenCaseExists', 'this person has an open case', { rules: ['R3'] });
  return open(input, input.accounts.map(accountOf), context);
};
