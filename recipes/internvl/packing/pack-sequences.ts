import { openPacks } from './open-packs.ts';
import { packable, tileSlots, type Pack, type PackLimits, type Sample } from './pack.ts';
import { packOnline } from './pack-online.ts';
import { roomiestTree } from './roomiest-tree.ts';

/**
 * Packs a whole set offline by best fit decreasing: the largest samples first, each into the pack that it leaves the least
 * room in, by the limit that binds the set. Where the trainer's online packer would do better on the order given, another
 * measure of size is tried and the fewest packs are taken. A sample beyond a limit is left out; ask `packable` first.
 * Deterministic.
 */
export function packSequences(samples: readonly Sample[], limits: PackLimits): Pack[] {
  const fitting = samples.filter((sample) => packable(sample, limits));
  const packs = bestFit(decreasing(fitting, limits, Math.max), limits);
  if (packs.length <= fewestPacks(fitting, limits)) return packs;
  const online = [...packOnline(fitting, { ...limits, compat: 'repo' })];
  if (packs.length < online.length) return packs;
  const bySum = bestFit(
    decreasing(fitting, limits, (tokens, tiles) => (tokens + tiles) / 2),
    limits,
  );
  const inPaperOrder = [...packOnline(fitting, limits)];
  return [packs, bySum, online, inPaperOrder].reduce((best, one) => (one.length < best.length ? one : best));
}

interface Fill {
  readonly tokens: number;
  readonly tiles: number;
}

/** What all samples take together, in packs by either limit. */
function fillOf(samples: readonly Sample[], limits: PackLimits): Fill {
  let [tokens, tiles] = [0, 0];
  for (const sample of samples) {
    tokens += sample.tokens;
    tiles += tileSlots(sample, limits);
  }
  return { tokens: tokens / limits.maxTokens, tiles: limits.maxTiles > 0 ? tiles / limits.maxTiles : 0 };
}

/** No packing has fewer: what the sums of tokens and of tiles ask for. */
export function fewestPacks(samples: readonly Sample[], limits: PackLimits): number {
  const { tokens, tiles } = fillOf(samples, limits);
  // A sum that is a whole number of packs may come out a little above it.
  return Math.ceil(Math.max(tokens, tiles) - 1e-9);
}

/** Steps of size that are told apart. */
const sizes = 1 << 16;

/** Largest first by the shares of both limits; equal ones keep their order. A counting sort: linear in the samples. */
function decreasing(
  samples: readonly Sample[],
  limits: PackLimits,
  size: (tokenShare: number, tileShare: number) => number,
): readonly Sample[] {
  const ranks = Uint32Array.from(samples, (sample) => {
    const tileShare = limits.maxTiles > 0 ? tileSlots(sample, limits) / limits.maxTiles : 0;
    return sizes - Math.floor(size(sample.tokens / limits.maxTokens, tileShare) * sizes);
  });
  const starts = new Uint32Array(sizes + 2);
  for (const rank of ranks) starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank < starts.length; rank++) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const ordered: Sample[] = Array.from(samples);
  for (const [at, sample] of samples.entries()) {
    const rank = ranks[at] ?? 0;
    const place = starts[rank] ?? 0;
    starts[rank] = place + 1;
    ordered[place] = sample;
  }
  return ordered;
}

interface GrowingPack {
  readonly ids: Pack['ids'];
  tokens: number;
  tiles: number;
}

function bestFit(samples: readonly Sample[], limits: PackLimits): Pack[] {
  const { maxTokens, maxTiles } = limits;
  const fill = fillOf(samples, limits);
  const byTiles = fill.tiles > fill.tokens;
  const [most, other] = byTiles ? [maxTiles, maxTokens] : [maxTokens, maxTiles];
  const packs: GrowingPack[] = [];
  const tree = roomiestTree(most);
  const open = openPacks(most, other, samples.length);
  for (const sample of samples) {
    const slots = tileSlots(sample, limits);
    const found = byTiles ? tree.tightest(slots, sample.tokens) : tree.tightest(sample.tokens, slots);
    const number = found < 0 ? packs.length : open.popRoomiest(found);
    if (found >= 0) tree.set(found, open.roomiest(found));
    const pack = (packs[number] ??= { ids: [], tokens: 0, tiles: 0 });
    pack.ids.push(sample.id);
    pack.tokens += sample.tokens;
    pack.tiles += slots;
    const [tokensLeft, tilesLeft] = [maxTokens - pack.tokens, maxTiles - pack.tiles];
    const [left, beside] = byTiles ? [tilesLeft, tokensLeft] : [tokensLeft, tilesLeft];
    if (left === 0 && beside === 0) continue;
    open.push(left, beside, number);
    tree.set(left, open.roomiest(left));
  }
  return packs;
}
