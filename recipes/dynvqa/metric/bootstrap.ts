import { uniformFrom } from '../../sha256.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface BootstrapSettings {
  readonly seed: number;
  /** @default 1000 */
  readonly resamples?: number;
  /** Share of the resampled means inside the interval. @default 0.95 */
  readonly level?: number;
}

/** Uniform integers below 2^32 from a 32-bit state (Weyl sequence with a mixing step); the seed comes from a hash. */
function integers(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** Percentile bootstrap interval of the mean; same values and seed, same interval. Null without values. */
export function bootstrapInterval(
  values: readonly number[],
  { seed, resamples = 1000, level = 0.95 }: BootstrapSettings,
): Interval | null {
  if (values.length === 0) return null;
  const next = integers(Math.floor(uniformFrom('dynvqa', 'bootstrap', seed, values.length) * 2 ** 32));
  const means: number[] = [];
  for (let sample = 0; sample < resamples; sample++) {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[next() % values.length] ?? 0;
    means.push(sum / values.length);
  }
  means.sort((a, b) => a - b);
  const at = (share: number): number => means[Math.round(share * (resamples - 1))] ?? 0;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
