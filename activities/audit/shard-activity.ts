import type { OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { AttemptFailure } from './audit-result.ts';

/** What one workflow run did about one shard of a round: one activity with all its attempts. */
export interface ShardActivity {
  readonly round: number;
  readonly stage: string;
  readonly shard: number;
  readonly revision: number;
  readonly run: string;
  /** Temporal's activity id, unique in its run. */
  readonly activity: string;
  readonly attempts: number;
  /** Milliseconds of the epoch, where known. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly failures: readonly AttemptFailure[];
  /** What it returned into history, where it came to a commit. */
  readonly counts?: OutcomeCounts;
}

export interface WriterName {
  readonly revision: number;
  readonly run: string;
  readonly activity: string;
  readonly attempt: number;
}

/** A journal writer's name, `r<revision>-<run id>-<activity id>.<attempt>`; undefined for the import's. */
export function parseWriter(writer: string): WriterName | undefined {
  const [, revision, run, activity, attempt] = /^r(\d+)-(.+)-([^-]+)\.(\d+)$/.exec(writer) ?? [];
  if (run === undefined || activity === undefined) return undefined;
  return { revision: Number(revision), run, activity, attempt: Number(attempt) };
}

const activityKey = ({ run, activity }: Pick<ShardActivity, 'run' | 'activity'>): string => `${run} ${activity}`;

/**
 * Joins what history and journal know of one shard of one round. The journal stands in for runs that history lost, and for
 * attempts that a terminated run did not live to record.
 */
export function joinActivities(history: readonly ShardActivity[], journal: readonly ShardActivity[]): ShardActivity[] {
  const joined = new Map(history.map((activity) => [activityKey(activity), activity]));
  for (const written of journal) {
    const known = joined.get(activityKey(written));
    if (!known) joined.set(activityKey(written), written);
    else
      joined.set(activityKey(written), { ...written, ...known, attempts: Math.max(known.attempts, written.attempts) });
  }
  return [...joined.values()];
}
