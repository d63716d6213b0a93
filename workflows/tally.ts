import type { Counts, Step, StepTally, UsageTotals } from './shapes.ts';

const none: Counts = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };
const free: UsageTotals = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

const sum = <K extends string>(a: Readonly<Record<K, number>>, b: Readonly<Record<K, number>>): Record<K, number> =>
  Object.fromEntries(Object.keys(a).map((key) => [key, a[key as K] + b[key as K]])) as Record<K, number>;

export const emptyTallies = (steps: readonly Step[]): StepTally[] =>
  steps.map((step) => ({ ...step, shardsDone: 0, counts: { ...none }, usage: { ...free } }));

const sameStep = (a: Step, b: Step): boolean => a.round === b.round && a.stage === b.stage;

/** Shards of a partition that are through a step. */
export const shardsThrough = (tallies: readonly StepTally[], step: Step): number =>
  tallies.find((tally) => sameStep(tally, step))?.shardsDone ?? 0;

/** Adds a shard's counts to its step. */
export function tallyShard(
  tallies: readonly StepTally[],
  step: Step,
  shard: { readonly counts: Counts; readonly usage: UsageTotals },
): StepTally[] {
  return tallies.map((tally) =>
    sameStep(tally, step)
      ? {
          ...step,
          shardsDone: tally.shardsDone + 1,
          counts: sum(tally.counts, shard.counts),
          usage: sum(tally.usage, shard.usage),
        }
      : tally,
  );
}
