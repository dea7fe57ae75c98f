import { sha256Hex } from '#functions/domain/ids.ts';

/** A lapsed deadline has the id of its fact: the same deadline never lapses twice, a moved one may. */
export const lapseIdOf = ({
  kind,
  ref,
  dueAt,
}: {
  readonly kind: string;
  readonly ref: string;
  readonly dueAt: string;
}): string => `lapse_${sha256Hex(`${kind}|${ref}|${dueAt}`).slice(0, 26)}`;
