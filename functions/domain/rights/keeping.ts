import { classesOf } from '#functions/domain/archive/classes.ts';
import { isHeld } from '#functions/domain/archive/legal-hold.ts';
import { packageIdOf } from '#functions/domain/archive/package.ts';
import type { RetentionClass } from '#functions/domain/archive/package.ts';
import { closedAt, endedAs, retainUntil } from '#functions/domain/archive/retention.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { copyWords } from '#functions/domain/rights/copy-words.ts';
import type { Keeping } from '#functions/domain/rights/readable-copy.ts';

/** The row of the law, or our own rule, on which a class is kept (4.11). */
const rules: Readonly<Record<RetentionClass, string>> = {
  LEDGER: 'C36',
  IDENTITY: 'C36',
  AGREEMENT: 'C23',
  CONTACT: 'C2',
  RECORDING: 'C9',
  EVIDENCE: 'C2',
  SHORT: 'C35',
};

const longKept = ['LEDGER', 'IDENTITY', 'AGREEMENT', 'CONTACT', 'RECORDING', 'EVIDENCE'] as const;
const withoutAgreement: readonly string[] = ['DECLINED', 'WITHDRAWN', 'CANCELLED'];

type Term = Pick<Keeping, 'class' | 'until' | 'monthsFromClosing'>;

/** What there is of each class: from the package once it is sealed; before that by the pack's terms. */
const termsOf = (file: CaseFile, policy: PolicyPack): readonly Term[] => {
  const archive = file.archives[packageIdOf(file.caseId)];
  const monthsOf = (kind: (typeof longKept)[number]): number =>
    12 * (policy.archive.classYears[kind] ?? policy.archive.retentionYears);
  if (archive?.sealedAt !== undefined)
    return classesOf(file, policy, archive)
      .filter(({ destroyedAt }) => destroyedAt === undefined)
      .map((kept) => ({
        class: kept.class,
        until: kept.retainUntil,
        ...(kept.class === 'SHORT' ? {} : { monthsFromClosing: monthsOf(kept.class) }),
      }));
  const { status } = file;
  if (withoutAgreement.includes(endedAs(file)) && 'since' in status) {
    const closed = archive === undefined ? status.since : closedAt(archive);
    return [{ class: 'SHORT', until: retainUntil(file, policy, 'SHORT', closed) }];
  }
  return longKept.map((kind) => ({ class: kind, monthsFromClosing: monthsOf(kind) }));
};

/** R68, PIPL 47: what is deleted when, or on what ground it is kept. */
export const keepingOf = (file: CaseFile, policy: PolicyPack): readonly (Keeping & { readonly ground: string })[] => {
  const archive = file.archives[packageIdOf(file.caseId)];
  return termsOf(file, policy).map((term) => ({
    ...term,
    rule: rules[term.class],
    ground: copyWords.en.grounds[term.class],
    legalHold: archive !== undefined && isHeld(file, archive),
  }));
};
