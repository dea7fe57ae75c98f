import { isComplaintId } from '#functions/domain/complaints/complaint.ts';
import { isEventName } from '#functions/domain/events.ts';
import type { Entry } from '#functions/domain/journal.ts';
import { isCounted } from '#functions/domain/reports/counts.ts';
import { factOf } from '#functions/domain/reports/facts.ts';
import { Refusal } from '#functions/domain/refusal.ts';
import { complaintEffects } from '#functions/usecases/complaint-effects.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { reactions } from '#functions/usecases/reactions.ts';

/** Others wrote at the same time: the next try may well succeed, so it is no refusal to the stream. */
const isPassing = (error: unknown): boolean =>
  error instanceof Refusal && ['ConcurrentChange', 'StaleVersion', 'TestClockBehind'].includes(error.code);

const effectsOf = (entry: Entry) => (isEventName(entry.event) ? (reactions[entry.event] ?? []) : []);

/** 4.13: the fact that this entry adds to the reports; written again it is the same. */
const countIn = async (ports: Ports, entry: Entry): Promise<void> => {
  if (!isCounted(entry)) return;
  const fact = factOf(entry, await ports.cases.load(entry.stream));
  if (fact !== undefined) await ports.facts.put(fact);
};

/**
 * Does everything that follows from one journal entry. The stream brings an entry at least once and in the order of its
 * case, but nothing here relies on either: each effect asks the file what is true now.
 */
export const dispatch = async (ports: Ports, entry: Entry): Promise<void> => {
  const effects = effectsOf(entry);
  try {
    if (isComplaintId(entry.stream)) await complaintEffects(ports, entry);
    else if (effects.length > 0) {
      const file = await ports.cases.load(entry.stream);
      for (const effect of effects) await effect(ports, file, entry);
    }
    await countIn(ports, entry);
    await ports.bus.publish(entry);
  } catch (error) {
    if (isPassing(error)) throw new Error('the case was changed at the same time', { cause: error });
    throw error;
  }
};
