import { ranges, type Paced } from './paced.ts';
import { packable, tileSlots, type PackLimits, type Sample, type SampleId } from './pack.ts';

/** Samples that fit, a column each: packing a million of them touches no object. */
export interface Columns {
  readonly ids: readonly SampleId[];
  readonly tokens: Int32Array;
  /** Tile slots, those of blank tiles included. */
  readonly slots: Int32Array;
}

/** Reads samples into columns; one beyond a limit is left out. */
export function* columnsOf(samples: readonly Sample[], limits: PackLimits): Paced<Columns> {
  const ids: SampleId[] = [];
  const tokens = new Int32Array(samples.length);
  const slots = new Int32Array(samples.length);
  const read = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const sample = samples[at];
      if (!sample || !packable(sample, limits)) continue;
      tokens[ids.length] = sample.tokens;
      slots[ids.length] = tileSlots(sample, limits);
      ids.push(sample.id);
    }
  };
  for (const [from, to] of ranges(samples.length)) {
    read(from, to);
    yield;
  }
  return { ids, tokens: tokens.subarray(0, ids.length), slots: slots.subarray(0, ids.length) };
}

/** What all samples take together, in packs by either limit. */
export function fillOf({ tokens, slots }: Columns, { maxTokens, maxTiles }: PackLimits) {
  let [allTokens, allSlots] = [0, 0];
  for (let at = 0; at < tokens.length; at++) {
    allTokens += tokens[at] ?? 0;
    allSlots += slots[at] ?? 0;
  }
  return { tokens: allTokens / maxTokens, tiles: maxTiles > 0 ? allSlots / maxTiles : 0 };
}

/** Steps of size that are told apart. */
const sizes = 1 << 16;

/**
 * Numbers of the samples, largest first by the shares of both limits; equal ones keep their order. A counting sort: linear.
 *
 * @param by the larger of both shares, or their mean
 */
export function* decreasing({ tokens, slots }: Columns, limits: PackLimits, by: 'larger' | 'mean'): Paced<Int32Array> {
  const count = tokens.length;
  const [perToken, perSlot] = [1 / limits.maxTokens, limits.maxTiles > 0 ? 1 / limits.maxTiles : 0];
  const ranks = new Int32Array(count);
  const starts = new Int32Array(sizes + 2);
  const rankAll = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const [a, b] = [(tokens[at] ?? 0) * perToken, (slots[at] ?? 0) * perSlot];
      const size = by === 'mean' ? (a + b) / 2 : a > b ? a : b;
      const rank = sizes - Math.floor(size * sizes);
      ranks[at] = rank;
      starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
    }
  };
  const ordered = new Int32Array(count);
  const place = (from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const rank = ranks[at] ?? 0;
      const start = starts[rank] ?? 0;
      starts[rank] = start + 1;
      ordered[start] = at;
    }
  };
  for (const [from, to] of ranges(count)) {
    rankAll(from, to);
    yield;
  }
  for (let rank = 1; rank < starts.length; rank++) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  for (const [from, to] of ranges(count)) {
    place(from, to);
    yield;
  }
  return ordered;
}
