import { writeLines } from '../artifacts/dataset.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { addCounts, noCounts } from '../artifacts/manifest.ts';
import { commitShard, type ShardCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { ItemResult } from './run-item.ts';
import { countsOf } from './shard-progress.ts';

/** Writes a shard's rows and rejects, then the commit that makes them count. Returns the commit that stands. */
export async function commitResults(
  store: ArtifactStore,
  place: StagePlace,
  about: Pick<ShardCommit, 'shard' | 'revision' | 'usage' | 'writer'>,
  results: readonly ItemResult[],
  options: CallOptions,
): Promise<ShardCommit> {
  const { shard } = about;
  const kept = results.flatMap((result) => result.rows);
  const fell = results.flatMap((result) => result.rejects);
  const rows = await writeLines(store, place, 'rows', shard, kept, options);
  const rejects = await writeLines(store, place, 'rejects', shard, fell, options);
  const counts = results.map(countsOf).reduce(addCounts, noCounts);
  return commitShard(store, place, { v: 1, ...about, counts, rows, rejects }, options);
}
