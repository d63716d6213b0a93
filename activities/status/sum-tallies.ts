import type { StepTally } from '../../workflows/shapes.ts';
import { addUsage } from '../artifacts/journal-reader.ts';
import { addCounts } from '../artifacts/manifest.ts';

/** One tally a step over all partitions, in the order of the steps. */
export function sumTallies(partitions: readonly (readonly StepTally[])[]): StepTally[] {
  const steps = new Map<string, StepTally>();
  for (const tally of partitions.flat()) {
    const before = steps.get(`${tally.round} ${tally.stage}`);
    steps.set(
      `${tally.round} ${tally.stage}`,
      before
        ? {
            round: tally.round,
            stage: tally.stage,
            shardsDone: before.shardsDone + tally.shardsDone,
            counts: addCounts(before.counts, tally.counts),
            usage: addUsage(before.usage, tally.usage),
          }
        : tally,
    );
  }
  return [...steps.values()].sort((a, b) => a.round - b.round);
}
