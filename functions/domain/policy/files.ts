/* Written by `npm run packs` from the files in packs/ and holidays/: never edited. */
import holidays0 from '#functions/domain/policy/holidays/CN.json' with { type: 'json' };
import holidays1 from '#functions/domain/policy/holidays/HK.json' with { type: 'json' };
import holidays2 from '#functions/domain/policy/holidays/TW.json' with { type: 'json' };
import pack0 from '#functions/domain/policy/packs/CN-2026-1.json' with { type: 'json' };
import pack1 from '#functions/domain/policy/packs/HK-2026-1.json' with { type: 'json' };
import pack2 from '#functions/domain/policy/packs/TW-2026-1.json' with { type: 'json' };

export const holidayFiles: readonly unknown[] = [holidays0, holidays1, holidays2];
export const packFiles: readonly unknown[] = [pack0, pack1, pack2];
