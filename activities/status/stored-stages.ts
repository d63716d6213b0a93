import { addUsage, noUsage } from '../artifacts/journal-reader.ts';
import { manifestKey, stagePrefix, type StagePlace } from '../artifacts/keys.ts';
import { addCounts, noCounts, readManifest } from '../artifacts/manifest.ts';
import { readCommit, type OutcomeCounts, type Usage } from '../artifacts/shard-commit.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { inParallel } from './in-parallel.ts';

/** A stage as far as its shards are committed, the newest revision of each. */
export interface StoredStage {
  readonly shards: number;
  readonly counts: OutcomeCounts;
  readonly usage: Usage;
  /** Whether the newest revision has its manifest. */
  readonly sealed: boolean;
}

interface ShardTally {
  readonly revision: number;
  readonly counts: OutcomeCounts;
  readonly usage: Usage;
}

export interface StoredStages {
  stage(place: StagePlace, revision: number): Promise<StoredStage>;
  /** Shards and counts of a sealed import, or undefined while it goes on. */
  sealedImport(place: StagePlace): Promise<{ readonly shards: number; readonly counts: OutcomeCounts } | undefined>;
}

/** Commits read at once. */
const readAhead = 32;

/** `…/commits/00000012.r3.json` */
export function commitName(key: string): { readonly shard: number; readonly revision: number } | undefined {
  const match = /\/commits\/(\d{8})\.r(\d+)\.json$/.exec(key);
  return match ? { shard: Number(match[1]), revision: Number(match[2]) } : undefined;
}

/** Reads stages from their commits. What is committed never changes, so nothing is read twice; a sealed stage is not even listed again. */
export function openStoredStages(store: ArtifactStore): StoredStages {
  const tallies = new Map<string, Map<number, ShardTally>>();
  const finished = new Map<string, StoredStage>();
  const imports = new Map<string, { readonly shards: number; readonly counts: OutcomeCounts }>();

  async function refresh(place: StagePlace, revision: number, known: Map<number, ShardTally>): Promise<void> {
    const newest = new Map<number, number>();
    for await (const { key } of store.list(`${stagePrefix(place)}commits/`)) {
      const name = commitName(key);
      if (!name || name.revision > revision) continue;
      newest.set(name.shard, Math.max(name.revision, newest.get(name.shard) ?? 0));
    }
    const unread = [...newest].filter(([shard, at]) => known.get(shard)?.revision !== at);
    await inParallel(unread, readAhead, async ([shard, at]) => {
      const commit = await readCommit(store, place, shard, at);
      if (commit) known.set(shard, { revision: at, counts: commit.counts, usage: commit.usage });
    });
  }

  return {
    async stage(place, revision) {
      const key = manifestKey(place, revision);
      const done = finished.get(key);
      if (done) return done;
      const sealed = await store.exists(key);
      const known = tallies.get(stagePrefix(place)) ?? new Map<number, ShardTally>();
      tallies.set(stagePrefix(place), known);
      await refresh(place, revision, known);
      const all = [...known.values()];
      const stage = {
        shards: all.length,
        counts: all.reduce((sum, { counts }) => addCounts(sum, counts), noCounts),
        usage: all.reduce((sum, { usage }) => addUsage(sum, usage), noUsage),
        sealed,
      };
      if (sealed) {
        finished.set(key, stage);
        tallies.delete(stagePrefix(place));
      }
      return stage;
    },
    async sealedImport(place) {
      const known = imports.get(place.campaign);
      if (known) return known;
      const manifest = await readManifest(store, place, 1);
      if (!manifest) return undefined;
      const imported = { shards: manifest.shards.length, counts: manifest.counts };
      imports.set(place.campaign, imported);
      return imported;
    },
  };
}
