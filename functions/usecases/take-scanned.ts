import type { ScanVerdict } from '#functions/contracts/scan-result.ts';
import type { Ports } from '#functions/usecases/ports.ts';
import { takeMail } from '#functions/usecases/take-mail.ts';
import { receiveUpload } from '#functions/usecases/receive-upload.ts';
import { startFeed } from '#functions/usecases/take-feed.ts';

export interface Scanned {
  readonly key: string;
  /** The bytes that the verdict is about; others may lie there by now. */
  readonly versionId?: string;
  readonly verdict: ScanVerdict;
  readonly requestId: string;
}

/** What the intake did, for the log: ids and codes. */
export interface Taken {
  readonly outcome: string;
  readonly caseId?: string;
  readonly feedId?: string;
  readonly reasonCode?: string;
}

/** Why a scanned file does not come in; one that could not be scanned may be sent again. */
const scanFault = (verdict: ScanVerdict): string | undefined => {
  switch (verdict) {
    case 'NO_THREATS_FOUND':
      return undefined;
    case 'THREATS_FOUND':
      return 'MALWARE';
    case 'UNSUPPORTED':
      return 'NOT_SCANNABLE';
    case 'ACCESS_DENIED':
    case 'FAILED':
      return 'NOT_SCANNED';
  }
};

/** R11: a file goes where its key says it belongs, once it has been scanned. */
export const takeScanned = async (ports: Ports, { key, versionId, verdict, requestId }: Scanned): Promise<Taken> => {
  const reasonCode = scanFault(verdict);
  const [first = '', second = ''] = key.split('/');
  if (first === 'feeds') return startFeed(ports, second, versionId, reasonCode);
  if (first === 'mail') {
    const about = {
      ...(versionId === undefined ? {} : { versionId }),
      ...(reasonCode === undefined ? {} : { reasonCode }),
    };
    return takeMail(ports, { key, ...about });
  }
  // Ours, and the object with which GuardDuty tries its permissions: nobody's upload.
  if (first === 'results' || second === '') return { outcome: 'ignored' };
  return receiveUpload(ports, {
    key,
    requestId,
    ...(versionId === undefined ? {} : { versionId }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  });
};
