import { monitorEventLoopDelay } from 'node:perf_hooks';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { cutTiles } from '../activities/vision/tiling/cut-tiles.ts';
import { encodeTile } from '../activities/vision/tiling/encode-tile.ts';
import { resampleThreads } from '../activities/vision/tiling/resample-threads.ts';
import { turns } from '../activities/vision/turns.ts';
import { chooseTileGrid, drawJpegQuality } from '../recipes/internvl/index.ts';
import { noiseImages } from './noise-images.ts';

/**
 * Tiles a second of the export `internvl-tiles`, without a store or a target: `node dist/bench/tiles.js [--n 200] [--width 640]
 * [--height 480] [--readings 1] [--png]`. JPEG pictures of noise, which decode and encode slowest, at most 12 tiles each.
 */
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '200' },
    width: { type: 'string', default: '640' },
    height: { type: 'string', default: '480' },
    readings: { type: 'string', default: '1' },
    png: { type: 'boolean', default: false },
  },
});
const [n, width, height, readings] = [values.n, values.width, values.height, values.readings].map(Number) as [
  number,
  number,
  number,
  number,
];
const side = 448;
const grid = chooseTileGrid({ width, height, minTiles: 1, maxTiles: 12, tileSize: side, thumbnail: true });
const make = noiseImages({ width, height, quality: 90 });
const pictures = await Promise.all(Array.from({ length: Math.min(n, 20) }, (_, at) => make(at)));

const cores = availableParallelism();
const threads = resampleThreads(cores);
const inTurn = turns(cores);
let [tiles, bytes] = [0, 0];
async function write(at: number): Promise<void> {
  const cut = await cutTiles(pictures[at % pictures.length] as Buffer, grid, side, threads.resampled);
  const files = Array.from({ length: readings }, (_, reading) =>
    cut.map((tile, index) => {
      const quality = drawJpegQuality({ seed: 1, id: String(at), reading, picture: 0, tile: index });
      return encodeTile(tile, values.png ? { kind: 'png' } : { kind: 'jpeg', quality });
    }),
  );
  for (const file of await Promise.all(files.flat())) {
    tiles += 1;
    bytes += file.length;
  }
}

await write(0);
[tiles, bytes] = [0, 0];
const delay = monitorEventLoopDelay({ resolution: 5 });
const [start, cpu] = [performance.now(), process.cpuUsage()];
delay.enable();
await Promise.all(Array.from({ length: n }, (_, at) => inTurn(() => write(at))));
delay.disable();
const seconds = (performance.now() - start) / 1e3;
const { user, system } = process.cpuUsage(cpu);
await threads.close();
const told = {
  pictures: n,
  grid: `${grid.columns} x ${grid.rows}`,
  tiles,
  seconds: Number(seconds.toFixed(1)),
  tilesPerSecond: Math.round(tiles / seconds),
  cpuMsPerTile: Number(((user + system) / 1e3 / tiles).toFixed(2)),
  kilobytesPerTile: Math.round(bytes / tiles / 1e3),
  /** In milliseconds. */
  longestHold: Math.round(delay.max / 1e6),
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(told)}\n`);
