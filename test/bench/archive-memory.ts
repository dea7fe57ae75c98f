import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { digestOf } from '#functions/domain/ids.ts';
import { heading, ratio, table } from '#test/bench/figures.ts';

const megabyte = 1024 * 1024;
const block = Buffer.alloc(megabyte, 'evidence');

const content = function* (octets: number): Generator<Buffer> {
  for (let rest = octets; rest > 0; rest -= block.byteLength)
    yield rest >= block.byteLength ? block : block.subarray(0, rest);
};

/** A store that makes what is read and drops what is written, so that only the client's memory is measured. */
const store = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    const octets = Number(
      /-(?<octets>\d+)\b/u.exec(request.url?.split('evidence-')[1]?.replace(/^\d+/u, '') ?? '')?.groups?.['octets'],
    );
    if (request.method === 'PUT') {
      request.resume().on('end', () => response.writeHead(200, { 'x-amz-version-id': 'v1' }).end());
      return;
    }
    response.writeHead(200, { 'Content-Length': octets });
    Readable.from(content(octets)).pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
};

const Peak = z.object({ peakBytes: z.number() });

const copying = async (server: Server, count: number, octets: number): Promise<{ peak: number; seconds: number }> => {
  const address = z.object({ port: z.int() }).parse(server.address());
  const { sha256 } = await digestOf(Readable.from(content(octets)));
  const started = performance.now();
  const child = spawn(process.execPath, ['test/bench/archive-copy.ts', String(count), String(octets), sha256], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${address.port}`,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      DOCUMENTS_BUCKET: 'documents',
      ARCHIVE_BUCKET: 'archive',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(child.stdout);
  return { peak: Peak.parse(JSON.parse(said)).peakBytes, seconds: (performance.now() - started) / 1000 };
};

/** R64: peak memory of copying 2 GB of evidence into a package, beside copying one page of paper. */
export const archiveMemory = async (): Promise<void> => {
  heading('Archiving 2 GB of evidence (peak memory of the process; aim <= 512 MB)');
  const server = await store();
  const page = await copying(server, 1, megabyte);
  const evidence = await copying(server, 32, 64 * megabyte);
  server.close();
  table([
    ['one page of 1 MB', `${(page.peak / megabyte).toFixed(0)} MB`, ''],
    ['32 recordings of 64 MB', `${(evidence.peak / megabyte).toFixed(0)} MB`, ratio(evidence.peak, page.peak)],
    ['time for 2 GB, read twice and written once', `${evidence.seconds.toFixed(1)} s`, ''],
  ]);
};
