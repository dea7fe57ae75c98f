import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';
import type { Font } from 'fontkit';
import type { DocumentLanguage } from '#functions/domain/agreement/document-model.ts';

export type Weight = 'regular' | 'bold';

/** One font file: bytes for the page, and which characters it can show. */
export interface Face {
  readonly name: string;
  readonly bytes: Buffer;
  readonly covers: (codePoint: number) => boolean;
}

/** Files that the bundle carries in `fonts/`, each under its own name. */
export const fontFiles = {
  TC: {
    regular: 'noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf',
    bold: 'noto-sans-tc/700Bold/NotoSansTC_700Bold.ttf',
  },
  SC: {
    regular: 'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    bold: 'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  },
} as const;
type Script = keyof typeof fontFiles;

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Beside the bundle (or one folder up, when a shared chunk holds this code); node_modules when unbundled. */
const locate = (file: string): string => {
  const beside = ['./fonts/', '../fonts/']
    .map((folder) => fileURLToPath(new URL(folder + baseName(file), import.meta.url)))
    .find((path) => existsSync(path));
  return beside ?? createRequire(import.meta.url).resolve(`@expo-google-fonts/${file}`);
};

const loaded = new Map<string, Face>();

/** A font file is 7 to 11 MB: read once for as long as the process lives, and only if a text needs it. */
const face = (script: Script, weight: Weight): Face => {
  const name = `${script}-${weight}`;
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const bytes = readFileSync(locate(fontFiles[script][weight]));
  const font: Font = create(bytes);
  const made = { name, bytes, covers: (codePoint: number) => font.hasGlyphForCodePoint(codePoint) };
  loaded.set(name, made);
  return made;
};

const order = { 'zh-Hant': ['TC', 'SC'], 'zh-Hans': ['SC', 'TC'], en: ['TC', 'SC'] } as const satisfies Record<
  DocumentLanguage,
  readonly Script[]
>;

/** Faces in order of preference: the second one is opened only when the first lacks a character. */
export const facesFor = (lang: DocumentLanguage, weight: Weight): readonly (() => Face)[] =>
  order[lang].map((script) => () => face(script, weight));
