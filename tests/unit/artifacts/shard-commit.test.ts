import { describe, expect, it } from '@jest/globals';
import { noUsage } from '../../../activities/artifacts/journal-reader.ts';
import { commitKey } from '../../../activities/artifacts/keys.ts';
import { commitShard, readNewestCommit, type ShardCommit } from '../../../activities/artifacts/shard-commit.ts';
import { faultyStore, replyLost } from '../../faulty-store.ts';
import { memoryStore } from '../../memory-store.ts';

const place = { campaign: 'c', round: 1, stage: 'generate' };

const commit = (writer: string, kept: number, revision = 1): ShardCommit => ({
  v: 1,
  shard: 3,
  revision,
  counts: { total: 5, kept, dropped: 0, failed: 5 - kept, rows: kept },
  rows: { sha256: `rows of ${writer}`, bytes: 1 },
  rejects: { sha256: `rejects of ${writer}`, bytes: 1 },
  usage: noUsage,
  writer,
});

describe('shard commit', () => {
  it('of two attempts with other answers one wins, and the other returns the winner', async () => {
    const store = memoryStore();
    const [one, two] = await Promise.all([
      commitShard(store, place, commit('one', 5)),
      commitShard(store, place, commit('two', 4)),
    ]);
    expect(one).toEqual(two);
    expect(await commitShard(store, place, commit('zombie', 0))).toEqual(one);
    expect(await readNewestCommit(store, place, 3, 1)).toEqual(one);
    expect(store.objects.size).toBe(1);
  });

  it('counts as its own where only the reply of its put was lost', async () => {
    const store = faultyStore(memoryStore(), () => replyLost);
    expect(await commitShard(store, place, commit('one', 5))).toEqual(commit('one', 5));
  });

  it('that is torn is damage, and not asked for again and again', async () => {
    const store = memoryStore();
    await commitShard(store, place, commit('one', 5));
    const key = commitKey(place, 3, 1);
    store.objects.set(key, store.objects.get(key)!.subarray(0, 40));
    await expect(readNewestCommit(store, place, 3, 1)).rejects.toMatchObject({
      code: 'artifact_damaged',
      message: expect.stringContaining(key),
    });
  });

  it('reads the newest revision that changed the shard', async () => {
    const store = memoryStore();
    await commitShard(store, place, commit('first', 3));
    await commitShard(store, place, commit('third', 4, 3));
    const writerAt = async (revision: number) => (await readNewestCommit(store, place, 3, revision))?.writer;
    expect([await writerAt(1), await writerAt(2), await writerAt(3), await writerAt(4)]).toEqual([
      'first',
      'first',
      'third',
      'third',
    ]);
    expect(await readNewestCommit(store, place, 4, 9)).toBeUndefined();
  });
});
