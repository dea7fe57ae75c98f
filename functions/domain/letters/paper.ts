import type { DocumentModel } from '#functions/domain/agreement/document-model.ts';
import type { LetterInput } from '#functions/domain/agreement/template-input.ts';
import { letterDocument } from '#functions/domain/agreement/template-letters.ts';
import { certificateDocument } from '#functions/domain/agreement/templates.ts';
import { borrowerOf } from '#functions/domain/borrower.ts';
import { dateOf } from '#functions/domain/calendar.ts';
import type { LocalDate } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { Letter } from '#functions/domain/letter-parts.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { linesOf } from '#functions/domain/notice-text.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { standing } from '#functions/domain/servicing/ledger.ts';
import type { Standing } from '#functions/domain/servicing/ledger.ts';

export interface Certified {
  readonly certificateNo: string;
  readonly settledOn: LocalDate;
  readonly totalPaidMinor: number;
}

const standingOn = (file: CaseFile, day: LocalDate): Standing => {
  const now = standing(file, day);
  if (now === undefined) throw new TypeError('a letter about a plan comes with an agreement');
  return now;
};

/** What the certificate certifies, as the ledger has it on the day of settlement. */
export const certified = (file: CaseFile, policy: PolicyPack, { orderedAt, about }: Letter): Certified => {
  const settledOn = dateOf(orderedAt, zoneOf(file, policy));
  const { allocation } = standingOn(file, settledOn);
  return {
    certificateNo: `${about}-${settledOn}`,
    settledOn,
    totalPaidMinor: allocation.instalments.reduce((sum, { dueMinor, openMinor }) => sum + dueMinor - openMinor, 0),
  };
};

/** R14: the last four characters show which contract is meant. */
const masked = (accountId: string): string => `****${accountId.slice(-4)}`;

const accountsOf = (file: CaseFile, { agreement }: Standing) => {
  const debts = agreement.debts?.map(({ accountId }) => accountId) ?? Object.keys(file.accounts);
  return debts.flatMap((accountId) => {
    const account = file.accounts[accountId];
    return account === undefined ? [] : [{ contractNo: masked(accountId), productType: account.productType }];
  });
};

/** What is open, line by line: a demand names what it was issued for, a breach what the ledger says. */
const balanceOf = (file: CaseFile, { about }: Letter, { allocation }: Standing): LetterInput['balance'] => {
  const demand = file.demands[about];
  const open = (line: 'principal' | 'interest' | 'fee' | 'penalty' | 'costs'): number =>
    allocation.instalments.reduce((sum, { openByLine }) => sum + openByLine[line], 0);
  return {
    principalMinor: demand?.principalMinor ?? open('principal'),
    interestMinor: demand?.interestMinor ?? open('interest'),
    feeMinor: demand?.feeMinor ?? open('fee'),
    penaltyMinor: demand?.penaltyMinor ?? open('penalty'),
    costsMinor: demand?.costsMinor ?? open('costs'),
  };
};

const earlierDemandOn = (file: CaseFile, { about }: Letter): LocalDate | undefined => {
  const before = Object.values(file.demands).map(({ demandId, issuedOn }) => ({ demandId, issuedOn }));
  const place = before.findIndex(({ demandId }) => demandId === about);
  return place > 0 ? before[place - 1]?.issuedOn : undefined;
};

/** The letter of what the file says on the day of its order: a repeat on the same file is the same document. */
export const paperOf = (file: CaseFile, policy: PolicyPack, letter: Letter): DocumentModel => {
  const { kind, language: lang, letterId, orderedAt } = letter;
  const borrower = borrowerOf(file);
  if (borrower === undefined) throw new TypeError('nobody is left to write to');
  const day = dateOf(orderedAt, zoneOf(file, policy));
  const now = standingOn(file, day);
  const paper = {
    lang,
    agreementNo: now.agreement.agreementId,
    bankName: policy.lender[lang],
    borrowerName: borrower.name,
    currency: now.schedule.currency,
    drawnUpOn: day,
    createdAt: orderedAt,
    ...linesOf(policy, lang),
  };
  if (kind === 'SETTLEMENT_CERTIFICATE')
    return certificateDocument({ ...paper, ...certified(file, policy, letter), accounts: accountsOf(file, now) });
  const breach = file.breaches[letter.about];
  const earlier = earlierDemandOn(file, letter);
  return letterDocument({
    ...paper,
    kind,
    letterNo: letterId,
    ...(breach === undefined ? {} : { until: breach.cureUntil }),
    ...(earlier === undefined ? {} : { earlierDemandOn: earlier }),
    overdue: now.instalments.filter(({ no }) => breach?.instalmentNos.includes(no) === true),
    balance: balanceOf(file, letter, now),
  });
};
