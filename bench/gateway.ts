import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { concurrencyCeiling, modelSettings } from '../activities/campaigns/model-settings.ts';
import { createAdaptiveLimit, createGateway } from '../activities/inference/index.ts';
import { imageOf, promptOf } from './scripted-endpoint/bodies.ts';

/**
 * The gateway alone, against the scripted endpoint: N requests offered by a window of 8 x C. Prints as `floor.ts` does. Images are
 * real JPEGs from memory, filled up to the size wanted; with `--adaptive` C is only the upper limit.
 *
 *     node dist/bench/gateway.js --base-url http://127.0.0.1:PORT/v1 --n 2000 --concurrency 64 [--image-bytes 76000] [--adaptive]
 */
const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    n: { type: 'string', default: '2000' },
    concurrency: { type: 'string', default: '64' },
    'image-bytes': { type: 'string', default: '0' },
    adaptive: { type: 'boolean', default: false },
  },
});
const baseUrl = values['base-url'];
if (baseUrl === undefined) throw new Error('--base-url is missing');
const count = Number(values.n);
const imageBytes = Number(values['image-bytes']);
const concurrency = Number(values.concurrency);

const photo = await makePhoto();
const gateway = createGateway({
  models: { model: modelSettings.parse({ model: 'scripted', baseUrls: [baseUrl], concurrency }) },
  images: {
    async read(sha256) {
      // Whatever follows the end-of-image marker is passed over by every decoder.
      const filler = imageOf(Number(sha256), Math.max(4, imageBytes - photo.length));
      return { bytes: Buffer.concat([photo, filler]), mediaType: 'image/jpeg' };
    },
    presign: () => Promise.reject(new Error('not used')),
  },
  environment: process.env,
  ...(values.adaptive && { limitOf: (settings) => createAdaptiveLimit({ max: concurrencyCeiling(settings) }) }),
});

async function makePhoto(): Promise<Buffer> {
  return sharp({ create: { width: 512, height: 384, channels: 3, background: '#406080' } })
    .jpeg()
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
const limit = gateway.status()[0]?.limit;
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
    limit,
    rows: stats.rows,
    wallMs: Math.round(wallMs),
    spanMs: Math.round(stats.spanMs),
    utilization: Number(stats.utilization.toFixed(4)),
    cpuMsPerRow: Number(((cpu.user + cpu.system) / 1000 / count).toFixed(3)),
    rssMb: Math.round(process.memoryUsage.rss() / 1e6),
  })}\n`,
);
