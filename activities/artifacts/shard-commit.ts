import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { commitKey, type StagePlace } from './keys.ts';
import { readObject } from './read-object.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

/** kept + dropped + failed = total, always; `rows` differs from `kept` where a kept item holds several rows. */
export const outcomeCounts = z
  .strictObject({
    total: z.int().min(0),
    kept: z.int().min(0),
    dropped: z.int().min(0),
    failed: z.int().min(0),
    rows: z.int().min(0),
  })
  .readonly();
export type OutcomeCounts = z.infer<typeof outcomeCounts>;

/** What the journal entries of a shard add up to, every attempt's. */
export const usage = z
  .strictObject({
    requests: z.int().min(0),
    promptTokens: z.int().min(0),
    completionTokens: z.int().min(0),
    cost: z.number().min(0),
  })
  .readonly();
export type Usage = z.infer<typeof usage>;

const contentRef = z.strictObject({ sha256: z.string(), bytes: z.int().min(0) }).readonly();

/** The one object that makes a shard exist. Only counts and hashes are compared between attempts; usage and writer are for the audit. */
export const shardCommit = z
  .strictObject({
    v: z.literal(1),
    shard: z.int().min(0),
    revision: z.int().min(1),
    counts: outcomeCounts,
    rows: contentRef,
    rejects: contentRef,
    usage,
    writer: z.string(),
  })
  .readonly();
export type ShardCommit = z.infer<typeof shardCommit>;

export async function readCommit(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  options?: CallOptions,
): Promise<ShardCommit | undefined> {
  return readObject(store, commitKey(place, shard, revision), shardCommit, options);
}

/** The newest commit of a shard at or before a revision. */
export async function readNewestCommit(
  store: ArtifactStore,
  place: StagePlace,
  shard: number,
  revision: number,
  options?: CallOptions,
): Promise<ShardCommit | undefined> {
  for (let r = revision; r >= 1; r--) {
    const commit = await readCommit(store, place, shard, r, options);
    if (commit) return commit;
  }
  return undefined;
}

/**
 * Commits by conditional put and returns the commit that counts: this one, or the one that stood there first (a zombie
 * attempt's, or this attempt's own whose reply was lost).
 */
export async function commitShard(
  store: ArtifactStore,
  place: StagePlace,
  commit: ShardCommit,
  options?: CallOptions,
): Promise<ShardCommit> {
  const key = commitKey(place, commit.shard, commit.revision);
  const put = await store.putOnce(key, canonicalJson(commit), 'application/json', options);
  if (put === 'created') return commit;
  const winner = await readCommit(store, place, commit.shard, commit.revision, options);
  if (!winner) throw new Error(`commit ${key} was there for the put and is gone for the read`);
  return winner;
}
