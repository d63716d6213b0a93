import { addCounts, noCounts } from '../artifacts/manifest.ts';
import type { OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { ItemResult } from './run-item.ts';
import type { ShardProgress, ShardTask } from './shard-task.ts';

/** Running counts of a shard in work, for its heartbeats. */
export interface ProgressMeter {
  itemDone(result: ItemResult): void;
  answered(entry: JournalEntry): void;
  snapshot(waitingFor: string | undefined): ShardProgress;
}

export function countsOf({ kind, rows }: ItemResult): OutcomeCounts {
  return {
    total: 1,
    kept: kind === 'kept' ? 1 : 0,
    dropped: kind === 'dropped' ? 1 : 0,
    failed: kind === 'failed' ? 1 : 0,
    rows: rows.length,
  };
}

export function createProgressMeter({ round, stage, shard }: ShardTask, size: number): ProgressMeter {
  let items = noCounts;
  let answers = 0;
  let tokens = 0;
  return {
    itemDone: (result) => {
      items = addCounts(items, countsOf(result));
    },
    answered: (entry) => {
      answers += 1;
      tokens += entry.promptTokens + entry.completionTokens;
    },
    snapshot: (waitingFor) => ({
      round,
      stage,
      shard,
      items,
      size,
      answers,
      tokens,
      ...(waitingFor ? { waitingFor } : {}),
    }),
  };
}
