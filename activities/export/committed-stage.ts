import type { StageFacts } from '../../recipes/stage-facts.ts';
import { stagePrefix, type StagePlace } from '../artifacts/keys.ts';
import { addCounts, noCounts, readNewestManifest } from '../artifacts/manifest.ts';
import { readCommit, type OutcomeCounts } from '../artifacts/shard-commit.ts';
import type { ArtifactStore, CallOptions } from '../artifacts/store.ts';

/** A shard as its commit says: counts, and the hashes in the names of its rows and rejects. */
export interface CommittedShard {
  readonly shard: number;
  /** Revision of the commit that counts. */
  readonly revision: number;
  readonly counts: OutcomeCounts;
  readonly rows: string;
  readonly rejects: string;
}

export interface CommittedStage {
  readonly place: StagePlace;
  /** Whether a manifest stands for it. Without one the stage holds what is committed so far. */
  readonly sealed: boolean;
  readonly counts: OutcomeCounts;
  /** In shard order. */
  readonly shards: readonly CommittedShard[];
  /** What its manifest says besides; nothing without one. */
  readonly facts: StageFacts;
}

/**
 * What counts of a stage: its newest sealed manifest at or before the revision, or, where the stage was never sealed, the newest
 * commit of each shard. An absent stage has no shards.
 */
export async function readCommittedStage(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options?: CallOptions,
): Promise<CommittedStage> {
  const manifest = await readNewestManifest(store, place, revision, options);
  if (manifest) {
    const { counts, shards, facts = {} } = manifest;
    return { place, sealed: true, counts, shards, facts };
  }
  const newest = new Map<number, number>();
  for await (const { key } of store.list(`${stagePrefix(place)}commits/`, options)) {
    const [, shard, at] = /\/(\d{8})\.r(\d+)\.json$/.exec(key) ?? [];
    if (shard !== undefined) newest.set(Number(shard), Math.max(Number(at), newest.get(Number(shard)) ?? 0));
  }
  const shards: CommittedShard[] = [];
  for (const [shard, at] of [...newest].sort(([a], [b]) => a - b)) {
    const commit = await readCommit(store, place, shard, at, options);
    if (commit)
      shards.push({
        shard,
        revision: at,
        counts: commit.counts,
        rows: commit.rows.sha256,
        rejects: commit.rejects.sha256,
      });
  }
  const counts = shards.reduce((sum, shard) => addCounts(sum, shard.counts), noCounts);
  return { place, sealed: false, counts, shards, facts: {} };
}
