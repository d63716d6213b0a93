import { z } from 'zod';
import { canonicalJson } from '../../recipes/canonical-json.ts';
import { sha256 } from '../../recipes/sha256.ts';
import type { StageFacts } from '../../recipes/stage-facts.ts';
import { manifestKey, type StagePlace } from './keys.ts';
import { outcomeCounts, readNewestCommit, type OutcomeCounts } from './shard-commit.ts';
import { readObject } from './read-object.ts';
import type { ArtifactStore, CallOptions } from './store.ts';

const manifestShard = z
  .strictObject({
    shard: z.int().min(0),
    /** Revision whose commit counts; older than the manifest's where a retry changed nothing. */
    revision: z.int().min(1),
    counts: outcomeCounts,
    rows: z.string(),
    rejects: z.string(),
  })
  .readonly();

/** Seals a stage: a stage exists when its manifest exists. */
export const manifest = z
  .strictObject({
    v: z.literal(1),
    campaign: z.string(),
    round: z.int().min(0),
    stage: z.string(),
    revision: z.int().min(1),
    counts: outcomeCounts,
    shards: z.array(manifestShard).readonly(),
    /** What a whole stage found out, for decisions. */
    facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).exactOptional(),
  })
  .readonly();
export type Manifest = z.infer<typeof manifest>;

export const noCounts: OutcomeCounts = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };

export function addCounts(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  return {
    total: a.total + b.total,
    kept: a.kept + b.kept,
    dropped: a.dropped + b.dropped,
    failed: a.failed + b.failed,
    rows: a.rows + b.rows,
  };
}

export async function readManifest(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options?: CallOptions,
): Promise<Manifest | undefined> {
  return readObject(store, manifestKey(place, revision), manifest, options);
}

/** The newest sealed revision at or before the given one. */
export async function readNewestManifest(
  store: ArtifactStore,
  place: StagePlace,
  revision: number,
  options?: CallOptions,
): Promise<Manifest | undefined> {
  for (let r = revision; r >= 1; r--) {
    const found = await readManifest(store, place, r, options);
    if (found) return found;
  }
  return undefined;
}

export interface Sealed {
  readonly counts: OutcomeCounts;
  readonly sha256: string;
}

/** Shard commits read at once. */
const readAhead = 32;

/** Writes the manifest of a stage whose shards 0..shards-1 are all committed; a second seal finds the first one's and agrees. */
export async function sealStage(
  store: ArtifactStore,
  place: StagePlace,
  shards: number,
  revision: number,
  options?: CallOptions & { readonly onShard?: (done: number) => void; readonly facts?: StageFacts },
): Promise<Sealed> {
  const listed: z.infer<typeof manifestShard>[] = [];
  for (let from = 0; from < shards; from += readAhead) {
    const batch = Array.from({ length: Math.min(readAhead, shards - from) }, (_, i) => from + i);
    const commits = await Promise.all(batch.map((shard) => readNewestCommit(store, place, shard, revision, options)));
    for (const [i, commit] of commits.entries()) {
      if (!commit)
        throw new Error(
          `shard ${from + i} of round ${place.round} ${place.stage} has no commit, so the stage cannot be sealed`,
        );
      const { shard, revision: at, counts, rows, rejects } = commit;
      listed.push({ shard, revision: at, counts, rows: rows.sha256, rejects: rejects.sha256 });
    }
    options?.onShard?.(listed.length);
  }
  const counts = listed.reduce((sum, shard) => addCounts(sum, shard.counts), noCounts);
  const body = canonicalJson({
    v: 1,
    ...place,
    revision,
    counts,
    shards: listed,
    ...(options?.facts ? { facts: options.facts } : {}),
  } satisfies Manifest);
  const put = await store.putOnce(manifestKey(place, revision), body, 'application/json', options);
  if (put === 'exists') {
    const there = await store.get(manifestKey(place, revision), options);
    if (there?.toString('utf8') !== body)
      throw new Error(`manifest of round ${place.round} ${place.stage} differs from its shard commits`);
  }
  return { counts, sha256: sha256(body) };
}
