import type { Paper } from '#functions/domain/parts.ts';

type MediaType = Paper['mediaType'];

/** What every file of a kind begins with. */
const signatures: Readonly<Record<MediaType, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'audio/ogg': [0x4f, 0x67, 0x67, 0x53],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  // "ID3"; a file without tags begins with a frame, see below.
  'audio/mpeg': [0x49, 0x44, 0x33],
  'audio/wav': [0x52, 0x49, 0x46, 0x46],
  // The size of the box comes first; "ftyp" stands behind it.
  'audio/mp4': [],
};

const textAt = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));

/** A sound frame of MPEG layer III: eleven bits of sync, then version and layer. */
const isMpegFrame = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;

const audioTypeOf = (bytes: Uint8Array): MediaType | undefined => {
  if (beginsWith(bytes, signatures['audio/ogg'])) return 'audio/ogg';
  if (beginsWith(bytes, signatures['audio/mpeg']) || isMpegFrame(bytes)) return 'audio/mpeg';
  if (beginsWith(bytes, signatures['audio/wav']) && textAt(bytes, 8, 12) === 'WAVE') return 'audio/wav';
  return textAt(bytes, 4, 8) === 'ftyp' ? 'audio/mp4' : undefined;
};

const beginsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/** What the bytes themselves say they are; nobody asks the name or the header. */
export const realTypeOf = (bytes: Uint8Array): MediaType | undefined => {
  if (beginsWith(bytes, signatures['application/pdf'])) return 'application/pdf';
  if (beginsWith(bytes, signatures['image/jpeg'])) return 'image/jpeg';
  return beginsWith(bytes, signatures['image/png']) ? 'image/png' : audioTypeOf(bytes);
};

/** What a reader that opened the file says about it. */
export interface PdfLook {
  readonly opens: boolean;
  readonly pages: number;
  readonly encrypted: boolean;
  /** Starts programs, runs scripts, sends forms or carries other files. */
  readonly active: boolean;
}

/** Why an opened PDF is no paper; undefined when it is one. */
export const pdfFaultOf = ({ opens, pages, encrypted, active }: PdfLook): string | undefined => {
  if (encrypted) return 'ENCRYPTED';
  if (!opens || pages === 0) return 'BROKEN_PDF';
  return active ? 'ACTIVE_CONTENT' : undefined;
};

/** R11: why a file stays in quarantine, as a code; undefined when it may come in. A PDF is opened besides. */
export const faultOf = (bytes: Uint8Array, declared: MediaType, maxBytes: number): string | undefined => {
  if (bytes.length === 0) return 'EMPTY';
  if (bytes.length > maxBytes) return 'TOO_LARGE';
  const real = realTypeOf(bytes);
  if (real === undefined) return 'TYPE_NOT_ACCEPTED';
  return real === declared ? undefined : 'TYPE_DIFFERS';
};
