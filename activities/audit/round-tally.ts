import type { AttemptFailure, RoundAudit } from './audit-result.ts';
import type { ShardActivity } from './shard-activity.ts';

/** Failures kept in full for each round; the others are only counted. */
const mostFailures = 100;

export interface RoundTally {
  add(activity: ShardActivity): void;
  sums(): Pick<RoundAudit, 'attempts' | 'retries' | 'failures' | 'failureCount' | 'durationMs'>;
}

/** Adds up the shard activities of a round. */
export function roundTally(): RoundTally {
  const failures: AttemptFailure[] = [];
  let failureCount = 0;
  let attempts = 0;
  let retries = 0;
  let first = Infinity;
  let last = -Infinity;
  return {
    add(activity) {
      attempts += activity.attempts;
      retries += Math.max(0, activity.attempts - 1);
      failureCount += activity.failures.length;
      failures.push(...activity.failures.slice(0, mostFailures - failures.length));
      first = Math.min(first, activity.startedAt ?? Infinity);
      last = Math.max(last, activity.endedAt ?? activity.startedAt ?? -Infinity);
    },
    sums: () => ({
      attempts,
      retries,
      failures,
      failureCount,
      durationMs: last > first ? Math.round(last - first) : 0,
    }),
  };
}
