import { addUsage, noUsage } from '../artifacts/journal-reader.ts';
import { addCounts, noCounts } from '../artifacts/manifest.ts';
import type { ShardCommit, Usage } from '../artifacts/shard-commit.ts';
import type { RoundAudit } from './audit-result.ts';
import { roundTally } from './round-tally.ts';
import type { ShardActivity } from './shard-activity.ts';
import type { AuditedPlace, StageExpectation } from './stage-nature.ts';

/** What an audit adds up of one stage, shard after shard. */
export interface StageAudit {
  readonly place: AuditedPlace;
  add(newest: ShardCommit | undefined, activities: readonly ShardActivity[]): void;
  usage(): Usage;
  result(sealed: boolean, expected: StageExpectation): RoundAudit;
}

export function stageAudit(place: AuditedPlace): StageAudit {
  const tally = roundTally();
  let shards = 0;
  let counts = noCounts;
  let usage = noUsage;
  return {
    place,
    add(newest, activities) {
      for (const activity of activities) tally.add(activity);
      if (!newest) return;
      shards += 1;
      counts = addCounts(counts, newest.counts);
      usage = addUsage(usage, newest.usage);
    },
    usage: () => usage,
    result: (sealed, expected) => ({
      round: place.round,
      stage: place.stage,
      sealed,
      shards: { total: expected.shards ?? shards, done: shards },
      items: {
        total: expected.items ?? counts.total,
        kept: counts.kept,
        dropped: counts.dropped,
        failed: counts.failed,
      },
      ...tally.sums(),
    }),
  };
}
