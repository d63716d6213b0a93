import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { ShardCommit } from '../../artifacts/shard-commit.ts';
import type { ShardActivity } from '../shard-activity.ts';
import type { Finding } from './finding.ts';

/** What history says a shard came to is what its commit says; presence.ts tells of a commit that is missing. */
export function checkHistory(activities: readonly ShardActivity[], commits: readonly ShardCommit[]): Finding[] {
  return activities.flatMap(({ revision, run, counts }): Finding[] => {
    if (!counts) return [];
    const commit = commits.filter((at) => at.revision <= revision).at(-1);
    if (!commit || canonicalJson(commit.counts) === canonicalJson(counts)) return [];
    return [{ code: 'history_mismatch', at: `run ${run}`, message: 'history reports other counts than the commit' }];
  });
}
