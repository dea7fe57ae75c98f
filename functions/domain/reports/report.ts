import type { Fact } from '#functions/domain/reports/facts.ts';

interface Measure {
  readonly id: string;
  /** What is divided by what, in one sentence. */
  readonly says: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Per how many: 1 is a share. */
  readonly per?: number;
}

/** domain.md 4.13. Never by officer, and never money recovered (C3). */
export const measures: readonly Measure[] = [
  {
    id: 'rightPartyContact',
    says: 'Outgoing contacts that reached the borrower, of all outgoing contacts concluded.',
    numerator: 'rightParty',
    denominator: 'contactsConcluded',
  },
  {
    id: 'offerToConsent',
    says: 'Borrowers who consented to the service, of those to whom it was explained.',
    numerator: 'serviceConsents',
    denominator: 'ServiceOffered',
  },
  {
    id: 'offerToRegistration',
    says: 'Borrowers registered, of those to whom the service was explained.',
    numerator: 'Registered',
    denominator: 'ServiceOffered',
  },
  {
    id: 'documentsFirstPass',
    says: 'Papers accepted at their first review, of all papers reviewed that replace no rejected one (R12).',
    numerator: 'papersFirstAccepted',
    denominator: 'papersFirst',
  },
  {
    id: 'visitsCompleted',
    says: 'Visits completed, of all visits started.',
    numerator: 'VisitCompleted',
    denominator: 'VisitStarted',
  },
  {
    id: 'visitsAborted',
    says: 'Visits ended early, of all visits started.',
    numerator: 'VisitAborted',
    denominator: 'VisitStarted',
  },
  {
    id: 'affordabilityPassed',
    says: 'Assessments that found a plan affordable, of all assessments with a verdict (R30).',
    numerator: 'assessmentsPassed',
    denominator: 'assessments',
  },
  {
    id: 'agreementsSigned',
    says: 'Agreements that took effect, of all plans proposed.',
    numerator: 'AgreementTookEffect',
    denominator: 'PlanProposed',
  },
  {
    id: 'firstFollowUpsOnTime',
    says: 'First follow-ups done by their due day, of all first follow-ups done (R41).',
    numerator: 'firstFollowUpsOnTime',
    denominator: 'firstFollowUps',
  },
  {
    id: 'keptInstalments',
    says: 'Instalments paid upon and not noted late, of all instalments paid upon or noted late.',
    numerator: 'instalmentsKept',
    denominator: 'instalments',
  },
  {
    id: 'cureRate',
    says: 'Breaches cured, of all breaches whose time to cure came to an end.',
    numerator: 'Cured',
    denominator: 'curesEnded',
  },
  {
    id: 'rollRate',
    says: 'Breaches raised, of all instalments noted late.',
    numerator: 'BreachRaised',
    denominator: 'InstalmentLate',
  },
  {
    id: 'breachRate',
    says: 'Breaches raised, of all agreements that took effect.',
    numerator: 'BreachRaised',
    denominator: 'AgreementTookEffect',
  },
  {
    id: 'complaintsPer100Visits',
    says: 'Complaints received for each hundred visits started.',
    numerator: 'ComplaintReceived',
    denominator: 'VisitStarted',
    per: 100,
  },
  {
    id: 'complaintsInTime',
    says: 'Complaints answered and never overdue, of all complaints answered (R59).',
    numerator: 'complaintsInTime',
    denominator: 'ComplaintReplied',
  },
  {
    id: 'satisfaction',
    says: 'Sum of the ratings, 1 to 5, of all ratings given.',
    numerator: 'ratings',
    denominator: 'feedbacks',
  },
  {
    id: 'archiveVerifyFailures',
    says: 'Packages found damaged, of all packages read back.',
    numerator: 'ArchiveDamaged',
    denominator: 'packagesRead',
  },
];

export interface Figure {
  readonly id: string;
  readonly says: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Four decimals as text; absent where the denominator is 0. */
  readonly value?: string;
}

/** Every fact once, however often it came. */
export const once = (facts: readonly Fact[]): readonly Fact[] => [
  ...new Map(facts.map((fact) => [fact.id, fact])).values(),
];

/** Denominators that are several counts together. */
const sums: Readonly<Record<string, readonly string[]>> = {
  curesEnded: ['Cured', 'CureEnded'],
  packagesRead: ['ArchiveVerified', 'ArchiveChecked', 'ArchiveDamaged'],
};

const totalsOf = (facts: readonly Fact[]): ReadonlyMap<string, number> => {
  const totals = new Map<string, number>();
  const late = new Map<string, boolean>();
  for (const { counts, instalments = [] } of facts) {
    for (const [name, count] of Object.entries(counts)) totals.set(name, (totals.get(name) ?? 0) + count);
    for (const one of instalments) late.set(one.ref, one.late || (late.get(one.ref) ?? false));
  }
  const of = (name: string): number => totals.get(name) ?? 0;
  totals.set('instalments', late.size);
  totals.set('instalmentsKept', [...late.values()].filter((isLate) => !isLate).length);
  for (const [name, parts] of Object.entries(sums))
    totals.set(
      name,
      parts.reduce((sum, part) => sum + of(part), 0),
    );
  return totals;
};

/** R65: how many cases a denominator comes from. */
export const casesBehind = (facts: readonly Fact[], denominator: string): number => {
  const names = sums[denominator] ?? [denominator];
  const cases = facts.filter(({ counts, instalments = [] }) =>
    denominator === 'instalments' ? instalments.length > 0 : names.some((name) => (counts[name] ?? 0) > 0),
  );
  return new Set(cases.flatMap(({ of }) => of ?? [])).size;
};

/** Four decimals as text, where there is something to divide by. */
export const ratio = (numerator: number, denominator: number, per: number): { value?: string } =>
  denominator === 0 ? {} : { value: ((numerator * per) / denominator).toFixed(4) };

/** The figures of the service over some facts, in any order. */
export const serviceFigures = (facts: readonly Fact[]): readonly Figure[] => {
  const totals = totalsOf(once(facts));
  const figures = measures.map(({ id, says, numerator, denominator, per = 1 }): Figure => {
    const [above, below] = [totals.get(numerator) ?? 0, totals.get(denominator) ?? 0];
    return { id, says, numerator: above, denominator: below, ...ratio(above, below, per) };
  });
  const all = totals.get('gateBlocks') ?? 0;
  const blocks = [...totals]
    .filter(([name]) => name.startsWith('gateBlocks.'))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const byRule = blocks.map(([name, count]): Figure => {
    const rule = name.slice('gateBlocks.'.length);
    const says = `Contacts stopped by ${rule}, of all contacts that the gate stopped (R6).`;
    return { id: name, says, numerator: count, denominator: all, ...ratio(count, all, 1) };
  });
  return [...figures, ...byRule];
};
