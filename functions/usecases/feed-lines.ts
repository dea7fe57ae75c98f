/** One line of a file and where the next one begins. */
export interface Line {
  /** Undefined: longer than a row may be; it was passed over without being held. */
  readonly text: string | undefined;
  readonly nextOffset: number;
}

/** A report is about 700 bytes; a line of 64 kB is no report. */
const maxLineBytes = 64 * 1024;
const newline = 0x0a;

/**
 * Lines of a stream of bytes, one at a time: nothing is held but the line at hand, however long the file is. `from` is
 * where the stream begins in its file, so that a run can end after any line and the next one go on behind it.
 */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, from: number): AsyncIterable<Line> {
  const decoder = new TextDecoder('utf-8');
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let offset = from;
  const take = (nextOffset: number): Line => {
    const text = heldBytes > maxLineBytes ? undefined : decoder.decode(Buffer.concat(held)).replace(/^\uFEFF/, '');
    held = [];
    heldBytes = 0;
    return { text, nextOffset };
  };
  const hold = (bytes: Uint8Array): void => {
    heldBytes += bytes.length;
    if (heldBytes > maxLineBytes) held = [];
    else held.push(bytes);
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(newline); end !== -1; end = piece.indexOf(newline, start)) {
      hold(piece.subarray(start, end));
      start = end + 1;
      yield take(offset + start);
    }
    if (start < piece.length) hold(piece.slice(start));
    offset += piece.length;
  }
  if (heldBytes > 0) yield take(offset);
}
