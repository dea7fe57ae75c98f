import type { Paper } from '#functions/domain/parts.ts';

type MediaType = Paper['mediaType'];

/** What every file of a kind begins with. */
const signatures: Readonly<Record<MediaType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'audio/ogg': [0x4f, 0x67, 0x67, 0x53],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

const beginsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** What the bytes themselves say they are; nobody asks the name or the header. */
export const realTypeOf = (bytes: Uint8Array): MediaType | undefined => {
  if (beginsWith(bytes, signatures['application/pdf'])) return 'application/pdf';
  if (beginsWith(bytes, signatures['image/jpeg'])) return 'image/jpeg';
  if (beginsWith(bytes, signatures['audio/ogg'])) return 'audio/ogg';
  return beginsWith(bytes, signatures['image/png']) ? 'image/png' : undefined;
};

/** A PDF that starts programs, runs scripts or carries other files is no paper. */
const activeNames = ['/JavaScript', '/Launch', '/EmbeddedFile', '/XFA'] as const;

const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

const pdfFault = (bytes: Uint8Array): string | undefined => {
  if (!textOf(bytes.slice(-1024)).includes('%%EOF')) return 'BROKEN_PDF';
  const text = textOf(bytes);
  return activeNames.some((name) => text.includes(name)) ? 'ACTIVE_CONTENT' : undefined;
};

/** R11: why a file stays in quarantine, as a code; undefined when it may come in. */
export const faultOf = (bytes: Uint8Array, declared: MediaType, maxBytes: number): string | undefined => {
  if (bytes.length === 0) return 'EMPTY';
  if (bytes.length > maxBytes) return 'TOO_LARGE';
  const real = realTypeOf(bytes);
  if (real === undefined) return 'TYPE_NOT_ACCEPTED';
  if (real !== declared) return 'TYPE_DIFFERS';
  return real === 'application/pdf' ? pdfFault(bytes) : undefined;
};
