import { parseArgs } from 'node:util';
import { fewestPacks, packOnline, packSequences, type Sample } from '../recipes/internvl/index.ts';

/**
 * Offline packing against the reference's online packer on drawn samples, in turn, by the clock and by the process's CPU time: `node dist/bench/packing.js [--n 1000000]
 * [--runs 3]`. Many short samples and few long ones, three in ten without a picture.
 */
const { values } = parseArgs({
  options: { n: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } },
});
const n = Number(values.n);
const limits = { maxTokens: 16_384, maxTiles: 48 };

let state = 1;
/** Numerical Recipes' generator: a bench needs speed and the same samples each time, not quality. */
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const samples = Array.from({ length: n }, (_, id): Sample => ({
  id,
  tokens: 1 + Math.floor(16_383 * draw() ** 3),
  tiles: draw() < 0.3 ? 0 : 1 + Math.floor(13 * draw() ** 2),
}));

interface Timed {
  readonly packs: number;
  readonly samplesPerSecond: number;
  /** Of all the process's threads, the garbage collector's among them: what a shared machine does not distort. */
  readonly samplesPerCpuSecond: number;
}

function timed(pack: () => readonly unknown[]): Timed {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const packs = pack().length;
  const { user, system } = process.cpuUsage(cpu);
  return {
    packs,
    samplesPerSecond: Math.round((n / (performance.now() - start)) * 1e3),
    samplesPerCpuSecond: Math.round((n / (user + system)) * 1e6),
  };
}

for (let run = 1; run <= Number(values.runs); run++) {
  const offline = timed(() => packSequences(samples, limits));
  const online = timed(() => [...packOnline(samples, { ...limits, compat: 'repo' })]);
  process.stdout.write(`${JSON.stringify({ run, offline, online, fewest: fewestPacks(samples, limits) })}\n`);
}
