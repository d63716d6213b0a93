import { describe, expect, it } from '@jest/globals';
import { createCampaignCache } from '../../../activities/campaigns/campaign-cache.ts';
import type { ArtifactStore } from '../../../activities/artifacts/store.ts';
import { memoryStore } from '../../memory-store.ts';
import { campaign, importedCampaign } from '../shard-runner/scenario.ts';

const free = { signal: new AbortController().signal };

describe('facts of a campaign', () => {
  it('are read once a worker, by however many shards', async () => {
    const store = await importedCampaign([['a']]);
    const cache = createCampaignCache(store);
    const found = await Promise.all(Array.from({ length: 8 }, () => cache.identity(campaign, free)));
    await cache.identity(campaign, free);
    expect(new Set(found).size).toBe(1);
    expect(store.reads.filter((key) => key.endsWith('identity.json'))).toHaveLength(1);
  });

  it('that could not be read are read again', async () => {
    const store = await importedCampaign([['a']]);
    let broken = true;
    const flaky: ArtifactStore = {
      ...store,
      get: (key, options) => (broken ? Promise.reject(new Error('no answer')) : store.get(key, options)),
    };
    const cache = createCampaignCache(flaky);
    await expect(cache.identity(campaign, free)).rejects.toThrow('no answer');
    broken = false;
    expect((await cache.identity(campaign, free)).campaign).toBe(campaign);
  });

  it('are not lost to others by the cancellation of the shard that asked first', async () => {
    const store = await importedCampaign([['a']]);
    let answer = (): void => undefined;
    const slow: ArtifactStore = {
      ...store,
      get: async (key, options) => {
        await new Promise<void>((resolve, reject) => {
          answer = resolve;
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
        });
        return store.get(key);
      },
    };
    const cache = createCampaignCache(slow);
    const first = new AbortController();
    const cancelled = cache.identity(campaign, { signal: first.signal });
    const other = cache.identity(campaign, free);
    const ended = cancelled.catch((error: unknown) => error);
    const reason = new Error('cancelled');
    first.abort(reason);
    expect(await ended).toBe(reason);
    answer();
    expect((await other).campaign).toBe(campaign);
  });

  it('of a campaign that is not there are campaign_not_found', async () => {
    await expect(createCampaignCache(memoryStore()).identity('nobody', free)).rejects.toMatchObject({
      code: 'campaign_not_found',
    });
  });
});
