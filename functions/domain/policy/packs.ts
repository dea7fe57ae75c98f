import { cn2026 } from '#functions/domain/policy/cn.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** Every version ever pinned on a case stays here. */
export const packs: readonly PolicyPack[] = [cn2026];

/** The pack that a case is pinned to, or, without a version, the newest of a jurisdiction. */
export const packOf = (jurisdiction: string, version?: string): PolicyPack => {
  const found = packs
    .filter((pack) => pack.jurisdiction === jurisdiction && (version === undefined || pack.version === version))
    .toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];
  if (found === undefined)
    throw new Refusal('PolicyPackUnknown', `there is no policy pack ${jurisdiction} ${version ?? ''}`.trim());
  return found;
};
