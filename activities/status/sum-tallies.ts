import type { RoundTally } from '../../workflows/shapes.ts';
import { addUsage } from '../artifacts/journal-reader.ts';
import { addCounts } from '../artifacts/manifest.ts';

/** One tally a round over all partitions. */
export function sumTallies(partitions: readonly (readonly RoundTally[])[]): RoundTally[] {
  const rounds = new Map<number, RoundTally>();
  for (const tally of partitions.flat()) {
    const before = rounds.get(tally.round);
    rounds.set(
      tally.round,
      before
        ? {
            round: tally.round,
            shardsDone: before.shardsDone + tally.shardsDone,
            counts: addCounts(before.counts, tally.counts),
            usage: addUsage(before.usage, tally.usage),
          }
        : tally,
    );
  }
  return [...rounds.values()].sort((a, b) => a.round - b.round);
}
