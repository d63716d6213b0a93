import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Row } from '../recipes/item-program.ts';
import { recipe } from '../recipes/mix/index.ts';
import { uniformFrom } from '../recipes/sha256.ts';

/**
 * The whole stage `pack` of the recipe `mix` on drawn samples, without a store: `node dist/bench/pack-stage.js [--n 1000000]
 * [--mode offline|online|repo]`. Sizes are those of `packing.js`. It lets others in where the runner would: after each shard of its
 * input and of its output, and wherever the stage breathes; what it holds up at longest is told besides.
 */
const { values } = parseArgs({
  options: { n: { type: 'string', default: '1000000' }, mode: { type: 'string', default: 'offline' } },
});
const n = Number(values.n);
/** Lines of a shard, as the spec has it by default. */
const shardItems = 128;
const options = recipe.options.parse({ pack: { mode: values.mode } });
const pack = recipe.whole?.['pack'];
if (!pack) throw new Error('the recipe has no stage pack');

let state = 1;
/** Numerical Recipes' generator, as in `packing.ts`. */
function draw(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

async function* samples(): AsyncGenerator<Row> {
  for (let i = 0; i < n; i++) {
    if (i % shardItems === 0) await setImmediate();
    const id = i.toString(16).padStart(32, '0');
    const tokens = 1 + Math.floor(16_383 * draw() ** 3);
    const tiles = draw() < 0.3 ? [] : [1 + Math.floor(13 * draw() ** 2)];
    const conversations = [{ from: 'human', value: 'q' }];
    const sample = { conversations, dataset: 'drawn', repeat: 1, tokens, trainable: Math.min(tokens, 100), tiles };
    yield { id, origin: id, parents: [], round: 1, calls: [], ...sample };
  }
}

const services = {
  scratch: () => {
    throw new Error('packing needs no scratch file');
  },
  reviewed: async () => new Map(),
  breathe: async () => void (await setImmediate()),
};
const context = {
  campaignSeed: 1,
  stage: 'pack',
  round: 1,
  options,
  facts: {},
  draw: (purpose: string) => uniformFrom(1, purpose),
};
const delay = monitorEventLoopDelay({ resolution: 5 });
const before = process.cpuUsage();
delay.enable();
let packs = 0;
let lines = 0;
for await (const line of pack({ samples }, services, context)) {
  if (line.kind === 'row') packs += 1;
  if (++lines % shardItems === 0) await setImmediate();
}
delay.disable();
const { user, system } = process.cpuUsage(before);
const { maxRSS } = process.resourceUsage();
const told = {
  n,
  mode: values.mode,
  packs,
  cpuSeconds: (user + system) / 1e6,
  /** In milliseconds. */
  longestHold: Math.round(delay.max / 1e6),
  peakMegabytes: Math.round(maxRSS / 1024),
};
process.stdout.write(`${JSON.stringify(told)}\n`);
