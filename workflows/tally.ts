import type { Counts, RoundTally, UsageTotals } from './shapes.ts';

const none: Counts = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };
const free: UsageTotals = { requests: 0, promptTokens: 0, completionTokens: 0, cost: 0 };

const sum = <K extends string>(a: Readonly<Record<K, number>>, b: Readonly<Record<K, number>>): Record<K, number> =>
  Object.fromEntries(Object.keys(a).map((key) => [key, a[key as K] + b[key as K]])) as Record<K, number>;

export const emptyTallies = (rounds: number): RoundTally[] =>
  Array.from({ length: rounds }, (_, i) => ({ round: i + 1, shardsDone: 0, counts: { ...none }, usage: { ...free } }));

/** Adds a shard's counts to its round. */
export function tallyShard(
  tallies: readonly RoundTally[],
  round: number,
  shard: { readonly counts: Counts; readonly usage: UsageTotals },
): RoundTally[] {
  return tallies.map((tally) =>
    tally.round === round
      ? {
          round,
          shardsDone: tally.shardsDone + 1,
          counts: sum(tally.counts, shard.counts),
          usage: sum(tally.usage, shard.usage),
        }
      : tally,
  );
}
