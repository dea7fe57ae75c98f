import type { ScanVerdict } from '#functions/contracts/scan-result.ts';
import type { Documents } from '#functions/usecases/ports.ts';

/** The test file that every scanner knows (eicar.org), in two halves, so that no scanner finds it here. */
const eicar = Buffer.from(
  String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}` + '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
  'latin1',
);

/** Looks through a file piece by piece; the end of one is kept, so that nothing hides over an edge. */
const isInfected = async (pieces: AsyncIterable<Uint8Array>): Promise<boolean> => {
  let edge = Buffer.alloc(0);
  for await (const piece of pieces) {
    const seen = Buffer.concat([edge, piece]);
    if (seen.includes(eicar)) return true;
    edge = Buffer.from(seen.subarray(Math.max(0, seen.length - eicar.length)));
  }
  return false;
};

/** The scan of a local stage: it knows one test file, and what our own functions wrote is not scanned. */
export const scanLocally = async (
  documents: Documents,
  { key, versionId }: { key: string; versionId: string | undefined },
  say: (verdict: ScanVerdict) => Promise<void>,
): Promise<void> => {
  if (key.startsWith('results/')) return;
  await say((await isInfected(documents.stream('intake', key, 0, versionId))) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND');
};
