import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { chatBody } from './scripted-endpoint/bodies.ts';

/**
 * The raw floor: a bare node:http keep-alive loop with C requests in flight and nothing else, against the scripted endpoint.
 * Prints generation time, utilization at the endpoint and CPU of this process as one JSON line.
 *
 *     node dist/bench/floor.js --base-url http://127.0.0.1:PORT/v1 --n 2000 --concurrency 64 [--image-bytes 76000]
 */
const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    'image-bytes': { type: 'string', default: '0' },
  },
});
if (values['base-url'] === undefined) throw new Error('--base-url is missing');
const base = new URL(values['base-url']);
const agent = new Agent({ keepAlive: true });
const count = Number(values.n);
const imageBytes = Number(values['image-bytes']);

function ask(row: number): Promise<number> {
  const body = Buffer.from(chatBody(row, imageBytes));
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: base.hostname,
        port: base.port,
        method: 'POST',
        path: `${base.pathname}/chat/completions`,
        headers: { 'content-type': 'application/json', 'content-length': body.length },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          JSON.parse(Buffer.concat(chunks).toString());
          resolve(response.statusCode ?? 0);
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

let next = 0;
let failed = 0;
async function place(): Promise<void> {
  while (next < count) if ((await ask(next++)) !== 200) failed += 1;
}

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await Promise.all(Array.from({ length: Number(values.concurrency) }, place));
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
agent.destroy();
const stats = (await (await fetch(new URL('/stats', base))).json()) as { utilization: number; spanMs: number };
process.stdout.write(
  `${JSON.stringify({
    n: count,
    failed,
    wallMs: Math.round(wallMs),
    spanMs: Math.round(stats.spanMs),
    utilization: Number(stats.utilization.toFixed(4)),
    cpuMsPerRow: Number(((cpu.user + cpu.system) / 1000 / count).toFixed(3)),
  })}\n`,
);
