import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The two halves that a PDF signature covers, and the container between them. */
const partsOf = (pdf: Uint8Array): { covered: Buffer; container: Buffer } => {
  const text = Buffer.from(pdf).toString('latin1');
  const [start = 0, length = 0, next = 0, rest = 0] =
    /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/u.exec(text)?.slice(1).map(Number) ?? [];
  const hex = text.slice(start + length + 1, next - 1);
  return {
    covered: Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(next, next + rest)]),
    container: Buffer.from(hex, 'hex'),
  };
};

/** What OpenSSL says of a signed PDF: true when the signature is by this certificate and covers these bytes. */
export const opensslVerifies = (pdf: Uint8Array, certificate: Uint8Array): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-'));
  const { covered, container } = partsOf(pdf);
  const file = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const what = ['-in', file('seal.der', container), '-content', file('covered.bin', covered)];
  const whom = ['-CAfile', file('bank.pem', new X509Certificate(certificate).toString()), '-partial_chain'];
  const { status } = spawnSync(
    'openssl',
    ['cms', '-verify', '-binary', '-inform', 'DER', '-out', '/dev/null', '-purpose', 'any'].concat(what, whom),
  );
  return status === 0;
};
