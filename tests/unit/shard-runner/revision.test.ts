import { describe, expect, it } from '@jest/globals';
import { commitKey } from '../../../activities/artifacts/keys.ts';
import { InferenceError } from '../../../activities/inference/index.ts';
import { attemptShard, committed, decideRetry, importedCampaign, journalOf, place } from './scenario.ts';
import { scriptedGateway } from './scripted-gateway.ts';

const refusal = new InferenceError('refused', 'no', { reason: 'policy' });
const refusing = (...refused: string[]) => scriptedGateway(({ prompt }) => (refused.includes(prompt) ? refusal : {}));

describe('a retry', () => {
  it('asks for the failed items only; everything else comes from the journal', async () => {
    const store = await importedCampaign([['a', 'b', 'c', 'd']]);
    await attemptShard(store, refusing('b', 'd'));
    await decideRetry(store, 2);
    const gateway = scriptedGateway(() => ({}));
    const { counts } = await attemptShard(store, gateway, { revision: 2 });
    expect(gateway.asked.map(({ prompt }) => prompt).sort()).toEqual(['b', 'd']);
    expect(counts).toEqual({ total: 4, kept: 4, dropped: 0, failed: 0, rows: 4 });
    const [before, after] = [await committed(store, 1), await committed(store, 2)];
    expect(after.rows.map(({ prompt }) => prompt)).toEqual(['a', 'b', 'c', 'd']);
    expect(after.rows.filter(({ prompt }) => prompt === 'a' || prompt === 'c')).toEqual(before.rows);
    expect(after.rejects).toEqual([]);
  });

  it('draws anew where the answers themselves were the trouble, under keys of its revision', async () => {
    const store = await importedCampaign([['a', 'b']]);
    await attemptShard(
      store,
      scriptedGateway(({ prompt }) => ({ text: prompt === 'a' ? '' : 'fine' })),
    );
    const bought = new Set((await journalOf(store)).entries.keys());
    await decideRetry(store, 2);
    const gateway = scriptedGateway(() => ({ text: 'at last' }));
    await attemptShard(store, gateway, { revision: 2 });
    expect(gateway.asked).toHaveLength(1);
    const { rows } = await committed(store, 2);
    expect(rows.map(({ answer }) => answer)).toEqual(['at last', 'fine']);
    expect(rows[0]!.calls.map(({ key }) => bought.has(key)).sort()).toEqual([false, true, true]);
    expect(rows[1]!.calls.map(({ key }) => bought.has(key))).toEqual([true]);
  });

  it('of what still fails leaves what an earlier retry mended as it is', async () => {
    const store = await importedCampaign([['a', 'b']]);
    const empty = scriptedGateway(({ prompt }) => (prompt === 'a' ? { text: '' } : refusal));
    await attemptShard(store, empty);
    await decideRetry(store, 2);
    await attemptShard(store, refusing('b'), { revision: 2 });
    await decideRetry(store, 3);
    const gateway = scriptedGateway(() => ({}));
    await attemptShard(store, gateway, { revision: 3 });
    expect(gateway.asked.map(({ prompt }) => prompt)).toEqual(['b']);
    expect((await committed(store, 3)).rows[0]).toEqual((await committed(store, 2)).rows[0]);
  });

  it('of a retry tries the newest revision only', async () => {
    const store = await importedCampaign([['a']]);
    const empty = () => scriptedGateway(() => ({ text: '' }));
    for (const revision of [1, 2, 3]) {
      if (revision > 1) await decideRetry(store, revision);
      const gateway = empty();
      await attemptShard(store, gateway, { revision });
      expect(gateway.asked).toHaveLength(2);
    }
  });

  it('commits no new revision of a shard without failed items', async () => {
    const store = await importedCampaign([['a'], ['b']]);
    const first = await attemptShard(store, refusing(), { shard: 0 });
    await attemptShard(store, refusing('b'), { shard: 1 });
    await decideRetry(store, 2);
    const gateway = scriptedGateway(() => ({}));
    const same = await attemptShard(store, gateway, { shard: 0, revision: 2 });
    expect(same.counts).toEqual(first.counts);
    expect(gateway.asked).toEqual([]);
    expect(store.objects.has(commitKey(place, 0, 2))).toBe(false);
    await attemptShard(store, gateway, { shard: 1, revision: 2 });
    expect(store.objects.has(commitKey(place, 1, 2))).toBe(true);
  });

  it('that was broken off goes on from its own journal', async () => {
    const store = await importedCampaign([['a', 'b', 'c']]);
    await attemptShard(store, refusing('a', 'b'));
    await decideRetry(store, 2);
    const fatal = scriptedGateway(({ prompt }) =>
      prompt === 'b' ? new InferenceError('fatal', 'gone', { reason: 'http_401' }) : {},
    );
    await expect(attemptShard(store, fatal, { revision: 2 })).rejects.toThrow('gone');
    const gateway = scriptedGateway(() => ({}));
    await attemptShard(store, gateway, { revision: 2 });
    expect(gateway.asked.map(({ prompt }) => prompt)).toEqual(['b']);
  });
});
