import * as z from 'zod';
import { Instant, LocalDate, Zone } from '#functions/domain/calendar.ts';
import type { Context, Decider, Decision } from '#functions/domain/decision.ts';
import { happened } from '#functions/domain/events.ts';
import { Id, Sha256 } from '#functions/domain/ids.ts';
import type { CaseFile, PrivateItem } from '#functions/domain/model.ts';
import { Currency } from '#functions/domain/money.ts';
import { Language, ProductType, Rate } from '#functions/domain/parts.ts';
import type { Account } from '#functions/domain/parts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** What core banking says about one account and whose it is. */
export const AccountReport = z.strictObject({
  borrower: z.strictObject({
    borrowerId: Id,
    kind: z.string().max(40),
    name: z.string().min(1).max(120),
    idType: z.enum(['ID_CARD', 'PASSPORT']),
    idNo: z.string().min(4).max(40),
    contactPoints: z
      .array(
        z.strictObject({ contactPointId: Id, kind: z.enum(['PHONE', 'EMAIL']), value: z.string().min(3).max(120) }),
      )
      .min(1)
      .max(20),
    address: z.string().max(300).optional(),
    language: Language.default('zh-Hans'),
    timezone: Zone.optional(),
  }),
  productType: z.string().max(40),
  currency: Currency,
  principalMinor: z.int().nonnegative(),
  interestMinor: z.int().nonnegative(),
  feesMinor: z.int().nonnegative(),
  penaltyMinor: z.int().nonnegative(),
  contractualDpd: z.int().nonnegative(),
  firstDelinquentOn: LocalDate,
  annualRate: Rate,
  reportedAt: Instant,
  branch: z.string().min(1).max(40),
  region: z.string().min(1).max(40),
  jurisdiction: z.string().max(10).default('CN'),
});
export type AccountReport = z.infer<typeof AccountReport>;

/** The domain draws no random numbers: the use case gives the salt of a file to be. */
export const ReportInput = AccountReport.extend({ accountId: Id, salt: Sha256 });
export type ReportInput = z.infer<typeof ReportInput>;

const accountOf = (input: ReportInput): Account => {
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
    reportedAt,
  };
};

const borrowerItem = ({ borrower }: ReportInput): PrivateItem => ({
  kind: 'BORROWER',
  id: 'borrower',
  name: borrower.name,
  idType: borrower.idType,
  idNo: borrower.idNo,
  contactPoints: borrower.contactPoints,
  ...(borrower.address === undefined ? {} : { address: borrower.address }),
});

const open = (input: ReportInput, account: Account, context: Context): Decision => {
  if (account.contractualDpd === 0)
    throw new Refusal('NothingOverdue', 'no account of this person is overdue', { rules: ['R1'] });
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
      happened('AccountReported', { account }),
      happened('AccountLinked', { accountId: account.accountId }),
    ],
    privates: [{ kind: 'SALT', id: 'salt', salt: input.salt }, borrowerItem(input)],
    uniques: [{ kind: 'OPEN_CASE', borrowerId: borrower.borrowerId, act: 'claim' }],
  };
};

const join = (file: CaseFile, account: Account): Decision => {
  const known = file.accounts[account.accountId];
  if (known === undefined)
    return {
      events: [happened('AccountReported', { account }), happened('AccountLinked', { accountId: account.accountId })],
    };
  if (known.reportedAt > account.reportedAt) {
    throw new Refusal('ReportOutdated', `figures of ${known.reportedAt} are known already`, {
      rules: ['R1'],
      earliest: known.reportedAt,
    });
  }
  return known.reportedAt === account.reportedAt
    ? { events: [] }
    : { events: [happened('AccountReported', { account })] };
};

/** R1-R3: the first overdue account of a natural person opens a case, further ones join it. The same report twice is one. */
export const reportAccount: Decider<ReportInput> = (file, input, context) => {
  if (input.borrower.kind !== 'NATURAL_PERSON')
    throw new Refusal('NotAnIndividual', 'the service is for natural persons', { rules: ['R1'] });
  const account = accountOf(input);
  return file.version === 0 ? open(input, account, context) : join(file, account);
};
