import type { Face } from '#functions/adapters/pdf/fonts.ts';
import { Refusal } from '#functions/domain/refusal.ts';

/** A piece of text that one font shows completely. */
export interface Run {
  readonly face: Face;
  readonly text: string;
}

/** Tabs, line ends and invisible controls have no glyph; a blank takes their place. */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\p{Cf}|\p{Variation_Selector}/gu, '');

const codePointName = (codePoint: number): string => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;

const faceOf = (character: string, faces: readonly (() => Face)[]): Face => {
  const codePoint = character.codePointAt(0) ?? 0;
  for (const open of faces) {
    const face = open();
    if (face.covers(codePoint)) return face;
  }
  throw new Refusal('FreeTextNotAllowed', `the character ${codePointName(codePoint)} cannot be printed in a document`, {
    rules: ['R34'],
  });
};

/**
 * A glyph that the font lacks breaks PDF/A, so every character is checked beforehand: the first font that shows the whole
 * text, else the text cut into runs (TC, then SC), else a refusal that names the character.
 */
export const runsOf = (raw: string, faces: readonly (() => Face)[]): readonly Run[] => {
  const text = printable(raw);
  const characters = Array.from(text);
  for (const open of faces) {
    const face = open();
    if (characters.every((character) => face.covers(character.codePointAt(0) ?? 0))) return [{ face, text }];
  }
  const runs: { face: Face; text: string }[] = [];
  for (const character of characters) {
    const face = faceOf(character, faces);
    const last = runs.at(-1);
    if (last !== undefined && last.face === face) last.text += character;
    else runs.push({ face, text: character });
  }
  return runs;
};
