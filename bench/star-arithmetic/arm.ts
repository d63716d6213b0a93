import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawSums } from '../../recipes/star/arithmetic/draw-sums.ts';
import { hashOf } from '../../recipes/sha256.ts';
import type { Settings } from './settings.ts';

/** One campaign of the experiment. */
export interface Arm {
  readonly campaign: string;
  readonly seed: number;
  readonly rationalize: boolean;
  /** Path of its spec. */
  readonly spec: string;
}

/** The tiny model's base of a seed, as the embedded trainer names it. */
const baseOf = (seed: number): string => (seed === 0 ? 'tiny-sums' : `tiny-sums-${seed}`);

/** Tokens of the longest worked sum, and some more: what goes on beyond is wrong already. */
const tokensFor = (digits: number): number => 12 * digits + (digits * (digits + 1)) / 2 + 16;

/** Writes pool, dev set and spec of an arm. The id holds a hash of the settings, so that other settings make other campaigns. */
export async function writeArm(settings: Settings, seed: number, rationalize: boolean): Promise<Arm> {
  const { digits, pool, dev, iterations, firstSteps, moreSteps, out } = settings;
  const folder = join(out, 'star-arithmetic');
  await mkdir(folder, { recursive: true });
  const lengths = Array.from({ length: digits }, (_, at) => at + 1);
  const write = async (name: string, split: 'pool' | 'dev', count: number): Promise<string> => {
    const records = lengths.flatMap((length) => drawSums({ seed, split, digits: length, count }));
    const path = join(folder, name);
    await writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return name;
  };
  const what = hashOf([digits, pool, dev, iterations, firstSteps, moreSteps]).slice(0, 6);
  const campaign = `sums-${rationalize ? 'with' : 'without'}-${what}-s${seed}`;
  const spec = {
    campaign,
    recipe: 'star',
    seed,
    input: {
      file: await write(`pool-${what}-s${seed}.jsonl`, 'pool', pool),
      parts: { dev: await write(`dev-${what}-s${seed}.jsonl`, 'dev', dev) },
    },
    models: {
      generator: {
        model: baseOf(seed),
        baseUrls: ['embedded-trainer'],
        concurrency: 128,
        maxTokens: tokensFor(digits),
        responseFormat: 'text',
      },
    },
    training: { baseUrl: 'embedded', batchSize: 16, pollSeconds: 1 },
    options: {
      dataset: 'arithmetic',
      notation: 'columns',
      fewShot: 'never',
      iterations,
      patience: iterations,
      rationalize,
      schedule: { kind: 'steady', first: firstSteps, added: moreSteps },
    },
    shardItems: 128,
  };
  const path = join(folder, `${campaign}.yaml`);
  await writeFile(path, JSON.stringify(spec, null, 2));
  return { campaign, seed, rationalize, spec: path };
}
