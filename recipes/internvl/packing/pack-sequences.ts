import { bestFit, packsOf } from './best-fit.ts';
import { columnsOf, decreasing, fillOf, type Columns } from './columns.ts';
import { countOnline } from './count-online.ts';
import type { Pack, PackLimits, Sample } from './pack.ts';
import { listed, unheld, type Paced } from './paced.ts';
import { packOnline } from './pack-online.ts';

/**
 * Packs a whole set offline by best fit decreasing: the largest samples first, each into the pack that it leaves the least
 * room in, by the limit that binds the set. Where the trainer's online packer would do better on the order given, another
 * measure of size is tried and the fewest packs are taken. A sample beyond a limit is left out; ask `packable` first.
 * Deterministic.
 */
export function packSequences(samples: readonly Sample[], limits: PackLimits): Pack[] {
  return unheld(packingOf(samples, limits));
}

/** `packSequences` as a computation that may be held: the same packs. */
export function* packingOf(samples: readonly Sample[], limits: PackLimits): Paced<Pack[]> {
  const columns = yield* columnsOf(samples, limits);
  const order = yield* decreasing(columns, limits, 'larger');
  const fitted = yield* bestFit(columns, order, limits);
  const isFew = fitted.packs <= fewest(columns, limits) || fitted.packs < (yield* countOnline(columns, limits));
  if (isFew) return yield* packsOf(columns, order, fitted);

  const byMean = yield* decreasing(columns, limits, 'mean');
  const candidates = [
    yield* packsOf(columns, order, fitted),
    yield* packsOf(columns, byMean, yield* bestFit(columns, byMean, limits)),
    yield* listed(packOnline(samples, { ...limits, compat: 'repo' })),
    yield* listed(packOnline(samples, limits)),
  ];
  return candidates.reduce((best, one) => (one.length < best.length ? one : best));
}

/** No packing has fewer: what the sums of tokens and of tiles ask for. */
export function fewestPacks(samples: readonly Sample[], limits: PackLimits): number {
  return unheld(fewestOf(samples, limits));
}

/** `fewestPacks` as a computation that may be held. */
export function* fewestOf(samples: readonly Sample[], limits: PackLimits): Paced<number> {
  return fewest(yield* columnsOf(samples, limits), limits);
}

function fewest(columns: Columns, limits: PackLimits): number {
  const { tokens, tiles } = fillOf(columns, limits);
  // A sum that is a whole number of packs may come out a little above it.
  return Math.ceil(Math.max(tokens, tiles) - 1e-9);
}
