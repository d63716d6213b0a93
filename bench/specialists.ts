import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createVision } from '../activities/vision/index.ts';
import { packageRoot } from '../infra/dev/package-root.ts';
import { provisionNsfwWeights } from '../infra/dev/index.ts';
import { cpuByProcess, residentMb } from './process-tree.ts';

/**
 * The local specialists over many pictures, one process: seconds and CPU seconds a picture for each, memory of both processes as it goes.
 * `node dist/bench/specialists.js [--photos DIR] [--n 1000]`. Photos are taken in turn, each time turned by another hue, so that no two are equal bytes.
 */
const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: join(packageRoot(), 'node_modules', '@stdlib') },
    n: { type: 'string', default: '1000' },
  },
});

const names = (await readdir(values.photos, { recursive: true })).filter((name) => /\.jpe?g$/i.test(name)).sort();
const photos = await Promise.all(names.map((name) => readFile(join(values.photos, name))));
if (photos.length === 0) throw new Error(`${values.photos} holds no JPEG`);

const n = Number(values.n);
const weights = await provisionNsfwWeights(process.env, (line) => process.stderr.write(`${line}\n`));
const vision = createVision();
const looks = ['objects', 'text', 'nsfw'] as const;
const spent = { objects: { ms: 0, cpu: 0 }, text: { ms: 0, cpu: 0 }, nsfw: { ms: 0, cpu: 0 } };
const memory: string[] = [];

async function look(kind: (typeof looks)[number], picture: Buffer): Promise<void> {
  const [started, before] = [performance.now(), await cpuByProcess()];
  if (kind === 'nsfw') await vision.rateNsfw(picture, weights);
  else await vision.propose(picture, { objects: kind === 'objects', text: kind === 'text' });
  spent[kind].ms += performance.now() - started;
  for (const [pid, ms] of await cpuByProcess()) spent[kind].cpu += ms - (before.get(pid) ?? 0);
}

for (let at = 0; at < n; at++) {
  const photo = photos[at % photos.length];
  if (!photo) continue;
  const hue = (at * 7) % 360;
  const picture = await sharp(photo).modulate({ hue }).jpeg().toBuffer();
  for (const kind of looks) await look(kind, picture);
  if ((at + 1) % Math.max(1, Math.floor(n / 10)) === 0) {
    const resident = await residentMb();
    memory.push(`${at + 1}: ${resident}`);
    process.stderr.write(`${at + 1} of ${n} pictures, ${resident} MiB\n`);
  }
}
await vision.close();

const each = (kind: (typeof looks)[number]): string =>
  `${kind.padEnd(8)} ${(spent[kind].ms / n).toFixed(0)} ms, ${(spent[kind].cpu / n).toFixed(0)} ms of CPU a picture`;
const cpu = looks.reduce((sum, kind) => sum + spent[kind].cpu, 0) / n;
process.stdout.write(
  [
    ...looks.map(each),
    `all      ${(1000 / cpu).toFixed(2)} pictures a second and core`,
    `memory in MiB after so many pictures: ${memory.join(', ')}`,
    '',
  ].join('\n'),
);
