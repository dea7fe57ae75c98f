/** The two things that we ask of fontkit, which ships no types. */
declare module 'fontkit' {
  export interface Font {
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export const create: (bytes: Uint8Array) => Font;
}
