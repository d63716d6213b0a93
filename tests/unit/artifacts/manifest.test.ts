import { describe, expect, it } from '@jest/globals';
import { noUsage } from '../../../activities/artifacts/journal-reader.ts';
import { commitKey, manifestKey } from '../../../activities/artifacts/keys.ts';
import { readManifest, readNewestManifest, sealStage } from '../../../activities/artifacts/manifest.ts';
import { commitShard } from '../../../activities/artifacts/shard-commit.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { faultyStore, replyLost } from '../../faulty-store.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'c', round: 1, stage: 'generate' };

const commit = (store: ArtifactStore, shard: number, revision = 1, kept = 2) =>
  commitShard(store, place, {
    v: 1,
    shard,
    revision,
    counts: { total: 3, kept, dropped: 1, failed: 2 - kept, rows: kept },
    rows: { sha256: `rows ${shard} r${revision}`, bytes: 1 },
    rejects: { sha256: `rejects ${shard} r${revision}`, bytes: 1 },
    usage: noUsage,
    writer: 'w',
  });

describe('sealing a stage', () => {
  it('lists every shard once, in order, and adds up their counts', async () => {
    const store = memoryStore();
    for (let shard = 69; shard >= 0; shard--) await commit(store, shard);
    const { counts } = await sealStage(store, place, 70, 1);
    expect(counts).toEqual({ total: 210, kept: 140, dropped: 70, failed: 0, rows: 140 });
    const sealed = await readManifest(store, place, 1);
    expect(sealed?.counts).toEqual(counts);
    expect(sealed?.shards.map(({ shard }) => shard)).toEqual(Array.from({ length: 70 }, (_, i) => i));
  });

  it('refuses while a shard is missing, and leaves no manifest', async () => {
    const store = memoryStore();
    await commit(store, 0);
    await commit(store, 2);
    await expect(sealStage(store, place, 3, 1)).rejects.toThrow('shard 1 of round 1 generate has no commit');
    expect(await readManifest(store, place, 1)).toBeUndefined();
  });

  it('a second seal agrees, two at once too, and one whose reply was lost', async () => {
    const store = memoryStore();
    await commit(store, 0);
    const [a, b] = await Promise.all([sealStage(store, place, 1, 1), sealStage(store, place, 1, 1)]);
    expect(a).toEqual(b);
    expect(await sealStage(store, place, 1, 1)).toEqual(a);
    const lossy = memoryStore();
    await commit(lossy, 0);
    expect(
      await sealStage(
        faultyStore(lossy, () => replyLost),
        place,
        1,
        1,
      ),
    ).toEqual(a);
  });

  it('a manifest that differs from the commits is damage', async () => {
    const store = memoryStore();
    await commit(store, 0);
    await sealStage(store, place, 1, 1);
    store.objects.delete(commitKey(place, 0, 1));
    await commit(store, 0, 1, 1);
    await expect(sealStage(store, place, 1, 1)).rejects.toThrow('differs from its shard commits');
  });

  it('a new revision refers to the old commit where nothing changed', async () => {
    const store = memoryStore();
    for (const shard of [0, 1, 2]) await commit(store, shard, 1, 1);
    await sealStage(store, place, 3, 1);
    await commit(store, 1, 2, 2);
    await sealStage(store, place, 3, 2);
    expect((await readManifest(store, place, 2))?.shards.map(({ revision }) => revision)).toEqual([1, 2, 1]);
    expect((await readNewestManifest(store, place, 5))?.revision).toBe(2);
    expect((await readManifest(store, place, 1))?.shards.map(({ revision }) => revision)).toEqual([1, 1, 1]);
    expect(store.objects.has(manifestKey(place, 1))).toBe(true);
  });
});
