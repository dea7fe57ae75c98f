import { dateOf } from '#functions/domain/calendar.ts';
import { zoneOf } from '#functions/domain/decision.ts';
import type { CaseFile } from '#functions/domain/model.ts';
import { packOf } from '#functions/domain/policy/packs.ts';
import { breachedOn } from '#functions/domain/servicing/breach-rules.ts';
import { runs } from '#functions/domain/servicing/follow-ups.ts';
import { isCured, standing } from '#functions/domain/servicing/ledger.ts';

/** What a day asks for, and about which instalments or breach. */
export type InstalmentWork =
  | { readonly outcome: 'paid' | 'remind' | 'late' | 'nothing'; readonly no: number }
  | { readonly outcome: 'breach'; readonly nos: readonly number[] }
  | { readonly outcome: 'cured' | 'default'; readonly breachId: string }
  | { readonly outcome: 'nothing' };

const cureWork = (file: CaseFile, breachId: string, onDate: string): InstalmentWork => {
  const breach = file.breaches[breachId];
  const now = standing(file, onDate);
  if (breach === undefined || now === undefined) return { outcome: 'nothing' };
  if (breach.status === 'CURED' || isCured(now)) return { outcome: 'cured', breachId };
  return breach.status === 'OPEN' ? { outcome: 'default', breachId } : { outcome: 'nothing' };
};

/** Reads an agenda item of the machine `instalment`: its ref is `reminder-3`, `friendly-3`, `check-3`, `breach-3` or `cure-<breachId>`. Changes nothing. */
export const lookAtInstalment = (file: CaseFile, ref: string, asOf: string): InstalmentWork => {
  const policy = packOf(file.policy.jurisdiction, file.policy.version);
  const onDate = dateOf(asOf, zoneOf(file, policy));
  if (!runs(file)) return { outcome: 'nothing' };
  if (ref.startsWith('cure-')) return cureWork(file, ref.slice('cure-'.length), onDate);
  const [kind = '', digits = ''] = ref.split('-');
  const no = Number(digits);
  const instalment = standing(file, onDate)?.instalments.find((one) => one.no === no);
  if (instalment === undefined) return { outcome: 'nothing' };
  if (instalment.status === 'PAID') return { outcome: 'paid', no };
  const mark = file.marks[String(no)];
  if (kind === 'reminder') return { outcome: mark?.remindedOn === undefined ? 'remind' : 'nothing', no };
  if (kind === 'friendly') return { outcome: mark?.askedOn === undefined ? 'remind' : 'nothing', no };
  const nos = file.status.state === 'ACTIVE' ? breachedOn(file, onDate) : [];
  if (kind === 'breach') return nos.includes(no) ? { outcome: 'breach', nos } : { outcome: 'nothing' };
  if (instalment.status === 'LATE' && mark?.lateOn === undefined) return { outcome: 'late', no };
  return { outcome: 'nothing', no };
};
