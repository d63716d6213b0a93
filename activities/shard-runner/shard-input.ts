import { row, type ItemInput, type Row } from '../../recipes/item-program.ts';
import { readLines } from '../artifacts/dataset.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import { readNewestCommit } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';
import type { ShardTask } from './shard-task.ts';

async function readRows(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  options: CallOptions,
): Promise<readonly Row[]> {
  const commit = await readNewestCommit(store, place, shard, revision, options);
  if (!commit) throw new Error(`round ${place.round} ${place.stage} shard ${shard} has no commit to read from`);
  const lines = await readLines(store, place, 'rows', shard, commit.rows.sha256, options);
  return lines.map((line) => row.parse(line));
}

/**
 * The items of a shard: each imported row with its newest kept row of the rounds before. An item that gave nothing in a
 * round goes on from what it had (MMEvol §5: reverting to the parent list).
 */
export async function readShardInput(
  store: ArtifactStore,
  task: ShardTask,
  options: CallOptions,
): Promise<readonly ItemInput[]> {
  const { campaign, stage, shard, revision } = task;
  const seeds = await readRows(store, { campaign, round: 0, stage: 'import' }, shard, revision, options);
  const newest = new Map(seeds.map((seed) => [seed.id, seed]));
  for (let round = 1; round < task.round; round++) {
    for (const kept of await readRows(store, { campaign, round, stage }, shard, revision, options))
      newest.set(kept.origin, kept);
  }
  return seeds.map((seed) => ({ seed, current: newest.get(seed.id) ?? seed }));
}
