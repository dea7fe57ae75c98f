import * as z from 'zod';
import { Sha256, sha256Hex } from '#functions/domain/ids.ts';
import { ConsentKind, Language } from '#functions/domain/parts.ts';
import type { PolicyPack } from '#functions/domain/policy/pack.ts';

/** One text as it is shown, with the hash of its UTF-8 bytes. */
export const PublishedText = z.strictObject({
  kind: ConsentKind,
  language: Language,
  version: z.string(),
  text: z.string(),
  sha256: Sha256,
});
type PublishedText = z.infer<typeof PublishedText>;

/** R7: the very words that a consent of this version is given to. */
export const consentText = (
  policy: PolicyPack,
  kind: PublishedText['kind'],
  language: PublishedText['language'],
): PublishedText => {
  const text = policy.consentTexts[kind][language]
    .replaceAll('{lender}', policy.lender[language])
    .replaceAll('{hotline}', policy.hotline);
  return { kind, language, version: policy.consentTextVersion, text, sha256: sha256Hex(text) };
};

/** Every text of a pack in every language. */
export const consentTexts = (policy: PolicyPack): PublishedText[] =>
  ConsentKind.options.flatMap((kind) => Language.options.map((language) => consentText(policy, kind, language)));
