import { parseArgs } from 'node:util';
import { modelSettings } from '../activities/campaigns/model-settings.ts';
import { createGateway } from '../activities/inference/index.ts';
import { imageOf, promptOf } from './scripted-endpoint/bodies.ts';

/**
 * The gateway alone, against the scripted endpoint: N requests offered at once by a window of 8 x C. Prints as `floor.ts` does.
 *
 *     node dist/bench/gateway.js --base-url http://127.0.0.1:PORT/v1 --n 2000 --concurrency 64 [--image-bytes 76000]
 */
const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    'image-bytes': { type: 'string', default: '0' },
    decode: { type: 'boolean', default: false },
  },
});
const baseUrl = values['base-url'];
if (baseUrl === undefined) throw new Error('--base-url is missing');
const count = Number(values.n);
const imageBytes = Number(values['image-bytes']);
const concurrency = Number(values.concurrency);

const photo = values.decode ? await makePhoto() : undefined;
const gateway = createGateway({
  models: { model: modelSettings.parse({ model: 'scripted', baseUrls: [baseUrl], concurrency }) },
  images: {
    async read(sha256) {
      return {
        bytes: photo === undefined ? imageOf(Number(sha256), imageBytes) : Buffer.from(photo),
        mediaType: 'image/jpeg',
      };
    },
    presign: () => Promise.reject(new Error('not used')),
  },
  environment: process.env,
});

/** A 512 x 384 photo-like JPEG of about 75 KB. */
async function makePhoto(): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const pixels = imageOf(1, 128 * 96 * 3);
  return sharp(pixels, { raw: { width: 128, height: 96, channels: 3 } })
    .resize(512, 384)
    .jpeg({ quality: 92 })
    .toBuffer();
}

const { signal } = new AbortController();
let next = 0;
let attempts = 0;
async function lane(): Promise<void> {
  while (next < count) {
    const row = next++;
    const text = promptOf(row);
    const image = { type: 'image', sha256: String(row) } as const;
    const completion = await gateway.complete(
      {
        model: 'model',
        body: {
          model: 'scripted',
          messages: [{ role: 'user', content: imageBytes > 0 ? [{ type: 'text', text }, image] : text }],
          maxTokens: 4096,
          temperature: 1,
          seed: row,
        },
        affinity: String(row),
      },
      signal,
    );
    attempts += completion.attempts;
  }
}

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await Promise.all(Array.from({ length: concurrency * 8 }, lane));
const wallMs = performance.now() - startedAt;
const cpu = process.cpuUsage(cpuBefore);
await gateway.close();
const stats = (await (await fetch(new URL('/stats', baseUrl))).json()) as {
  utilization: number;
  spanMs: number;
  rows: { distinct: number; repeated: number };
};
process.stdout.write(
  `${JSON.stringify({
    n: count,
    attempts,
    rows: stats.rows,
    wallMs: Math.round(wallMs),
    spanMs: Math.round(stats.spanMs),
    utilization: Number(stats.utilization.toFixed(4)),
    cpuMsPerRow: Number(((cpu.user + cpu.system) / 1000 / count).toFixed(3)),
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
  })}\n`,
);
