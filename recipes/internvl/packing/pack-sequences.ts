import { packable, tileSlots, type Pack, type PackLimits, type Sample } from './pack.ts';
import { packOnline } from './pack-online.ts';
import { roomiestTree } from './roomiest-tree.ts';

/**
 * Packs a whole set offline by best fit decreasing: the largest samples first, each into the pack that it leaves the least
 * room in, by the limit that binds the set. Two measures of size are tried; where neither beats the trainer's online packer on
 * the same order of samples, its packs are taken. A sample beyond a limit is left out; ask `packable` first. Deterministic.
 */
export function packSequences(samples: readonly Sample[], limits: PackLimits): Pack[] {
  const fitting = samples.filter((sample) => packable(sample, limits));
  const fewest = fewestPacks(fitting, limits);
  const attempts = [
    () => bestFit(decreasing(fitting, limits, Math.max), limits),
    () =>
      bestFit(
        decreasing(fitting, limits, (tokens, tiles) => (tokens + tiles) / 2),
        limits,
      ),
    () => [...packOnline(fitting, { ...limits, compat: 'repo' })],
    () => [...packOnline(fitting, limits)],
  ];
  let best: Pack[] | undefined;
  for (const attempt of attempts) {
    if (best && best.length <= fewest) return best;
    const packs = attempt();
    if (!best || packs.length < best.length) best = packs;
  }
  return best ?? [];
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

interface OpenPack {
  readonly ids: Pack['ids'];
  tokens: number;
  tiles: number;
}

function bestFit(samples: readonly Sample[], limits: PackLimits): Pack[] {
  const fill = fillOf(samples, limits);
  const byTiles = fill.tiles > fill.tokens;
  const [most, other] = byTiles ? [limits.maxTiles, limits.maxTokens] : [limits.maxTokens, limits.maxTiles];
  /** Room left by the binding limit, and by the other one. */
  const room = ({ tokens, tiles }: OpenPack): readonly [number, number] =>
    byTiles ? [most - tiles, other - tokens] : [most - tokens, other - tiles];
  const packs: OpenPack[] = [];
  const free = roomiestTree(most);
  /** Open packs by room under the binding limit, each list by room under the other, the roomiest last. */
  const open = Array.from({ length: most + 1 }, (): OpenPack[] => []);
  const show = (left: number): void => {
    const roomiest = open[left]?.at(-1);
    free.set(left, roomiest ? room(roomiest)[1] : -1);
  };
  for (const sample of samples) {
    const slots = tileSlots(sample, limits);
    const found = byTiles ? free.tightest(slots, sample.tokens) : free.tightest(sample.tokens, slots);
    const pack = open[found]?.pop() ?? { ids: [], tokens: 0, tiles: 0 };
    if (found < 0) packs.push(pack);
    else show(found);
    pack.ids.push(sample.id);
    pack.tokens += sample.tokens;
    pack.tiles += slots;
    const [left, beside] = room(pack);
    const list = open[left];
    if (!list || (left === 0 && beside === 0)) continue;
    list.splice(
      placeByRoom(list, (there) => room(there)[1], beside),
      0,
      pack,
    );
    show(left);
  }
  return packs;
}

/** After all that have no more room. */
function placeByRoom(list: readonly OpenPack[], roomOf: (pack: OpenPack) => number, room: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (roomOf(list[middle] as OpenPack) <= room) low = middle + 1;
    else high = middle;
  }
  return low;
}
