import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createVision } from '../activities/vision/index.ts';
import { packageRoot } from '../infra/dev/package-root.ts';
import { provisionNsfwWeights } from '../infra/dev/index.ts';
import { cpuByProcess, residentMb } from './process-tree.ts';

/**
 * The local specialists over many pictures: seconds a picture for each kind of look, CPU seconds and pictures a second of all, memory of
 * all processes as it goes. `node dist/bench/specialists.js [--photos DIR] [--n 1000] [--processes 1]`: so many pictures are looked at at once. Photos are taken in turn, each time turned by another hue, so that no two are equal bytes.
 */
const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: join(packageRoot(), 'node_modules', '@stdlib') },
    n: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '1' },
  },
});

const names = (await readdir(values.photos, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name)).sort();
const photos = await Promise.all(names.map((name) => readFile(join(values.photos, name))));
if (photos.length === 0) throw new Error(`${values.photos} holds no JPEG`);

const n = Number(values.n);
const weights = await provisionNsfwWeights(process.env, (line) => process.stderr.write(`${line}\n`));
const processes = Number(values.processes);
const vision = createVision({ processes });
const looks = ['objects', 'text', 'nsfw'] as const;
const spent = { objects: 0, text: 0, nsfw: 0 };
const memory: string[] = [];

async function look(kind: (typeof looks)[number], picture: Buffer): Promise<void> {
  const started = performance.now();
  if (kind === 'nsfw') await vision.rateNsfw(picture, weights);
  else await vision.propose(picture, { objects: kind === 'objects', text: kind === 'text' });
  spent[kind] += performance.now() - started;
}

let taken = 0;
let done = 0;
async function lookOn(): Promise<void> {
  for (let at = taken++; at < n; at = taken++) {
    const picture = await sharp(photos[at % photos.length])
      .modulate({ hue: (at * 7) % 360 })
      .jpeg()
      .toBuffer();
    for (const kind of looks) await look(kind, picture);
    done += 1;
    if (done % Math.max(1, Math.floor(n / 10)) === 0) {
      const resident = await residentMb();
      memory.push(`${done}: ${resident}`);
      process.stderr.write(`${done} of ${n} pictures, ${resident} MiB\n`);
    }
  }
}

// Processes start and load their models before the clock does.
const first = photos[0] as Buffer;
await Promise.all(
  Array.from({ length: processes }, async () => {
    for (const kind of looks) await look(kind, first);
  }),
);
for (const kind of looks) spent[kind] = 0;

const total = async (): Promise<number> => [...(await cpuByProcess()).values()].reduce((sum, ms) => sum + ms, 0);
const [started, before] = [performance.now(), await total()];
await Promise.all(Array.from({ length: processes }, lookOn));
const [elapsed, cpu] = [performance.now() - started, (await total()) - before];
await vision.close();

process.stdout.write(
  [
    ...looks.map((kind) => `${kind.padEnd(8)} ${(spent[kind] / n).toFixed(0)} ms a picture`),
    `all      ${((n * 1000) / elapsed).toFixed(2)} pictures a second with ${processes} processes, ${(cpu / n).toFixed(0)} ms of CPU a picture`,
    `memory in MiB after so many pictures: ${memory.join(', ')}`,
    '',
  ].join('\n'),
);
